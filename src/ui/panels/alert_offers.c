/* SPDX-License-Identifier: MIT */
/* What the word that is being typed in a rule may become: fields with their
 * unit and meaning, functions, lists, symbols. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../show.h"
#include "alert_view.h"
#include "tapewatch/state/fields.h"

enum { OFFERS_WIDTH = 64, WORD_WIDTH = 20 };

struct finding {
    const char *word; /* what has been typed of it */
    struct alert_offer *out;
    int count;
};

static void offer(struct finding *f, const char *word, const char *help)
{
    struct alert_offer *to = &f->out[f->count];

    if (f->count == ALERT_OFFERS_MAX ||
        strncasecmp(word, f->word, strlen(f->word)) != 0)
        return;
    snprintf(to->word, sizeof to->word, "%.63s", word);
    snprintf(to->help, sizeof to->help, "%.79s", help);
    f->count++;
}

static void offer_fields(struct finding *f)
{
    struct field_table t = fields_of_listing();
    char help[80];

    for (size_t i = 0; i < t.count; i++) {
        snprintf(help, sizeof help, "%s%s%.60s", t.fields[i].unit,
                 t.fields[i].unit[0] ? ": " : "", t.fields[i].help);
        offer(f, t.fields[i].name, help);
    }
}

static void offer_functions(struct finding *f)
{
    const struct language *l = language_of_listing();
    const struct function *own;

    for (size_t i = 0; i < l->function_count; i++)
        offer(f, l->functions[i].name, l->functions[i].usage);
    for (size_t i = 0; (own = query_own_function(i)) != NULL; i++)
        offer(f, own->name, own->usage);
}

/* As they are written in an expression, or by their names alone. */
static void offer_lists(struct finding *f, const struct snapshot *now,
                        bool is_written)
{
    size_t count = 0;
    const char **lists = surroundings_lists(now, &count);

    for (size_t i = 0; i < count; i++) {
        bool is_plain = strpbrk(lists[i], " &,.") == NULL;
        char word[LIST_NAME_MAX + 4];

        if (is_written)
            snprintf(word, sizeof word, is_plain ? "@%s" : "@\"%s\"",
                     lists[i]);
        else
            snprintf(word, sizeof word, "%s", lists[i]);
        offer(f, word, "watchlist, group or portfolio");
    }
    free(lists);
}

static void offer_symbols(struct finding *f, const struct snapshot *now)
{
    for (size_t i = 0; i < now->listing_count; i++) {
        const struct instrument *known =
            now->listings[now->by_symbol[i]].instrument;

        offer(f, known->symbol, known->name ? known->name : "");
    }
}

/* Where the word before the cursor begins. */
static size_t word_start(const struct prompt *p)
{
    size_t at = p->at;

    while (at > 0 && (isalnum((unsigned char)p->text[at - 1]) ||
                      strchr("_@", p->text[at - 1])))
        at--;
    return at;
}

static bool is_whole(int id)
{
    return id == ALERT_WHOM;
}

static bool has_offers(int id)
{
    return id == ALERT_WHOM || id == ALERT_MEASURE || id == ALERT_TEXT ||
           id == ALERT_REST ||
           (id >= ALERT_FIELD && id < ALERT_FIELD + DRAFT_CONDITIONS);
}

static void find_all(const struct alert_view *v, const struct frame *f, int id,
                     struct finding *to)
{
    if (id == ALERT_WHOM && v->draft.scope == DRAFT_SYMBOL) {
        offer_symbols(to, f->now);
    } else if (id == ALERT_WHOM) {
        offer_lists(to, f->now, false);
    } else if (to->word[0] == '@') {
        offer_lists(to, f->now, true);
    } else {
        offer_fields(to);
        if (id == ALERT_TEXT || id == ALERT_REST || id == ALERT_MEASURE)
            offer_functions(to);
    }
}

int alert_offers(struct alert_view *v, const struct frame *f, int id,
                 struct alert_offer *out)
{
    const struct prompt *p = alert_text(v, id);
    struct finding to = {.out = out};
    char word[RULE_WHEN_MAX];
    size_t from;

    if (!v->is_typing || !p || !has_offers(id))
        return 0;
    from = is_whole(id) ? 0 : word_start(p);
    snprintf(word, sizeof word, "%.*s", (int)(p->at - from), p->text + from);
    to.word = word;
    if (!word[0])
        return 0;
    find_all(v, f, id, &to);
    if (to.count == 1 && strcasecmp(out[0].word, word) == 0)
        return 0; /* it is that already */
    return to.count;
}

void alert_take_offer(struct alert_view *v, int id, const char *word)
{
    struct prompt *p = alert_text(v, id);
    size_t from = is_whole(id) ? 0 : word_start(p);
    char behind[RULE_WHEN_MAX];

    snprintf(behind, sizeof behind, "%s", p->text + p->at);
    p->text[from] = '\0';
    p->len = p->at = from;
    prompt_insert(p, word);
    from = p->at;
    prompt_insert(p, is_whole(id) ? "" : behind);
    p->at = from;
    v->is_typing = false;
    v->offer = 0;
    alert_typed(v, id);
}

/* Below the field, within the area. */
void alert_draw_offers(struct alert_view *v, const struct frame *f,
                       struct rect field, struct rect area,
                       struct canvas *c)
{
    struct alert_offer offers[ALERT_OFFERS_MAX];
    int n = alert_offers(v, f, v->form.focus, offers);
    int width = area.width < OFFERS_WIDTH ? area.width : OFFERS_WIDTH;
    int word = width - 1 < WORD_WIDTH ? width - 1 : WORD_WIDTH;

    if (field.x > area.x + area.width - width)
        field.x = area.x + area.width - width;
    for (int i = 0; i < n && field.width > 0; i++) {
        struct rect row = {field.x, field.y + 1 + i, width, 1};

        if (row.y >= area.y + area.height)
            return;
        canvas_fill(c, row, ROLE_popup, " ");
        show_text(c, (struct place){row.x + 1, row.y, word}, ROLE_key,
                  offers[i].word);
        show_text(c, (struct place){row.x + word + 2, row.y, width - word - 2},
                  ROLE_dim, offers[i].help);
        if (i != v->offer)
            continue;
        canvas_put(c, row.x, row.y, ROLE_cursor, glyphs_of(c)->selected);
        canvas_flag(c, row, CELL_CURSOR);
    }
}
