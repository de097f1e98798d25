/* SPDX-License-Identifier: MIT */
/* Shows the settings in force as a config file, each with its origin. */
#include "internal.h"

#include <string.h>

#include "tapewatch/base/civil.h"

/* Quotes keep what reading would otherwise trim, join or unquote. */
static void print_value(struct strbuf *out, const char *key,
                        const char *value)
{
    size_t n = strlen(value);
    bool is_plain = n > 0 && value[0] != ' ' && value[0] != '\t' &&
                    value[0] != '"' && value[n - 1] != ' ' &&
                    value[n - 1] != '\t' && value[n - 1] != '\\';
    strbuf_format(out, is_plain || n == 0 ? "%s = %s\n" : "%s = \"%s\"\n",
                  key, value);
}

static void print_options(const struct config *c, struct strbuf *out)
{
    for (int o = 0; o < OPTION_COUNT; o++) {
        const struct option_row *row = option_row((enum setting)o);
        const struct value *s = &c->settings[o];
        strbuf_format(out, "# %s: %s", s->origin, row->text);
        if (row->low != 0 || row->high != 0)
            strbuf_format(out, " (%g to %g%s%s)", row->low, row->high,
                          row->unit[0] ? " " : "", row->unit);
        else if (row->unit[0])
            strbuf_format(out, " (%s)", row->unit);
        strbuf_add(out, "\n");
        print_value(out, row->name, s->text);
    }
}

static void print_source(struct strbuf *out, const char *section,
                         const char *name, const char *origin)
{
    strbuf_format(out, "\n# %s\n[%s %s]\n", origin, section, name);
}

static void print_sources(const struct config *c, struct strbuf *out)
{
    for (size_t i = 0; i < c->feed_count; i++) {
        const struct feed *f = &c->feeds[i];
        print_source(out, "feed", f->name, f->origin);
        print_value(out, "url", f->url);
        print_value(out, "enabled", f->is_enabled ? "yes" : "no");
    }
    for (size_t i = 0; i < c->provider_count; i++) {
        const struct provider_setting *p = &c->providers[i];
        print_source(out, "provider", p->name, p->origin);
        if (p->url)
            print_value(out, "url", p->url);
        if (p->is_said)
            print_value(out, "enabled", p->is_enabled ? "yes" : "no");
        if (p->interval_ms)
            strbuf_format(out, "interval = %lldms\n",
                          (long long)p->interval_ms);
        if (p->is_http1)
            print_value(out, "http1", "yes");
        if (p->key_command) { /* somebody's may hold the key itself */
            strbuf_add(out, "# key_command is set, and not shown\n");
        }
    }
}

static void print_rules(const struct config *c, struct strbuf *out)
{
    for (size_t i = 0; i < c->rule_count; i++) {
        const struct rule_text *r = &c->rules[i].text;
        print_source(out, "rule", r->name, r->place);
        print_value(out, "when", r->when);
        if (r->measure)
            print_value(out, "measure", r->measure);
        strbuf_format(out, "severity = %d\nworsen = %g%%\n", r->severity,
                      r->worsen_pct);
        print_value(out, "notify", r->notify);
        if (r->run)
            print_value(out, "run", r->run);
    }
}

static void print_text(struct strbuf *out, const char *key, const char *value)
{
    if (value && value[0])
        print_value(out, key, value);
}

static void print_instrument(const struct config *c, const struct described *d,
                             struct strbuf *out)
{
    const struct instrument *i = &d->instrument;
    print_source(out, "instrument", i->symbol, d->origin);
    print_text(out, "name", i->name);
    print_text(out, "type", instrument_type_name(i->type));
    print_text(out, "currency", i->currency);
    print_text(out, "venue", i->venue);
    print_text(out, "sector", i->sector);
    for (int g = 0; g < GROUPS_MAX && i->groups[g][0]; g++)
        print_value(out, "groups", i->groups[g]);
    for (size_t a = 0; a < c->alias_count; a++) {
        if (strcmp(c->aliases[a].symbol, i->symbol) == 0)
            print_value(out, "alias", c->aliases[a].alias);
    }
    for (size_t n = 0; n < c->note_count; n++) {
        if (strcmp(c->notes[n].symbol, i->symbol) == 0)
            print_value(out, "note", c->notes[n].line);
    }
    if (i->shares > 0)
        strbuf_format(out, "shares = %.0f\n", i->shares);
    if (i->shares_asof != NO_DATE) {
        char date[11];
        civil_format_date(i->shares_asof, date);
        print_value(out, "shares_asof", date);
    }
}

void config_print(const struct config *c, struct strbuf *out)
{
    print_options(c, out);
    watchlists_print(c, out);
    portfolios_print(c, out);
    print_sources(c, out);
    print_rules(c, out);
    for (size_t i = 0; i < c->instrument_count; i++)
        print_instrument(c, &c->instruments[i], out);
}
