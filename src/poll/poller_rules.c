/* SPDX-License-Identifier: MIT */
/* Rules made in the program, and the switches of all rules. Both are kept in
 * user.db: rules in a table, switches of the config's as settings
 * ("rule.NAME"). They are the user's as the config is, and so in force in a
 * replay too. */
#include <stdio.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/log.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/config/rule_list.h"

static const char made_place[] = "made in the program";

/* ---- in force */

/* The made one, else the config's; a wrong one leaves what was. */
static void enforce(struct poller *p, const char *name)
{
    struct rule_card *made = kept_rules_find(&p->rules, name);
    const struct rule_text *config = config_find_rule(p->parts.config, name);
    bool is_made = made && made->standing != RULE_DROPPED;
    bool is_off = kept_rules_is_off(&p->rules, name);
    struct why why = {{0}};

    if (made) {
        const struct rule_text text = rule_text_of(&made->rule, made_place);

        made->wrong[0] = '\0';
        if (state_add_rule(p->parts.state, &text, &why) != ERR_OK)
            name_copy(made->wrong, sizeof made->wrong, why.text);
    }
    if (!is_made && config)
        (void)state_add_rule(p->parts.state, config, &why);
    (void)state_switch_rule(p->parts.state, name,
                            is_made ? made->standing == RULE_ON
                                    : config && !is_off);
}

/* What the config says is compiled already; why it could not be is said. */
static void note_wrong(struct rule_card *card)
{
    const struct rule_text text =
        rule_text_of(&card->rule, card->place[0] ? card->place : NULL);
    struct why why = {{0}};

    if (!card->is_cut && state_check_rule(&text, &why) != ERR_OK)
        name_copy(card->wrong, sizeof card->wrong, why.text);
}

static void tell(struct poller *p)
{
    struct rule_list *l =
        rule_list_share(p->parts.config, p->rules.items, p->rules.count);

    for (size_t i = 0; i < l->count; i++) {
        struct rule_card *card = &l->items[i];

        if (card->origin == RULE_MADE)
            continue;
        card->standing = kept_rules_is_off(&p->rules, card->rule.name)
                             ? RULE_OFF : RULE_ON;
        note_wrong(card);
    }
    state_set_rule_list(p->parts.state, l);
    shared_release(l);
    p->are_wishes_stale = true; /* a rule may name symbols */
    p->is_dirty = true;
}

/* ---- user.db */

static void restore_rule(void *self, const struct made_rule *rule,
                         enum rule_standing standing)
{
    struct poller *p = self;

    (void)kept_rules_put(&p->rules, rule, standing);
}

static void restore_setting(void *self, const char *key, const char *value)
{
    struct poller *p = self;

    if (strncmp(key, "rule.", 5) == 0)
        kept_rules_switch(&p->rules, key + 5, value[0] != '\0');
}

/* A replay has no store; what is the user's it reads all the same. */
static enum err open_user(const struct poller *p, bool to_write,
                          struct store **out, struct why *why)
{
    const char *folder = config_data_folder(p->parts.config);

    if (!folder[0])
        return why_set(why, ERR_NOT_FOUND, "there is no home folder");
    return store_open_user(folder, !to_write, p->real_ms, out, why);
}

static void read_kept(struct poller *p)
{
    const struct store_rule_reader reader = {p, restore_rule};
    struct store *s = p->parts.store;
    struct why why = {{0}};
    enum err e = s ? ERR_OK : open_user(p, false, &s, &why);

    if (e == ERR_OK)
        e = store_rules(s, &reader, &why);
    if (e == ERR_OK)
        e = store_settings(s, p, restore_setting, &why);
    if (e != ERR_OK)
        log_line(LOG_WARN, "poll: rules: %s", why.text);
    if (s && s != p->parts.store)
        store_close(s);
}

/* What a tape tells depends on the rules: with other ones it is not what
 * others see of it. */
