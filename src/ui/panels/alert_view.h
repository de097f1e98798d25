/*
 * The editor of a rule: what stands in its form, as alert.c (keys, drawing),
 * alert_form.c (rule <-> form), alert_items.c (laying out), alert_offers.c
 * (completion) and alert_trial.c (what it comes to over the past) share it.
 */
#ifndef TAPEWATCH_UI_ALERT_VIEW_H
#define TAPEWATCH_UI_ALERT_VIEW_H

#include "../form.h"
#include "../panel.h"
#include "../rule_draft.h"

enum alert_id {
    ALERT_NONE, ALERT_NAME, ALERT_ON,
    ALERT_SCOPE,                                    /* one for each */
    ALERT_WHOM = ALERT_SCOPE + DRAFT_SCOPES,
    ALERT_FIELD,                                    /* one for each ... */
    ALERT_OP = ALERT_FIELD + DRAFT_CONDITIONS,      /* ... condition */
    ALERT_VALUE = ALERT_OP + DRAFT_CONDITIONS,
    ALERT_REST = ALERT_VALUE + DRAFT_CONDITIONS,
    ALERT_MORE, ALERT_LESS,
    ALERT_DURING,                                   /* regular, pre, post */
    ALERT_SEVERITY = ALERT_DURING + 3,
    ALERT_WAY,                                      /* one for each */
    ALERT_RUN = ALERT_WAY + NOTIFY_BIT_COUNT,
    ALERT_MEASURE, ALERT_WORSEN, ALERT_TEXT,
    ALERT_SAVE, ALERT_SAVE_TEST, ALERT_CANCEL
};

struct alert_view {
    struct form_view form;
    struct rect area;        /* where it was drawn last */
    bool is_ready;           /* filled from the subject */
    char was[RULE_MAX];      /* its name before; "" a new one */
    bool is_on, is_typing;   /* typing: completions are offered */
    int offer;               /* the one that Enter takes */
    unsigned ways;           /* but run */
    int severity;
    char followed[DRAFT_FIELD_MAX]; /* the first field, when it was one */
    struct rule_draft draft; /* but its texts: */
    struct prompt name, whom, run, measure, worsen, rest, text;
    struct prompt field[DRAFT_CONDITIONS], value[DRAFT_CONDITIONS];
};

/* alert_form.c */
void alert_begin(struct alert_view *v, const struct frame *f);
struct prompt *alert_text(struct alert_view *v, int id); /* NULL: none */
/* What was typed in that one is taken over: into the expression, or from it
 * into the form. */
void alert_typed(struct alert_view *v, int id);
/* A check, radio or choice: the next (1) or the one before (-1). */
void alert_turn(struct alert_view *v, int id, int step);
void alert_rule(const struct alert_view *v, struct made_rule *out);
/* Whether the rule can be kept; the reason may be three lines. */
enum err alert_check(const struct alert_view *v, const struct frame *f,
                     struct why *why);

/* alert_items.c: `words` are those of alert_words(), which the items borrow. */
enum { ALERT_WORDS = 3, ALERT_WORDS_MAX = 240 };
struct alert_words {
    char lines[ALERT_WORDS][ALERT_WORDS_MAX];
    bool is_wrong;
};
void alert_items(const struct alert_view *v, const struct alert_words *words,
                 struct form *out);

/* alert_trial.c */
void alert_words(const struct alert_view *v, const struct frame *f,
                 bool is_ascii, struct alert_words *out);

/* alert_offers.c */
enum { ALERT_OFFERS_MAX = 6 };
struct alert_offer {
    char word[64], help[80];
};
/* What the word before the cursor may become; 0 unless somebody types. */
int alert_offers(struct alert_view *v, const struct frame *f, int id,
                 struct alert_offer *out);
void alert_take_offer(struct alert_view *v, int id, const char *word);
void alert_draw_offers(struct alert_view *v, const struct frame *f,
                       struct rect field, struct rect area,
                       struct canvas *c);

#endif
