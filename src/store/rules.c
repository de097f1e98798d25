/* SPDX-License-Identifier: MIT */
/* user.db: rules that were made in the program. */
#include "room.h"

#include <math.h>
#include <string.h>

#include "tapewatch/base/ini.h"
#include "tapewatch/store/store.h"

static unsigned ways_of(const char *text)
{
    const char *item, *rest = text;
    unsigned ways = 0;
    size_t n = 0;

    while ((item = ini_item(&rest, &n)) != NULL)
        for (int i = 0; i < NOTIFY_BIT_COUNT; i++)
            if (strlen(notify_word((enum notify_bit)i)) == n &&
                strncmp(notify_word((enum notify_bit)i), item, n) == 0)
                ways |= 1u << i;
    return ways;
}

static bool is_sound(const struct made_rule *rule, int64_t standing)
{
    return rule->name[0] && rule->when[0] && standing >= RULE_DROPPED &&
           standing <= RULE_ON && rule->severity >= 1 && rule->severity <= 4 &&
           isfinite(rule->worsen_pct) && rule->worsen_pct >= 0;
}

/* False for what is no rule: somebody else wrote it. */
static bool read_rule(struct row *row, struct made_rule *rule,
                      enum rule_standing *standing)
{
    char notify[80];
    int64_t number, severity;

    *rule = (struct made_rule){.severity = 0};
    row_name(row, rule->name, sizeof rule->name);
    number = row_int(row);
    row_name(row, rule->when, sizeof rule->when);
    row_name(row, rule->measure, sizeof rule->measure);
    severity = row_int(row);
    rule->severity = severity >= 1 && severity <= 4 ? (int)severity : 0;
    row_real(row, &rule->worsen_pct);
    row_name(row, notify, sizeof notify);
    row_name(row, rule->run, sizeof rule->run);
    rule->ways = ways_of(notify) | (rule->run[0] ? NOTIFY_run : 0u);
    if (!is_sound(rule, number))
        return false;
    *standing = (enum rule_standing)number;
    return true;
}

enum err store_rules(struct store *s, const struct store_rule_reader *r,
                     struct why *why)
{
    struct row row = {.s = s, .st = s->statements[STATEMENT_get_rules]};
    int rc = SQLITE_DONE;
    enum err e = ERR_OK;

    if (!s->db[FILE_user])
        return ERR_OK;
    while ((rc = sqlite3_step(row.st)) == SQLITE_ROW) {
        struct made_rule rule;
        enum rule_standing standing;

        row.at = 0;
        if (read_rule(&row, &rule, &standing))
            r->rule(r->self, &rule, standing);
        updates_clear(&s->scratch);
    }
    if (rc != SQLITE_DONE)
        e = sql_fail(s, FILE_user, why);
    sql_reset(row.st);
    return e;
}

enum err store_put_rule(struct store *s, const struct made_rule *rule,
                        enum rule_standing standing, struct why *why)
{
    struct strbuf notify = {0};
    struct binder b;
    enum err e;

    if (s->read_only || !s->db[FILE_user])
        return why_set(why, ERR_REFUSED, "%s: opened for reading only",
                       s->folder);
    rule_ways_write(rule->ways, &notify);
    b = sql_bind(s, STATEMENT_put_rule);
    bind_key(&b, rule->name);
    bind_int(&b, standing);
    bind_key(&b, rule->when);
    bind_key(&b, rule->measure);
    bind_int(&b, rule->severity);
    bind_real(&b, rule->worsen_pct, true);
    bind_key(&b, strbuf_text(&notify));
    bind_key(&b, rule->run);
    e = sql_run(s, STATEMENT_put_rule, why); /* a transaction of its own */
    strbuf_done(&notify);
    return e;
}
