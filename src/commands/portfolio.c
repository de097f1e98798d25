/* SPDX-License-Identifier: MIT */
/* tapewatch portfolio: what is held and what it is worth; lots in and out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "infile.h"
#include "runtime.h"
#include "subcommands.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/config/lots_file.h"
#include "tapewatch/report/report.h"

enum { FILE_LIMIT = 8 * 1024 * 1024 };

static int fail(enum err e, const struct why *why)
{
    int code = e == ERR_USAGE     ? EXIT_USAGE
               : e == ERR_MISSING ? EXIT_PARTIAL
                                  : EXIT_ERROR;

    return cli_fail(code, "%s", why->text);
}

static enum err read_currency(const struct cli *cli, char out[CURRENCY_MAX],
                              struct why *why)
{
    const char *text = cli->value[CLI_currency];

    out[0] = '\0';
    if (!text || (currency_from_text(text, strlen(text), out) &&
                  currency_is_known(out)))
        return ERR_OK;
    return why_set(why, ERR_USAGE, "--currency %s: write one such as EUR",
                   text);
}

/* ---- what there is */

static int print(const struct snapshot *s, const struct portfolio_request *r)
{
    struct strbuf text = {0};
    struct why why = {{0}};
    size_t missing = 0;
    enum err e = report_portfolio(s, r, &text, &missing, &why);
    int code = e ? fail(e, &why)
                 : cli_print(&text, missing ? EXIT_PARTIAL : EXIT_OK);

    strbuf_done(&text);
    return code;
}

static int show(const struct cli *cli, struct runtime *rt)
{
    struct snapshot *s = NULL;
    struct why why = {{0}};
    char currency[CURRENCY_MAX];
    struct portfolio_request r = {
        .format = cli_format(cli),
        .name = cli->operand_count ? cli->operands[0] : NULL,
        .currency = currency};
    enum err e = read_currency(cli, currency, &why);
    int code;

    if (e == ERR_OK)
        e = runtime_answer(cli, rt, &s, &why);
    code = e ? fail(e, &why) : print(s, &r);
    snapshot_free(s);
    return code;
}

/* ---- lots out */

static void keep(void *self, const struct lot *l)
{
    struct lots_file *f = self;

    f->lots = mem_room(f->lots, f->count, &f->cap, sizeof *f->lots);
    f->lots[f->count++] = *l;
}

static void keep_named(struct lots_file *to, const struct lot *lots, size_t n,
                       const char *portfolio)
{
    for (size_t i = 0; i < n; i++)
        if (!portfolio || strcmp(lots[i].portfolio, portfolio) == 0)
            keep(to, &lots[i]);
}

static int export(const struct cli *cli, struct runtime *rt)
{
    const char *name = cli->operand_count > 1 ? cli->operands[1] : NULL;
    struct lots_file stored = {0}, chosen = {0};
    struct strbuf text = {0};
    struct why why = {{0}};
    size_t n = 0;
    const struct lot *said = config_lots(rt->config, &n);
    enum err e = ERR_OK;
    int code;

    if (rt->store)
        e = store_lots(rt->store, &stored, keep, &why);
    keep_named(&chosen, said, n, name);
    keep_named(&chosen, stored.lots, stored.count, name);
    if (e == ERR_OK && name && chosen.count == 0)
        e = why_set(&why, ERR_MISSING, "portfolio '%s' has no lots", name);
    lots_file_write(chosen.lots, chosen.count, &text);
    code = e ? fail(e, &why) : cli_print(&text, EXIT_OK);
    strbuf_done(&text);
    lots_file_done(&chosen);
    lots_file_done(&stored);
    return code;
}

/* ---- lots in */

/* The same row once more is another lot only if the file has it more often
 * than we do: a file that is read twice adds nothing the second time. */
static size_t leave_out_known(struct lots_file *f, const struct lots_file *old)
{
    bool *is_used = mem_new(old->count + 1, sizeof *is_used);
    size_t kept = 0;

    for (size_t i = 0; i < f->count; i++) {
        size_t k = 0;

        while (k < old->count &&
               (is_used[k] || !lot_equal(&f->lots[i], &old->lots[k])))
            k++;
        if (k < old->count)
            is_used[k] = true;
        else
            f->lots[kept++] = f->lots[i];
    }
    free(is_used);
    return kept;
}

