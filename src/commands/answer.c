/* SPDX-License-Identifier: MIT */
/* Commands that answer from a snapshot, once or again when it changed. */
#include "answer.h"

#include <stdlib.h>
#include <string.h>

#include "follow.h"
#include "runtime.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/words.h"

enum { TURN_MS = 1000 }; /* how long one look at the feeds may take */

/* Upper-case copies of the operands that are symbols. */
struct symbols {
    char (*names)[SYMBOL_MAX];
    const char **list;
    size_t count;
};

static enum err read_symbols(const struct cli *cli, struct symbols *out,
                             struct why *why)
{
    size_t n = cli->operand_count;

    *out = (struct symbols){.names = mem_new(n, SYMBOL_MAX),
                            .list = mem_new(n, sizeof(char *)),
                            .count = n};
    for (size_t i = 0; i < n; i++) {
        const char *word = cli->operands[i];

        if (!symbol_from_text(word, strlen(word), out->names[i]))
            return why_set(why, ERR_USAGE, "%s is no symbol", word);
        out->list[i] = out->names[i];
    }
    return ERR_OK;
}

static void free_symbols(struct symbols *s)
{
    free(s->names);
    free(s->list);
}

enum { QUARTERS_USUAL = 8, QUARTERS_MOST = 40 };

/* Quarters are shown unless only years or twelve months are asked for. */
static enum err read_facts_options(const struct cli *cli,
                                   struct report_request *out,
                                   struct why *why)
{
    const char *text = cli->value[CLI_quarters];
    double n;

    out->concepts = cli->value[CLI_concept];
    out->has_years = cli->value[CLI_annual] != NULL;
    out->has_ttm = cli->value[CLI_ttm] != NULL;
    if (!text) {
        out->quarters =
            out->has_years || out->has_ttm ? 0 : QUARTERS_USUAL;
        return ERR_OK;
    }
    if (!format_parse_number(text, strlen(text), &n) || n < 1 ||
        n > QUARTERS_MOST || n != (double)(size_t)n)
        return why_set(why, ERR_USAGE, "--quarters %s: give 1 to %d", text,
                       QUARTERS_MOST);
    out->quarters = (size_t)n;
    return ERR_OK;
}

static enum err make_request(const struct cli *cli, enum report_kind kind,
                             const struct symbols *symbols,
                             struct report_request *out, struct why *why)
{
    *out = (struct report_request){
        .kind = kind,
        .format = cli_format(cli),
        .where = cli->value[CLI_where],
        .sort = cli->value[CLI_sort],
        .columns = cli->value[CLI_columns],
        .search = kind == REPORT_NEWS ? cli->value[CLI_search] : NULL,
        .is_of_bookmarks = cli->value[CLI_bookmarks] != NULL,
        .symbols = symbols->list,
        .symbol_count = symbols->count,
    };
    if (out->search && !words_any(out->search))
        return why_set(why, ERR_USAGE,
                       "--search %s: there is no word in it", out->search);
    if (read_facts_options(cli, out, why) != ERR_OK)
        return ERR_USAGE;
    return cli_instant(cli, CLI_since, &out->since_ms, why);
}

/* Why there may be nothing: the sources' own words, a line each. */
static void tell_troubles(const struct snapshot *s, bool of_news)
{
    if (s->mode == RUN_OFFLINE) /* all would say the same */
        return;
    for (size_t i = 0; i < s->source_count; i++)
        if (s->sources[i].reason[0] && s->sources[i].is_news == of_news)
            (void)cli_fail(EXIT_OK, "%s: %s", s->sources[i].source,
                           s->sources[i].reason);
}

static bool nobody_answers(const struct snapshot *s)
{
    for (size_t i = 0; i < s->source_count; i++)
        if (s->sources[i].last_good)
            return false;
    return s->source_count > 0;
}

static bool has_what_is_asked(const struct listing *l,
                              const struct report_request *r)
{
    if (!l || r->kind != REPORT_FACTS)
        return l && QUOTE_HAS(&l->quote, price);
    if (r->concepts && strcmp(r->concepts, concept_name(CONCEPT_shares)) == 0)
        return l->instrument->shares > 0;
    for (int i = 0; i < CONCEPT_COUNT && l->company; i++)
        if (l->company->of[i].quarter_count > 0 ||
            l->company->of[i].year_count > 0)
            return true;
    return false;
}

/* The same of those that have what companies filed. */
static void tell_facts_troubles(const struct snapshot *s)
{
    for (size_t i = 0; s->health && i < s->health->count; i++) {
        const struct health *h = &s->health->items[i];

        if (strcmp(h->kind, "facts") == 0 && h->error[0] && !h->why_off[0])
            (void)cli_fail(EXIT_OK, "%s: %s", h->source, h->error);
    }
}

/* 3 when a symbol that was asked for is not known or has no price (no
 * figures), or when no source answered and there is nothing to show. */
