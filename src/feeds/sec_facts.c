/* SPDX-License-Identifier: MIT */
/* The SEC's figures of a company: all of them (companyfacts), or one tag
 * (companyconcept).
 *
 * DESIGN. companyfacts is 4 MB of which we want a tenth, and a document built
 * of it would take eight times that. So the text is walked, and only the
 * tags of the table are parsed. */
#include "sec.h"

#include <string.h>

#include "tapewatch/base/civil.h"

enum { BODY_MAX = 24 << 20, TAG_MAX = 120, UNIT_MOST = 40, FORM_MOST = 20 };

static const char *const tags[] = {
#define SEC_TAG(taxonomy, tag) taxonomy ":" tag,
#include "sec_tags.def"
#undef SEC_TAG
};

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    return sec_company_request(ask, "/api/xbrl/companyfacts", BODY_MAX, out,
                               why);
}

struct facts {
    struct sec s;
    enum err e;             /* of the first tag that was damaged */
    struct why first;       /* its words */
    struct json_piece facts, taxonomy, tag, units; /* of the reply */
    const char *concept;    /* of the table: lives for ever */
    const char *unit, *form, *accn; /* of the fact before, kept in s.out */
};

static void damage(struct facts *f, const char *reason)
{
    if (f->e != ERR_OK)
        return;
    f->e = why_set(&f->first, ERR_CORRUPT, "%s: %s: %s", f->s.label,
                   f->concept, reason);
}

static const char *known_tag(struct json_piece taxonomy, struct json_piece tag)
{
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        const char *name = tags[i] + taxonomy.n + 1;

        if (strlen(tags[i]) == taxonomy.n + 1 + tag.n &&
            tags[i][taxonomy.n] == ':' &&
            memcmp(tags[i], taxonomy.at, taxonomy.n) == 0 &&
            memcmp(name, tag.at, tag.n) == 0)
            return tags[i];
    }
    return NULL;
}

/* Neighbours often say the same. */
static const char *keep(struct facts *f, const char **last, const char *text,
                        size_t most)
{
    if (!text)
        return NULL;
    if (!*last || strcmp(*last, text) != 0)
        *last = updates_text(f->s.out, text, most);
    return *last;
}

static const char *keep_accession(struct facts *f, const char *text)
{
    size_t n = text ? strlen(text) : 0;

    if (!text || !sec_is_accession(text, n))
        return NULL;
    if (!f->accn || memcmp(f->accn, text, n) != 0)
        f->accn = arena_text_n(&f->s.out->texts, text, n);
    return f->accn;
}

static bool date_of(json fact, const char *key, int32_t *out)
{
    const char *text = json_text_of(fact, key);

    return text && civil_parse_date(text, strlen(text), out);
}

static void read_fact(struct facts *f, json v)
{
    struct fact fact = {.start = NO_DATE, .end = NO_DATE, .filed = NO_DATE};
    bool has_start = json_get(v, "start") != NULL;

    if (!json_number_of(v, "val", &fact.value)) {
        damage(f, "val: not a number");
        return;
    }
    if (!date_of(v, "end", &fact.end) ||
        (has_start && !date_of(v, "start", &fact.start))) {
        damage(f, "start or end: not a date");
        return;
    }
    (void)date_of(v, "filed", &fact.filed);
    fact.concept = f->concept;
    fact.unit = f->unit;
    fact.form = keep(f, &f->form, json_text_of(v, "form"), FORM_MOST);
    fact.accn = keep_accession(f, json_text_of(v, "accn"));
    updates_add(f->s.out, f->s.reply->received_ms, UPDATE_fact, f->s.symbol,
                f->s.source)->of.fact = fact;
}

static void read_units(struct facts *f, json units)
{
    if (!json_is_object(units)) {
        damage(f, "units: not an object");
        return;
    }
    for (json u = json_first(units); u; u = json_next(u)) {
        if (!json_is_array(u))
            damage(f, "units: not an array");
        f->unit = updates_text(f->s.out, json_key(u), UNIT_MOST);
        for (json i = json_is_array(u) ? json_first(u) : NULL; i;
             i = json_next(i))
            read_fact(f, i);
    }
}

