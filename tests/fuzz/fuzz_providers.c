/* SPDX-License-Identifier: MIT */
/* Any bytes as any provider's reply. The first byte chooses status, content
 * type and whether the reply was asked for. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"
#include "tapewatch/feeds/provider.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int is_so)
{
    if (!is_so)
        abort();
}

static void check_text(const char *s)
{
    if (!s)
        return;
    check(utf8_is_valid(s, strlen(s)));
    for (; *s; s++)
        check((unsigned char)*s >= 0x20 && *s != 0x7f);
}

/* What leaves a decoder is clean, and an error has its words. */
static void check_updates(const struct updates *out)
{
    for (size_t i = 0; i < out->count; i++) {
        const struct update *u = &out->items[i];

        check_text(u->symbol);
        check_text(u->source);
        if (u->kind == UPDATE_headline) {
            check(u->of.headline.id && u->of.headline.title);
            check_text(u->of.headline.id);
            check_text(u->of.headline.title);
            check_text(u->of.headline.summary);
            check_text(u->of.headline.publisher);
            check_text(u->of.headline.url);
        } else if (u->kind == UPDATE_instrument) {
            check_text(u->of.instrument.name);
            check_text(u->of.instrument.venue);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const long statuses[] = {200, 200, 200, 404, 429, 500, 0, 422};
    static const char *const types[] = {"", "text/html",
                                        "text/xml; charset=windows-1252",
                                        "text/plain;charset=\""};
    uint8_t how = size ? data[0] : 0;
    struct request asked = {.symbol_count = 1, .span = BAR_5m};
    struct reply reply = {.status = statuses[how & 7],
                          .received_ms = INT64_C(1735944600000)};
    char *body;

    if (size) {
        data++;
        size--;
    }
    body = mem_new(size + 1, 1);
    memcpy(body, data, size);
    reply.body = body;
    reply.size = size;
    memcpy(reply.content_type, types[how >> 3 & 3],
           strlen(types[how >> 3 & 3]) + 1);
    name_copy(asked.symbols[0], SYMBOL_MAX, "TEST");
    name_copy(asked.url, URL_MAX, "https://example.com/a/b?c");
    if (how & 0x20)
        reply.request = &asked;
    for (const struct provider *const *p = providers; *p; p++) {
        struct updates out = {0};
        struct why why = {""};

        name_copy(asked.source, SOURCE_MAX, (*p)->name);
        if ((*p)->decode(&reply, &out, &why) != ERR_OK)
            check(why.text[0] != '\0');
        check_text(why.text);
        check_updates(&out);
        updates_done(&out);
    }
    free(body);
    return 0;
}