static void tell_own_rules(struct poller *p)
{
    size_t on = 0;

    for (size_t i = 0; i < p->rules.count; i++)
        on += p->rules.items[i].standing == RULE_ON;
    if (p->parts.mode != RUN_REPLAY || on + p->rules.off_count == 0)
        return;
    if (p->rules.off_count > 0)
        poller_notice(p, "on this tape as well: your rules (ga), %zu made, "
                      "%zu switched off", on, p->rules.off_count);
    else
        poller_notice(p, "on this tape as well: %zu rule%s made here (ga)", on,
                      on == 1 ? "" : "s");
}

void poller_rules_load(struct poller *p)
{
    size_t wrong = 0;

    p->rules.off_count = 0;
    read_kept(p);
    for (size_t i = 0; i < config_rule_count(p->parts.config); i++)
        enforce(p, config_rule(p->parts.config, i)->name);
    for (size_t i = 0; i < p->rules.count; i++) {
        enforce(p, p->rules.items[i].rule.name);
        wrong += p->rules.items[i].wrong[0] &&
                 p->rules.items[i].standing == RULE_ON;
    }
    tell_own_rules(p);
    if (wrong > 0)
        poller_notice(p, "%zu rule%s made here cannot run: ga says why", wrong,
                      wrong == 1 ? "" : "s");
    tell(p);
}

/* One step on the user's file: a rule, or else a switch. */
static void keep(struct poller *p, const struct rule_card *card,
                 const char *name)
{
    struct store *s = p->parts.store;
    struct why why = {{0}};
    char key[RULE_MAX + 8];
    enum err e = ERR_OK;

    if (p->parts.read_only) {
        (void)poller_keeps(p);
        return;
    }
    if (!s)
        e = open_user(p, true, &s, &why);
    snprintf(key, sizeof key, "rule.%s", name);
    if (e == ERR_OK && card)
        e = store_put_rule(s, &card->rule, card->standing, &why);
    else if (e == ERR_OK)
        e = store_set_setting(s, key,
                              kept_rules_is_off(&p->rules, name) ? "off" : "",
                              &why);
    if (e != ERR_OK)
        poller_notice(p, "not kept: %s", why.text);
    if (s && s != p->parts.store)
        store_close(s);
}

/* ---- wishes */

static void put(struct poller *p, const struct made_rule *rule,
                enum rule_standing standing)
{
    struct rule_card *card = kept_rules_put(&p->rules, rule, standing);

    enforce(p, rule->name);
    keep(p, card, rule->name);
}

static void drop(struct poller *p, const char *name)
{
    struct rule_card *card = kept_rules_find(&p->rules, name);

    if (!card)
        return;
    card->standing = RULE_DROPPED;
    enforce(p, name);
    keep(p, card, name);
}

/* As it was before, for undo. */
static void note_edit(struct poller *p, const struct command *c,
                      const char *name)
{
    const struct rule_card *card = kept_rules_find(&p->rules, name);

    p->edit = (struct last_edit){.kind = c->kind};
    name_copy(p->edit.rule.name, RULE_MAX, name);
    name_copy(p->edit.rule_beside, RULE_MAX, "");
    p->edit.rule_standing = RULE_DROPPED;
    if (!card)
        return;
    p->edit.rule = card->rule;
    p->edit.rule_standing = card->standing;
}

/* A replay keeps nothing else. */
static const char *live_too(const struct poller *p)
{
    return p->parts.mode == RUN_REPLAY ? ", live too" : "";
}

static void put_rule(struct poller *p, const struct command *c)
{
    const struct rule_text text = rule_text_of(&c->rule, made_place);
    bool is_renamed = c->text[0] && strcmp(c->text, c->rule.name) != 0;
    struct why why = {{0}};

    if (state_check_rule(&text, &why) != ERR_OK) {
        poller_notice(p, "not saved: %.*s", (int)strcspn(why.text, "\n"),
                      why.text);
        return;
    }
    note_edit(p, c, is_renamed ? c->text : c->rule.name);
    if (is_renamed)
        name_copy(p->edit.rule_beside, RULE_MAX, c->rule.name);
    put(p, &c->rule, c->number > 0 ? RULE_ON : RULE_OFF);
    if (is_renamed)
        drop(p, c->text);
    poller_notice(p, "rule %s is saved%s%s", c->rule.name, live_too(p),
                  c->number > 0 ? "; u takes it back" : ", and off");
}

