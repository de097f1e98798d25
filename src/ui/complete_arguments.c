/* SPDX-License-Identifier: MIT */
/* What the arguments of a function may become: a finder for each sort of them
 * (functions.def says which a function takes). */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "completing.h"
#include "expression_words.h"
#include "layouts.h"
#include "list_panel.h"
#include "ranges.h"

/* If it begins with what has been typed of it. */
static void offer(struct finding *f, const char *word, const char *help)
{
    if (finding_starts(word, f->word))
        finding_add(f, word, help);
}

/* All of the arguments is one name, blanks and all. */
static void take_whole(struct finding *f, const char *arguments)
{
    f->word = arguments;
}

static void add_word(void *f, const char *word, const char *help)
{
    finding_add(f, word, help);
}

static void narrow(struct finding *f)
{
    if (f->most > COMPLETIONS_USUAL)
        f->most = COMPLETIONS_USUAL;
}

static void find_ranges(struct finding *f, const char *arguments)
{
    take_whole(f, arguments);
    for (int r = 0; r < RANGE_COUNT; r++)
        offer(f, range_name((enum range)r), "");
    for (int s = 0; s < BAR_1d; s++)
        offer(f, bar_span_name((enum bar_span)s), "the range of such bars");
}

static void find_periods(struct finding *f, const char *arguments)
{
    take_whole(f, arguments);
#define OFFER_PERIOD(name, words) offer(f, #name, words);
    REPORT_PERIODS(OFFER_PERIOD)
#undef OFFER_PERIOD
}

static void find_symbols(struct finding *f, const char *arguments)
{
    (void)arguments;
    narrow(f);
    if (f->word[0])
        finding_symbols(f);
}

static void find_expression(struct finding *f, const char *arguments)
{
    size_t at = strlen(arguments);

    narrow(f);
    f->word = arguments + expression_word_start(arguments, at);
    if (f->word[0] && !isdigit((unsigned char)f->word[0]))
        expression_words(f->from->now, f->word, true, add_word, f);
}

/* A symbol first, which an expression may follow; or only that. */
static void find_level(struct finding *f, const char *arguments)
{
    if (f->word == arguments)
        find_symbols(f, arguments);
    find_expression(f, arguments);
}

static void find_lot(struct finding *f, const char *arguments)
{
    if (f->word == arguments)
        find_symbols(f, arguments);
}

static void add_lists(struct finding *f, const char *behind)
{
    const struct snapshot *now = f->from->now;
    char word[LIST_NAME_MAX], help[40];

    for (size_t i = 0; i < now->watchlist_count; i++) {
        const struct watchlist *w = &now->watchlists[i];

        if (strlen(w->name) + strlen(behind) >= sizeof(word))
            continue; /* it has to be typed */
        snprintf(word, sizeof(word), "%.40s%.2s", w->name, behind);
        snprintf(help, sizeof(help), "%zu symbol%s", w->count,
                 w->count == 1 ? "" : "s");
        offer(f, word, help);
    }
}

static void find_lists(struct finding *f, const char *arguments)
{
    take_whole(f, arguments);
    add_lists(f, "");
}

/* "Memory: MU WDC" */
static void find_list_symbols(struct finding *f, const char *arguments)
{
    if (strstr(arguments, ": ")) {
        find_symbols(f, arguments);
        return;
    }
    take_whole(f, arguments);
    add_lists(f, ": ");
}

static void find_portfolios(struct finding *f, const char *arguments)
{
    const struct book *b = f->from->now->book;

    take_whole(f, arguments);
    for (size_t i = 0; b && i < b->portfolio_count; i++)
        offer(f, b->portfolios[i].name, "portfolio");
}

