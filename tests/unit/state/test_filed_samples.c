/* SPDX-License-Identifier: MIT */
/* Company figures of two real filers, against figures computed elsewhere. The
 * samples are large and not part of the project: without them this skips. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/json.h"
#include "tapewatch/base/mem.h"

enum { FILE_MOST = 8 << 20 };
#define NOON INT64_C(1780000000000) /* in May 2026 */

static struct json_doc *read_sample(const char *name)
{
    const char *folder = getenv("TAPEWATCH_SAMPLES");
    struct json_doc *doc = NULL;
    char path[300];
    char *bytes;
    size_t n;
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/%s",
                   folder ? folder : "../shared/samples", name);
    file = fopen(path, "r");
    if (!file)
        return NULL;
    bytes = mem_new(FILE_MOST, 1);
    n = fread(bytes, 1, FILE_MOST, file);
    (void)fclose(file);
    assert_int_equal(json_parse(bytes, n, FILE_MOST, &doc, NULL), ERR_OK);
    free(bytes);
    return doc;
}

static int32_t date_of(json object, const char *key)
{
    const char *text = json_text_of(object, key);
    int32_t date = NO_DATE;

    if (text)
        assert_true(civil_parse_date(text, strlen(text), &date));
    return date;
}

static void put(struct state *s, const char *symbol, const char *concept,
                json unit, json v)
{
    struct update u = make(NOON, UPDATE_fact, symbol);

    u.of.fact = (struct fact){.concept = concept,
                              .start = date_of(v, "start"),
                              .end = date_of(v, "end"),
                              .filed = date_of(v, "filed"),
                              .unit = json_key(unit),
                              .form = json_text_of(v, "form"),
                              .accn = json_text_of(v, "accn")};
    assert_true(json_number_of(v, "val", &u.of.fact.value));
    state_apply(s, &u);
}

static void put_all(struct state *s, const char *symbol, json facts)
{
    for (json taxonomy = json_first(facts); taxonomy;
         taxonomy = json_next(taxonomy))
        for (json tag = json_first(taxonomy); tag; tag = json_next(tag)) {
            char concept[160];
            json units = json_get(tag, "units");

            (void)snprintf(concept, sizeof concept, "%s:%s",
                           json_key(taxonomy), json_key(tag));
            for (json unit = json_first(units); unit; unit = json_next(unit))
                for (json v = json_first(unit); v; v = json_next(v))
                    put(s, symbol, concept, unit, v);
        }
}

static void check_quarters(const struct concept_figures *of, json expected)
{
    size_t n = json_count(expected), first;

    assert_true(of->quarter_count >= n && n > 0);
    first = of->quarter_count - n;
    for (json e = json_first(expected); e; e = json_next(e), first++) {
        const struct period *p = &of->quarters[first];
        double value;

        assert_true(json_number_of(e, "val", &value));
        assert_int_equal(p->start, date_of(e, "start"));
        assert_int_equal(p->end, date_of(e, "end"));
        assert_true(p->value == value);
        assert_int_equal(p->is_derived,
                         strcmp(json_text_of(e, "how"), "reported") != 0);
        assert_true(p->filed != NO_DATE && *p->form);
    }
}

static void check_concept(const struct fundamentals *f, enum concept c,
                          json expected)
{
    const struct period *p = fundamentals_newest(f, c);
    double ttm, yoy, ttm_yoy;

    assert_non_null(p);
    check_quarters(&f->of[c], json_get(expected, "quarters"));
    assert_true(json_number_of(expected, "ttm", &ttm));
    assert_true(json_number_of(expected, "yoyLatestQuarter", &yoy));
    assert_true(json_number_of(expected, "ttmYoY", &ttm_yoy));
    assert_int_equal(p->known, PERIOD_HAS_YOY | PERIOD_HAS_TTM |
                                   PERIOD_HAS_TTM_YOY);
    assert_true(p->ttm == ttm);
    assert_true(format_round(p->yoy_pct / 100, 6) == yoy);
    assert_true(format_round(p->ttm_yoy_pct / 100, 6) == ttm_yoy);
}

static void check_company(const char *symbol)
{
    static const struct {
        const char *key;
        enum concept concept;
    } concepts[] = {
        {"revenue", CONCEPT_revenue},
        {"capex", CONCEPT_capex},
        {"rnd", CONCEPT_research},
        {"netIncome", CONCEPT_net_income},
        {"operatingIncome", CONCEPT_operating_income},
        {"operatingCashFlow", CONCEPT_operating_cash_flow},
    };
    struct state *s = state_new("", 0);
    struct json_doc *doc, *expected;
    struct snapshot *shot;
    const struct fundamentals *f;
    char name[80];
    double fcf;
    json e;

    (void)snprintf(name, sizeof name, "sec-companyfacts-%s-trimmed.json",
                   symbol);
    doc = read_sample(name);
    expected = read_sample("sec-derived-expected.json");
    if (!doc || !expected) {
        state_free(s);
        skip();
    }
    put_all(s, symbol, json_get(json_root(doc), "facts"));
    /* Asked again every hour, the reply says nothing new. */
    put_all(s, symbol, json_get(json_root(doc), "facts"));
    shot = freeze_at(s, NOON);
    f = snapshot_find(shot, symbol)->company;
    e = json_get(json_root(expected), symbol);
    for (size_t i = 0; i < sizeof concepts / sizeof *concepts; i++)
        check_concept(f, concepts[i].concept, json_get(e, concepts[i].key));
    assert_true(json_number_of(e, "freeCashFlowTTM", &fcf));
    assert_true(FUNDAMENTAL_HAS(f, fcf_ttm) && f->fcf_ttm == fcf);
    snapshot_free(shot);
    state_free(s);
    json_doc_free(doc);
    json_doc_free(expected);
}

static void apple_comes_out_to_the_last_digit(void **unused)
{
    (void)unused;
    check_company("AAPL");
}

static void nvidia_comes_out_to_the_last_digit(void **unused)
{
    (void)unused;
    check_company("NVDA");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(apple_comes_out_to_the_last_digit),
        cmocka_unit_test(nvidia_comes_out_to_the_last_digit),
    };

    return cmocka_run_group_tests_name("filed samples", tests, NULL, NULL);
}
