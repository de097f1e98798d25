/* SPDX-License-Identifier: MIT */
/* A row of the alerts in columns: name, what it told today, how it is told,
 * when, and where the rule comes from. */
#include "alert_columns.h"

#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "alert_row.h"

enum {
    NAME_AT = 2, NAME_WIDTH = 15, TODAY_WIDTH = 9, SEVERITY_WIDTH = 3,
    WAYS_WIDTH = 5, WAYS_WORDS = 26, FROM_WIDTH = 18, WORDS_FROM = 130,
    FROM_FROM = 100
};

/* ---- words */

static void today_words(const struct frame *f, uint32_t at, char *out,
                        size_t size)
{
    const struct rule_card *card = alert_row_card(f, at);
    struct alert_told told = alert_row_told(f, at);
    char clock[16];

    if (card && card->wrong[0]) {
        snprintf(out, size, "wrong");
    } else if (card && card->standing == RULE_OFF) {
        snprintf(out, size, "off");
    } else if (told.count == 0) {
        snprintf(out, size, "armed");
    } else {
        show_clock_text(told.last_ms, clock);
        snprintf(out, size, "%zu %.5s", told.count, clock);
    }
}

static enum role today_role(const struct frame *f, uint32_t at)
{
    const struct rule_card *card = alert_row_card(f, at);

    if (card && card->wrong[0])
        return ROLE_error;
    if (card && card->standing == RULE_OFF)
        return ROLE_dim;
    return alert_row_told(f, at).count > 0 ? ROLE_warn : ROLE_ok;
}

static void ways_words(unsigned ways, bool in_words, char *out, size_t size)
{
    struct strbuf text = {0};

    for (int i = 0; i < NOTIFY_BIT_COUNT; i++) {
        const char *word = notify_word((enum notify_bit)i);

        if (!(ways >> i & 1u))
            continue;
        if (in_words)
            strbuf_format(&text, "%s%s", text.len ? " " : "", word);
        else
            strbuf_add_char(&text, *word);
    }
    snprintf(out, size, "%s", text.len ? strbuf_text(&text) : "-");
    strbuf_done(&text);
}

/* Its place and name stand in the row already. */
static const char *wrong_words(const struct rule_card *card)
{
    const char *name = strstr(card->wrong, card->rule.name);
    size_t n = strlen(card->rule.name);

    return name && strncmp(name + n, ": ", 2) == 0 ? name + n + 2
                                                   : card->wrong;
}

static void when_words(const struct frame *f, uint32_t at, char *out,
                       size_t size)
{
    const struct rule_card *card = alert_row_card(f, at);
    const struct price_level *l = alert_row_level(f, at);

    if (!card)
        snprintf(out, size, "the price %s %.10g",
                 l->is_above ? "rises to" : "falls to", l->level);
    else if (card->wrong[0])
        snprintf(out, size, "%.*s", (int)strcspn(wrong_words(card), "\n"),
                 wrong_words(card));
    else
        snprintf(out, size, "%s", card->rule.when);
}

/* ---- where each column begins in a row of that width */

struct columns {
    int name, today, severity, ways, when, from, end;
    bool in_words;
};

static struct columns columns_of(struct rect area)
{
    struct columns c = {.name = area.x + NAME_AT,
                        .end = area.x + area.width,
                        .in_words = area.width >= WORDS_FROM};

    c.today = c.name + NAME_WIDTH + (area.width >= FROM_FROM ? 5 : 1);
    c.severity = c.today + TODAY_WIDTH;
    c.ways = c.severity + SEVERITY_WIDTH;
    c.when = c.ways + (c.in_words ? WAYS_WORDS : WAYS_WIDTH) + 1;
    c.from = area.width >= FROM_FROM ? c.end - FROM_WIDTH : c.end;
    return c;
}

/* What the letters of the ways stand for, where there is room: "s status". */
static void legend(struct canvas *c, const struct columns *at, int y)
{
    struct strbuf text = {0};
    int x = at->when + (int)sizeof("WHEN") + 1;
    int end = at->from < at->end ? at->from - 2 : at->end;

    for (int i = 0; i < NOTIFY_BIT_COUNT; i++) {
        const char *word = notify_word((enum notify_bit)i);

        strbuf_format(&text, "%s%c %s", i ? " " : "", word[0], word);
    }
    if (!at->in_words && x + (int)text.len <= end)
        canvas_text(c, end - (int)text.len, y, (int)text.len, ROLE_dim,
                    strbuf_text(&text));
    strbuf_done(&text);
}

void alert_columns_header(const struct frame *f, struct canvas *c,
                          struct rect area)
{
    struct columns at = columns_of(area);

    (void)f;
    canvas_text(c, at.name, area.y, at.end - at.name, ROLE_header, "RULE");
    canvas_text(c, at.today, area.y, at.end - at.today, ROLE_header, "TODAY");
    canvas_text(c, at.severity, area.y, at.end - at.severity, ROLE_header,
                "!");
    canvas_text(c, at.ways, area.y, at.end - at.ways, ROLE_header, "WAYS");
    canvas_text(c, at.when, area.y, at.end - at.when, ROLE_header, "WHEN");
    canvas_text(c, at.from, area.y, at.end - at.from, ROLE_header, "FROM");
    legend(c, &at, area.y);
}

/* A cell ends with its row at the latest. */
static void cell(struct canvas *c, const struct columns *to, struct place at,
                 enum role role, const char *text)
{
    if (at.width > to->end - at.x)
        at.width = to->end - at.x;
    if (at.width > 0)
        show_text(c, at, role, text);
}

void alert_columns_row(const struct frame *f, const struct list_rows *r,
                       uint32_t at, struct canvas *c, struct rect area)
{
    const struct rule_card *card = alert_row_card(f, at);
    struct columns to = columns_of(area);
    bool is_dim = card && card->standing == RULE_OFF;
    char text[RULE_WHEN_MAX];
    unsigned ways;

    (void)r;
    alert_row_key(f, at, text, sizeof text);
    if (!card) /* "NVDA >130" */
        snprintf(text, sizeof text, "%s %c%.10g",
                 alert_row_level(f, at)->symbol,
                 alert_row_level(f, at)->is_above ? '>' : '<',
                 alert_row_level(f, at)->level);
    cell(c, &to, (struct place){to.name, area.y, to.today - to.name - 1},
         is_dim ? ROLE_dim : ROLE_value, text);
    today_words(f, at, text, sizeof text);
    cell(c, &to, (struct place){to.today, area.y, TODAY_WIDTH - 1},
         today_role(f, at), text);
    snprintf(text, sizeof text, "%d", alert_row_severity(f, at, &ways));
    cell(c, &to, (struct place){to.severity, area.y, 1},
         is_dim ? ROLE_dim : ROLE_fg, text);
    ways_words(ways, to.in_words, text, sizeof text);
    cell(c, &to, (struct place){to.ways, area.y, to.when - to.ways - 1},
         ROLE_dim, text);
    when_words(f, at, text, sizeof text);
    cell(c, &to, (struct place){to.when, area.y, to.from - to.when - 1},
         card && card->wrong[0] ? ROLE_error
         : is_dim               ? ROLE_dim : ROLE_fg,
         text);
    alert_row_from(card, text, sizeof text);
    cell(c, &to, (struct place){to.from, area.y, to.end - to.from}, ROLE_dim,
         text);
}