static int completeness(const struct snapshot *s,
                        const struct report_request *r, size_t rows)
{
    const char *missing = s->mode == RUN_OFFLINE  ? "offline, and nothing is stored of it"
                          : s->mode == RUN_REPLAY ? "not on this tape by then"
                                                  : "no source gave a price";

    if (r->kind == REPORT_FACTS)
        missing = "no figures that it filed are known";
    if (s->mode == RUN_LIVE && r->kind == REPORT_FACTS &&
        health_why_off(s->health, "facts"))
        missing = health_why_off(s->health, "facts");
    else if (s->mode == RUN_LIVE && rows == 0 && nobody_answers(s)) {
        tell_troubles(s, r->kind == REPORT_NEWS);
        return EXIT_PARTIAL;
    }
    if (r->kind == REPORT_TERMS && rows == 0 && !r->where)
        return cli_fail(EXIT_PARTIAL, "no term stands out now");
    for (size_t i = 0; i < r->symbol_count; i++) {
        const struct listing *l = snapshot_find(s, r->symbols[i]);

        if (has_what_is_asked(l, r))
            continue;
        if (r->kind == REPORT_FACTS)
            tell_facts_troubles(s);
        else
            tell_troubles(s, false);
        return cli_fail(EXIT_PARTIAL, "%s: %s", r->symbols[i], missing);
    }
    return EXIT_OK;
}

/* Then one line says why, and not a table of nothing. */
static bool has_no_facts(const struct snapshot *s,
                         const struct report_request *r)
{
    if (r->kind != REPORT_FACTS || s->mode != RUN_LIVE || r->symbol_count == 0)
        return false;
    for (size_t i = 0; i < r->symbol_count; i++)
        if (has_what_is_asked(snapshot_find(s, r->symbols[i]), r))
            return false;
    return health_why_off(s->health, "facts") != NULL;
}

static int print_once(const struct snapshot *s, const struct report_request *r)
{
    struct strbuf text = {0};
    struct why why = {{0}};
    size_t rows = 0;
    enum err e = report_write(s, r, &text, &rows, &why);
    int code;

    if (e != ERR_OK)
        code = cli_fail(e == ERR_USAGE ? EXIT_USAGE : EXIT_ERROR, "%s",
                        why.text);
    else if (has_no_facts(s, r) &&
             (!r->format || strcmp(r->format, "text") == 0))
        code = completeness(s, r, rows);
    else {
        if (strcmp(r->format, "text") == 0)
            report_moment(s, &text);
        code = cli_print(&text, completeness(s, r, rows));
    }
    strbuf_done(&text);
    return code;
}

/* Goes on for ever: prints all again when something changed. */
static int watch(struct runtime *rt, const struct report_request *r)
{
    struct strbuf before = {0};
    bool has_reader = true;
    int code = EXIT_OK;

    while (has_reader &&
           poller_turn(rt->poller, clock_wall_ms(), TURN_MS)) {
        struct snapshot *s = poller_freeze(rt->poller, clock_wall_ms());
        struct strbuf text = {0};
        size_t rows = 0;

        if (report_write(s, r, &text, &rows, NULL) == ERR_OK && rows > 0 &&
            strcmp(strbuf_text(&text), strbuf_text(&before)) != 0)
            has_reader = cli_write(&text, &code);
        strbuf_done(&before);
        before = text;
        snapshot_free(s);
    }
    strbuf_done(&before);
    return code;
}

static int run(const struct cli *cli, struct runtime *rt,
               struct report_request *r)
{
    struct snapshot *s = NULL;
    struct why why = {{0}};
    enum err e;
    int code;

    if (cli->value[CLI_follow] && runtime_is_replay(rt))
        return follow_tape(cli, rt, r);
    e = runtime_answer(cli, rt, &s, &why);
    if (e != ERR_OK)
        return cli_fail(e == ERR_USAGE ? EXIT_USAGE : EXIT_ERROR, "%s",
                        why.text);
    code = print_once(s, r);
    if (cli->value[CLI_follow] && !runtime_is_replay(rt) && code != EXIT_USAGE)
        return follow_live(rt, r, s);
    if (cli->value[CLI_watch] && !runtime_is_replay(rt) && code != EXIT_USAGE)
        code = watch(rt, r);
    snapshot_free(s);
    return code;
}

int answer_command(const struct cli *cli, enum report_kind kind)
{
    struct runtime rt = {0};
    struct symbols symbols = {0};
    struct report_request request;
    struct why why = {{0}};
    enum err e;
    int code;

    e = read_symbols(cli, &symbols, &why);
    if (e == ERR_OK)
        e = make_request(cli, kind, &symbols, &request, &why);
    if (e == ERR_OK)
        e = runtime_open(cli,
                         RUNTIME_NET |
                             (kind == REPORT_FACTS ? RUNTIME_PAST : 0u),
                         &rt, &why);
    if (e == ERR_OK) {
        rt.parts.symbols = symbols.list;
        rt.parts.symbol_count = symbols.count;
        rt.parts.of_facts = kind == REPORT_FACTS;
        rt.parts.news_from_ms = kind == REPORT_NEWS ? request.since_ms : 0;
        if (rt.notice.text[0])
            (void)cli_fail(EXIT_OK, "%s", rt.notice.text);
        code = run(cli, &rt, &request);
    } else {
        code = cli_fail(e == ERR_USAGE ? EXIT_USAGE : EXIT_ERROR, "%s",
                        why.text);
    }
    runtime_close(&rt);
    free_symbols(&symbols);
    return code;
}