static void drop_rule(struct poller *p, const struct command *c)
{
    const struct rule_card *card = kept_rules_find(&p->rules, c->text);

    if (!card || card->standing == RULE_DROPPED) {
        poller_notice(p, "%.40s was not made in the program: Space switches it "
                      "off", c->text);
        return;
    }
    note_edit(p, c, c->text);
    drop(p, c->text);
    poller_notice(p, "rule %.40s is deleted%s; u takes it back", c->text,
                  live_too(p));
}

static void switch_rule(struct poller *p, const char *name, bool is_on)
{
    struct rule_card *card = kept_rules_find(&p->rules, name);

    if (card && card->standing != RULE_DROPPED)
        card->standing = is_on ? RULE_ON : RULE_OFF;
    else if (config_find_rule(p->parts.config, name))
        kept_rules_switch(&p->rules, name, !is_on);
    else
        return;
    enforce(p, name);
    keep(p, card && card->standing != RULE_DROPPED ? card : NULL, name);
    poller_notice(p, "rule %.40s is %s%s", name, is_on ? "on" : "off",
                  live_too(p));
}

void poller_rule_command(struct poller *p, const struct command *c)
{
    if (c->kind == COMMAND_PUT_RULE)
        put_rule(p, c);
    else if (c->kind == COMMAND_DROP_RULE)
        drop_rule(p, c);
    else
        switch_rule(p, c->text, c->number > 0);
    tell(p);
}

bool poller_rule_undo(struct poller *p, const struct last_edit *edit)
{
    if (edit->kind != COMMAND_PUT_RULE && edit->kind != COMMAND_DROP_RULE)
        return false;
    if (edit->rule_beside[0])
        drop(p, edit->rule_beside);
    if (edit->rule_standing == RULE_DROPPED)
        drop(p, edit->rule.name);
    else
        put(p, &edit->rule, edit->rule_standing);
    poller_notice(p, "rule %s is as it was", edit->rule.name);
    tell(p);
    return true;
}

void poller_rules_free(struct poller *p)
{
    kept_rules_done(&p->rules);
}

size_t poller_wrong_rules(const struct poller *p, void *self,
                          void (*wrong)(void *self, const char *sentence))
{
    size_t n = 0;

    for (size_t i = 0; i < p->rules.count; i++) {
        const struct rule_card *card = &p->rules.items[i];

        if (!card->wrong[0] || card->standing != RULE_ON)
            continue;
        wrong(self, card->wrong);
        n++;
    }
    return n;
}

/* symbol == "NVDA": asked for, though it is in no list. */
static void watch_named(struct poller *p, const char *when)
{
    static const char before[] = "symbol == \"";

    while ((when = strstr(when, before)) != NULL) {
        char symbol[SYMBOL_MAX];

        when += sizeof before - 1;
        if (symbol_from_text(when, strcspn(when, "\""), symbol))
            poller_watch(p, symbol);
    }
}

void poller_rules_watch(struct poller *p, const struct snapshot *s)
{
    for (size_t i = 0; i < p->rules.count; i++)
        if (p->rules.items[i].standing == RULE_ON)
            watch_named(p, p->rules.items[i].rule.when);
    for (size_t i = 0; i < s->level_count; i++)
        poller_watch(p, s->levels[i].symbol);
}

/* Whether a rule made here names the symbol: "NVDA" in quotes. */
bool poller_rules_name(const struct poller *p, const char *quoted)
{
    for (size_t i = 0; i < p->rules.count; i++)
        if (p->rules.items[i].standing == RULE_ON &&
            strstr(p->rules.items[i].rule.when, quoted))
            return true;
    return false;
}