/* Words that headlines have already, but for those on the line. */
static void find_tags(struct finding *f, const char *arguments)
{
    const struct tagged_list *l = f->from->now->tagged;
    struct tags typed = {.count = 0};
    char before[256], help[40];

    narrow(f);
    snprintf(before, sizeof(before), "%.*s", (int)(f->word - arguments),
             arguments);
    (void)tags_read(before, &typed, NULL);
    for (size_t i = 0; l && i < l->name_count; i++) {
        const struct tag_count *n = &l->names[i];

        snprintf(help, sizeof(help), "%u headline%s", n->count,
                 n->count == 1 ? "" : "s");
        if (!tags_have(&typed, n->tag))
            offer(f, n->tag, help);
    }
}

static void find_themes(struct finding *f, const char *arguments)
{
    const struct around *around = f->from->around;

    f->word = arguments;
    for (size_t i = 0; around && i < around->theme_count; i++)
        if (strlen(around->themes[i].name) < sizeof(f->out[0].word))
            offer(f, around->themes[i].name, around->themes[i].remark);
}

static void find_setting_names(struct finding *f, const char *arguments)
{
    take_whole(f, arguments);
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = option_row((enum setting)i);

        offer(f, row->name, row->text);
    }
}

/* The names of settings, and behind one its words. */
static void find_settings(struct finding *f, const char *arguments)
{
    const char *blank = strchr(arguments, ' ');
    char name[32], word[SYMBOL_MAX];
    enum setting o;

    if (!blank) {
        find_setting_names(f, arguments);
        return;
    }
    snprintf(name, sizeof(name), "%.*s", (int)(blank - arguments), arguments);
    if (!option_find(name, &o))
        return;
    if (o == OPT_theme)
        find_themes(f, blank + strspn(blank, " "));
    for (size_t i = 0; option_word(o, i, word, sizeof(word)); i++)
        offer(f, word, "");
}

/* As they are typed: "change" of "by change". */
static void find_orders(struct finding *f, const char *arguments)
{
    const struct list_panel *p = f->from->list;

    take_whole(f, arguments);
    for (int i = 0; p && p->order && i < p->sorts; i++) {
        const char *name = p->order(i);

        offer(f, name + (strncmp(name, "by ", 3) == 0 ? 3 : 0), "");
    }
}

/* The names that are saved; before one what is done with it. */
static void find_layouts(struct finding *f, const char *arguments)
{
    char *const *saved = f->from->layouts;
    const char *blank = strchr(arguments, ' ');
    char name[256];

    take_whole(f, blank ? blank + strspn(blank, " ") : arguments);
    if (!blank) {
        offer(f, "save", "keep the screens as they are under a name");
        offer(f, "drop", "forget one");
    }
    for (int i = 0; saved && i < LAYOUTS_MAX; i++) {
        layouts_name(saved[i], name);
        if (name[0] && strlen(name) < sizeof(f->out[0].word))
            offer(f, name, "saved");
    }
}

static void find_nothing(struct finding *f, const char *arguments)
{
    (void)f;
    (void)arguments;
}

static void (*const finders[])(struct finding *f, const char *arguments) = {
    [TAKES_NOTHING] = find_nothing,
    [TAKES_TEXT] = find_nothing,
    [TAKES_RANGE] = find_ranges,
    [TAKES_PERIOD] = find_periods,
    [TAKES_SYMBOLS] = find_symbols,
    [TAKES_LEVEL] = find_level,
    [TAKES_EXPRESSION] = find_expression,
    [TAKES_LIST] = find_lists,
    [TAKES_LIST_SYMBOLS] = find_list_symbols,
    [TAKES_PORTFOLIO] = find_portfolios,
    [TAKES_LOT] = find_lot,
    [TAKES_TAGS] = find_tags,
    [TAKES_THEME] = find_themes,
    [TAKES_SETTING] = find_settings,
    [TAKES_SETTING_NAME] = find_setting_names,
    [TAKES_ORDER] = find_orders,
    [TAKES_LAYOUT] = find_layouts,
};

void finding_arguments(struct finding *f, const struct function_row *row,
                       const char *arguments)
{
    finders[row->takes](f, arguments);
}
