/* SPDX-License-Identifier: MIT */
/* What the word that is being typed in a rule may become: fields with their
 * unit and meaning, functions, lists, symbols. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "../expression_words.h"
#include "../show.h"
#include "alert_view.h"

enum { OFFERS_WIDTH = 64, WORD_WIDTH = 20 };

struct finding {
    const char *word; /* what has been typed of it */
    struct alert_offer *out;
    int count;
};

static void offer(void *self, const char *word, const char *help)
{
    struct finding *f = self;
    struct alert_offer *to = &f->out[f->count];

    if (f->count == ALERT_OFFERS_MAX)
        return;
    snprintf(to->word, sizeof to->word, "%.63s", word);
    snprintf(to->help, sizeof to->help, "%.79s", help);
    f->count++;
}

static void offer_symbols(struct finding *f, const struct snapshot *now)
{
    for (size_t i = 0; i < now->listing_count; i++) {
        const struct instrument *known =
            now->listings[now->by_symbol[i]].instrument;

        if (strncasecmp(known->symbol, f->word, strlen(f->word)) == 0)
            offer(f, known->symbol, known->name ? known->name : "");
    }
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
        expression_lists(f->now, to->word, offer, to);
    } else {
        expression_words(f->now, to->word,
                         id == ALERT_TEXT || id == ALERT_REST ||
                             id == ALERT_MEASURE,
                         offer, to);
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
    from = is_whole(id) ? 0 : expression_word_start(p->text, p->at);
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
    size_t from = is_whole(id) ? 0 : expression_word_start(p->text, p->at);
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