static bool on_tag(void *self, struct json_piece key, struct json_piece value)
{
    struct facts *f = self;
    struct json_doc *doc = NULL;
    struct why why;

    f->concept = known_tag(f->taxonomy, key);
    if (!f->concept)
        return true;
    if (json_parse(value.at, value.n, BODY_MAX, &doc, &why) == ERR_OK)
        read_units(f, json_get(json_root(doc), "units"));
    else
        damage(f, why.text);
    json_doc_free(doc);
    return true;
}

static bool on_taxonomy(void *self, struct json_piece key,
                        struct json_piece value)
{
    struct facts *f = self;
    struct why why;

    f->taxonomy = key;
    if (json_members(value, on_tag, f, &why) != ERR_OK && f->e == ERR_OK)
        f->e = why_set(&f->first, ERR_CORRUPT, "%s: facts: %s", f->s.label,
                       why.text);
    return true;
}

static bool is_key(struct json_piece key, const char *name)
{
    return key.n == strlen(name) && memcmp(key.at, name, key.n) == 0;
}

static struct json_piece unquoted(struct json_piece text)
{
    if (text.n < 2 || text.at[0] != '"')
        return (struct json_piece){0};
    return (struct json_piece){text.at + 1, text.n - 2};
}

static bool on_root(void *self, struct json_piece key, struct json_piece value)
{
    struct facts *f = self;

    if (is_key(key, "facts"))
        f->facts = value;
    else if (is_key(key, "taxonomy"))
        f->taxonomy = unquoted(value);
    else if (is_key(key, "tag"))
        f->tag = unquoted(value);
    else if (is_key(key, "units"))
        f->units = value;
    return true;
}

/* companyconcept: {"taxonomy":"us-gaap","tag":"Revenues","units":{...}} */
static void read_concept(struct facts *f)
{
    struct json_doc *doc = NULL;
    struct why why;

    f->concept = f->tag.at ? known_tag(f->taxonomy, f->tag) : NULL;
    if (!f->concept)
        return;
    if (json_parse(f->units.at, f->units.n, BODY_MAX, &doc, &why) == ERR_OK)
        read_units(f, json_root(doc));
    else
        damage(f, why.text);
    json_doc_free(doc);
}

static enum err read_reply(struct facts *f)
{
    const struct reply *reply = f->s.reply;
    enum err e, walked;
    struct why why;

    if (reply->size > BODY_MAX)
        return why_set(f->s.why, ERR_TOO_BIG, "%s: over %d MB", f->s.label,
                       BODY_MAX >> 20);
    walked = json_members((struct json_piece){reply->body, reply->size},
                          on_root, f, &why);
    e = walked;
    if (f->facts.at)
        e = json_members(f->facts, on_taxonomy, f, &why);
    else if (f->units.at)
        read_concept(f);
    else if (walked == ERR_OK)
        return sec_error(&f->s, ERR_CORRUPT, "facts", "missing");
    if (f->e != ERR_OK)
        return why_set(f->s.why, f->e, "%s", f->first.text);
    if (e != ERR_OK || walked != ERR_OK)
        return sec_error(&f->s, ERR_CORRUPT, "facts", why.text);
    return ERR_OK;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct facts f = {.e = ERR_OK};
    enum err e = sec_open(&f.s, "sec-facts", reply, out, why);

    return e == ERR_OK ? read_reply(&f) : e;
}

const struct provider provider_sec_facts = {
    .name = "sec-facts",
    .help = "SEC: the figures that a company filed (revenue, income, capital "
            "expenditure, shares ...); wants a contact",
    .jobs = 1u << JOB_FACTS,
    .batch = 1,
    .min_interval_ms = 60000,
    .base_url = SEC_DATA_URL,
    .rates = SEC_RATES,
    .needs_contact = true,
    .plan = plan,
    .decode = decode,
};
