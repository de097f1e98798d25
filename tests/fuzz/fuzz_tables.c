/* SPDX-License-Identifier: MIT */
/* Any bytes as the tables of company names, of words and of record losses; a
 * headline is then read with them. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/state/state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put_headline(struct state *s, const char *title)
{
    struct updates u = {0};
    struct update *h =
        updates_add(&u, INT64_C(1735944600000), UPDATE_headline, "", "fuzz");

    h->of.headline.id = h->of.headline.title = title;
    h->of.headline.published = h->t;
    state_apply(s, &u.items[0]);
    updates_done(&u);
}

static void check(enum err e, const struct why *why)
{
    if (e != ERR_OK && why->text[0] == '\0')
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct freeze_info info = {.now_ms = INT64_C(1735944700000),
                               .mode = RUN_LIVE,
                               .timeline = timeline_live()};
    struct why why = {""};
    char *text = mem_text_n((const char *)data, size);
    struct state *s = state_new(text, size);

    check(state_read_names(s, text, size, &why), &why);
    why.text[0] = '\0';
    check(state_read_words(s, text, size, &why), &why);
    put_headline(s, "Alpha Corp's shares fall; Meta and $TEST too (NYSE: X)");
    put_headline(s, size ? text : "-");
    snapshot_free(state_freeze(s, &info));
    state_free(s);
    free(text);
    return 0;
}