static enum err put_in(struct runtime *rt, struct lots_file *f, size_t *known,
                       struct why *why)
{
    struct lots_file old = {0};
    enum err e = store_lots(rt->store, &old, keep, why);
    size_t n = 0, kept;
    const struct lot *said = config_lots(rt->config, &n);

    if (e == ERR_OK) {
        keep_named(&old, said, n, NULL);
        kept = leave_out_known(f, &old);
        *known = f->count - kept;
        f->count = kept;
        if (old.count + kept > LOTS_MAX)
            e = why_set(why, ERR_TOO_BIG, "that would be more than %d lots",
                        LOTS_MAX);
    }
    if (e == ERR_OK && f->count > 0)
        e = store_add_lots(rt->store, f->lots, f->count, why);
    lots_file_done(&old);
    return e;
}

static int tell_import(const struct lots_file *f, size_t known)
{
    struct strbuf text = {0};
    int code;

    strbuf_format(&text, "%zu lot%s imported", f->count,
                  f->count == 1 ? "" : "s");
    if (known)
        strbuf_format(&text, ", %zu were there already", known);
    strbuf_add_char(&text, '\n');
    if (f->unused.len)
        strbuf_format(&text, "not used: column %s\n", strbuf_text(&f->unused));
    code = cli_print(&text, EXIT_OK);
    strbuf_done(&text);
    return code;
}

static int import_text(const struct cli *cli, struct runtime *rt,
                       const struct strbuf *text)
{
    const char *to = cli->value[CLI_portfolio], *first = "main";
    struct lots_file f;
    struct why why = {{0}};
    size_t known = 0;
    int code;

    if (config_portfolio_count(rt->config) > 0)
        first = config_portfolio(rt->config, 0)->name;
    lots_file_read(strbuf_text(text), text->len, cli->operands[1],
                   to ? to : first, &f);
    if (f.wrong > 0) {
        (void)fputs(strbuf_text(&f.problems), stderr);
        code = cli_fail(EXIT_ERROR, "nothing is imported: mend %s, then "
                        "import it again", cli->operands[1]);
    } else if (put_in(rt, &f, &known, &why) != ERR_OK) {
        code = cli_fail(EXIT_ERROR, "nothing is imported: %s", why.text);
    } else {
        code = tell_import(&f, known);
    }
    lots_file_done(&f);
    return code;
}

static int import(const struct cli *cli, struct runtime *rt)
{
    struct strbuf text = {0};
    struct why why = {{0}};
    int code;

    if (cli->operand_count < 2)
        return cli_fail(EXIT_USAGE, "import which file? - reads a pipe");
    if (cli->value[CLI_portfolio] &&
        strlen(cli->value[CLI_portfolio]) >= PORTFOLIO_MAX)
        return cli_fail(EXIT_USAGE, "--portfolio: at most %d letters",
                        PORTFOLIO_MAX - 1);
    if (!rt->store)
        return cli_fail(EXIT_ERROR, "there is no store to import to: %s",
                        rt->notice.text);
    code = infile_read(cli->operands[1], FILE_LIMIT, &text, &why)
               ? cli_fail(EXIT_ERROR, "%s", why.text)
               : import_text(cli, rt, &text);
    strbuf_done(&text);
    return code;
}

/* ---- */

static bool is_word(const struct cli *cli, const char *word)
{
    return cli->operand_count && strcmp(cli->operands[0], word) == 0;
}

int command_portfolio(const struct cli *cli)
{
    bool imports = is_word(cli, "import"), exports = is_word(cli, "export");
    struct runtime rt = {0};
    struct why why = {{0}};
    enum err e;
    int code;

    if (!imports && !exports && cli->operand_count > 1)
        return cli_fail(EXIT_USAGE, "one portfolio, or none for all of them");
    e = runtime_open(cli,
                     imports ? RUNTIME_WRITES : exports ? 0 : RUNTIME_NET, &rt,
                     &why);
    if (e != ERR_OK)
        code = fail(e, &why);
    else if (imports)
        code = import(cli, &rt);
    else if (exports)
        code = export(cli, &rt);
    else
        code = show(cli, &rt);
    runtime_close(&rt);
    return code;
}
