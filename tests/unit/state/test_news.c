/* SPDX-License-Identifier: MIT */
/* Symbols and terms of headlines, stories told twice, narratives, bursts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "support.h"
#include "tapewatch/state/fields.h"

static struct state *named_state(void)
{
    struct state *s = state_new(NULL, 0);

    assert_int_equal(state_read_shipped_names(s, NULL), ERR_OK);
    return s;
}

/* A headline from one of many outlets, so that ids never meet by chance. */
static void say_from(struct state *s, int64_t t, const char *source,
                     const char *title, const char *tag)
{
    struct update u = make(t, UPDATE_headline, "");
    char id[64];

    snprintf(id, sizeof id, "%s-%lld-%.20s", source, (long long)t, title);
    strncpy(u.source, source, sizeof u.source - 1);
    u.of.headline = (struct headline){.id = id, .title = title,
                                      .published = t, .symbol_count = tag != NULL};
    if (tag)
        strncpy(u.of.headline.symbols[0], tag, SYMBOL_MAX - 1);
    state_apply(s, &u);
}

static void say(struct state *s, int64_t t, const char *title)
{
    say_from(s, t, "test", title, NULL);
}

static struct snapshot *freeze(struct state *s, int64_t t)
{
    struct freeze_info info = {.now_ms = t, .mode = RUN_REPLAY};

    state_advance(s, t);
    return state_freeze(s, &info);
}

/* The symbols and reasons of one title: "NVDA: names "Nvidia"; ". */
static void read_title(const char *title, const char *summary, char out[512])
{
    struct state *s = named_state();
    struct update u = make(at(MONDAY, 10, 0), UPDATE_headline, "");
    char reasons[REASONS_MAX][REASON_MAX];
    struct snapshot *f;
    size_t n, used = 0;

    u.of.headline = (struct headline){.id = "1", .title = title,
                                      .summary = summary};
    state_apply(s, &u);
    f = freeze(s, u.t);
    assert_int_equal(f->headline_count, 1);
    out[0] = '\0';
    for (size_t i = 0; i < f->headlines[0]->symbol_count; i++)
        used += (size_t)snprintf(out + used, 512 - used, "%s ",
                                 f->headlines[0]->symbols[i]);
    n = link_reasons(f->headlines[0], reasons);
    for (size_t i = 0; i < n; i++)
        used += (size_t)snprintf(out + used, 512 - used, "%s; ", reasons[i]);
    snapshot_free(f);
    state_free(s);
}

static void names_and_cashtags(void **state)
{
    static const struct {
        const char *title, *expected;
    } rows[] = {
        {"Nvidia falls", "NVDA names \"Nvidia\"; "},
        {"Why nvidia\xe2\x80\x99s rivals gain", "NVDA names \"nvidia\"; "},
        {"NVIDIANS meet", ""},
        {"Super Micro Computer plunges", "SMCI names \"Super Micro\"; "},
        {"a super micro scooter", ""},
        {"AT&T and T-Mobile", "T TMUS names \"AT&T\"; names \"T-Mobile\"; "},
        {"Meet at t-shirt shop", ""},
        {"McDonald\xe2\x80\x99s sells less",
         "MCD names \"McDonald\xe2\x80\x99s\"; "},
        {"Johnson & Johnson wins", "JNJ names \"Johnson & Johnson\"; "},
        {"Berkshire Hathaway buys", "BRK-B names \"Berkshire Hathaway\"; "},
        {"AMD gains", "AMD names \"AMD\"; "},
        {"amd gains", ""},
        {"Buy $NVDA now", "NVDA cash-tag $NVDA; "},
        {"Chip maker (NASDAQ: NVDA) falls", "NVDA cash-tag $NVDA; "},
        {"Maker (NYSE:BRK.B) falls", "BRK-B cash-tag $BRK-B; "},
        {"A maker (VRT) falls", "VRT cash-tag $VRT; "},
        {"The boss (CEO) falls", ""},
        {"It costs $200 or US$90 or $CAD", ""},
        {"A new one: $ZZZQ", "ZZZQ cash-tag $ZZZQ; "},
        {"Nvidia (NASDAQ: NVDA) falls",
         "NVDA cash-tag $NVDA; names \"Nvidia\"; "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[512];

        read_title(rows[i].title, NULL, text);
        assert_string_equal(text, rows[i].expected);
    }
}

static void ambiguous_names(void **state)
{
    static const struct {
        const char *title, *summary, *symbol; /* NULL: none */
    } rows[] = {
        {"An apple a day", NULL, NULL},
        {"Apple harvest begins early", NULL, NULL},
        {"Apple shares slip", NULL, "AAPL"},
        {"Apple's stock slips", NULL, "AAPL"},
        {"Investors sell shares of Apple", NULL, "AAPL"},
        {"Apple shows a new iPhone", NULL, "AAPL"},
        {"Apple shows a new device", "The iPhone maker said", "AAPL"},
        {"Meta CEO speaks", NULL, "META"},
        {"A meta study of stock markets", NULL, NULL},
        {"Meta and WhatsApp", NULL, "META"},
        {"Arm wrestling shares a stage", NULL, NULL},
        {"Arm Holdings gains", NULL, "ARM"},
        {"Target date moves", NULL, NULL},
        {"Target sales fall", NULL, "TGT"},
        {"Gap between rich and poor", NULL, NULL},
        {"Gap Inc closes stores", NULL, "GAP"},
        {"Visa rules for students", NULL, NULL},
        {"Visa earnings beat", NULL, "V"},
        {"Army intel on the border", NULL, NULL},
        {"Intel on the rise", NULL, "INTC"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[512];

        read_title(rows[i].title, rows[i].summary, text);
        if (!rows[i].symbol)
            assert_string_equal(text, "");
        else
            assert_memory_equal(text, rows[i].symbol, strlen(rows[i].symbol));
    }
}

static void hostile_titles(void **state)
{
    static char many[20000];
    static const char *const rows[] = {
        "$", "(", ":", "NASDAQ:", "(NASDAQ:", "$(((((", "\xf0\x9f\x92\xa9",
        "\xff\xfe$NVDA\xff", "(A", "$A.", "$A.B", " - ", "|", "a - ", many,
    };

    (void)state;
    for (size_t i = 0; i + 1 < sizeof many; i++)
        many[i] = "$N (A:b-"[i % 8];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[512];

        read_title(rows[i], rows[i], text);
    }
}

static void user_names(void **state)
{
    struct state *s = named_state();
    struct snapshot *f;

    (void)state;
    state_add_name(s, "NVDA", "Team Green");
    say(s, at(MONDAY, 10, 0), "Team Green wins again");
    f = freeze(s, at(MONDAY, 10, 1));
    assert_string_equal(f->headlines[0]->symbols[0], "NVDA");
    snapshot_free(f);
    state_free(s);
}

static void wrong_tables(void **state)
{
    struct state *s = state_new(NULL, 0);
    const char *aliases = "# ok\nNVDA\tNvidia\tsometimes\n";
    struct why why = {""};

    (void)state;
    assert_int_equal(state_read_names(s, aliases, strlen(aliases), &why),
                     ERR_SYNTAX);
    assert_non_null(strstr(why.text, "aliases:2"));
    assert_int_equal(state_read_words(s, "the\tnoun\n", 9, &why), ERR_SYNTAX);
    state_free(s);
}

static void a_story_once(void **state)
{
    struct state *s = named_state();
    int64_t t = at(MONDAY, 10, 0);
    struct snapshot *f;

    (void)state;
    say_from(s, t, "one", "Chips slide on a cheap model", "AMD");
    say_from(s, t + 1000, "two", "CHIPS slide \xe2\x80\x93 on a cheap model!",
             "AVGO");
    say_from(s, t + 2000, "three", "Chips slide on a cheap model - Daily Post",
             "MU");
    say_from(s, t + 3000, "four", "Chips slide on a cheap model - what now",
             NULL);
    say_from(s, t + 4 * MS_PER_DAY, "five", "Chips slide on a cheap model",
             NULL);
    f = freeze(s, t + 5 * MS_PER_DAY);
    assert_int_equal(f->headline_count, 3);
    assert_string_equal(f->headlines[2]->source, "one");
    assert_int_equal(f->headlines[2]->symbol_count, 3);
    assert_string_equal(f->headlines[2]->symbols[1], "AVGO");
    assert_string_equal(f->headlines[2]->symbols[2], "MU");
    snapshot_free(f);
    state_free(s);
}

static void same_address(void **state)
{
    struct state *s = named_state();
    struct update u = make(at(MONDAY, 10, 0), UPDATE_headline, "");
    struct snapshot *f;

    (void)state;
    u.of.headline = (struct headline){
        .id = "1", .title = "First words of a story",
        .url = "https://www.example.com/2025/01/27/a-story?utm_source=x"};
    state_apply(s, &u);
    u.of.headline = (struct headline){
        .id = "2", .title = "Other words of it",
        .url = "http://example.com/2025/01/27/a-story#top"};
    state_apply(s, &u);
    u.of.headline = (struct headline){
        .id = "3", .title = "A front page is no story",
        .url = "http://example.com/"};
    state_apply(s, &u);
    u.of.headline.id = "4";
    u.of.headline.title = "Neither is it here";
    state_apply(s, &u);
    f = freeze(s, u.t);
    assert_int_equal(f->headline_count, 3);
    snapshot_free(f);
    state_free(s);
}

/* Five days of one headline a day with "copper", then four in a day. */
static void narratives(void **state)
{
    struct state *s = named_state();
    int64_t now = at(MONDAY, 16, 0), day = MS_PER_DAY;
    struct narrative terms[8];
    struct snapshot *f;
    size_t n;

    (void)state;
    for (int i = 5; i >= 1; i--) {
        char title[32];

        snprintf(title, sizeof title, "Copper rests %d", i);
        say(s, now - i * day - MS_PER_HOUR, title);
    }
    say_from(s, now - 4000, "a", "The Copper copper rush of Nvidia", NULL);
    say_from(s, now - 3000, "b", "Copper rush two", "FCX");
    say_from(s, now - 2000, "c", "A copper RUSH three", "FCX");
    say_from(s, now - 1000, "d", "copper four: \xc3\x84rger 7", NULL);
    f = freeze(s, now);
    n = snapshot_terms(f, now, NULL, terms, 8);
    assert_int_equal(n, 2);
    assert_string_equal(terms[0].term, "rush");
    assert_int_equal(terms[0].count, 3);
    assert_true(terms[0].baseline == 0 && terms[0].score == 3);
    assert_string_equal(terms[1].term, "copper");
    assert_int_equal(terms[1].count, 4);
    /* 5 of the 4 days and an hour between the first and 24 h ago */
    assert_float_equal(terms[1].baseline, 5 / (4 + 1 / 24.0), 1e-9);
    assert_string_equal(terms[1].symbols[0], "FCX");
    assert_string_equal(terms[1].symbols[1], "NVDA");
    assert_int_equal(snapshot_terms(f, now, "NVDA", terms, 8), 2);
    assert_int_equal(snapshot_terms(f, now, "ZZ", terms, 8), 0);
    assert_int_equal(snapshot_terms(f, now - day, NULL, terms, 8), 0);
    assert_string_equal(f->terms[0].term, "rush");
    snapshot_free(f);
    state_free(s);
}

/* Function words, numbers, single letters and names are no terms. */
static void what_is_no_term(void **state)
{
    struct state *s = named_state();
    int64_t now = at(MONDAY, 16, 0);
    struct narrative terms[8];
    struct snapshot *f;

    (void)state;
    for (int i = 0; i < 4; i++) {
        char title[80];

        snprintf(title, sizeof title, "The x 2025 Apple $NVDA \xc3\x84rger %d",
                 i);
        say(s, now - 1000 * i, title);
    }
    f = freeze(s, now);
    assert_int_equal(snapshot_terms(f, now, NULL, terms, 8), 1);
    assert_string_equal(terms[0].term, "\xc3\xa4rger");
    snapshot_free(f);
    state_free(s);
}

/* The rule fires once for a burst, and never before three days are known. */
static void bursts(void **state)
{
    struct state *s = named_state();
    int64_t now = at(MONDAY, 12, 0);
    struct rule_text rule = {.name = "burst", .severity = 1,
                             .when = "news_burst >= 3 and news_24h >= 5",
                             .measure = "news_burst"};
    struct update u = make(at(FRIDAY, 16, 0), UPDATE_quote, "NVDA");
    struct snapshot *f;

    (void)state;
    assert_int_equal(state_add_rule(s, &rule, NULL), ERR_OK);
    company(s, "NVDA", 1e9);
    QUOTE_SET(&u.of.quote, price, 100.0);
    QUOTE_SET(&u.of.quote, as_of, u.t);
    state_apply(s, &u);
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < 8; i++) {
            char title[80];

            snprintf(title, sizeof title, "Nvidia story %d of %d", i, pass);
            say(s, now + i * 1000 + pass * 5 * MS_PER_DAY, title);
        }
        f = freeze(s, now + pass * 5 * MS_PER_DAY + 9000);
        assert_int_equal(f->event_count, pass);
        assert_int_equal(f->listings[0].news_24h, 8);
        if (pass > 0) {
            assert_string_equal(f->events[0].key.rule, "burst");
            assert_true(f->events[0].opened.measure >= 3);
        }
        snapshot_free(f);
    }
    state_free(s);
}

/* Each outlet counts once, the first one not at all. */
static void other_outlets(void **state)
{
    struct state *s = named_state();
    int64_t t = at(MONDAY, 10, 0);
    struct snapshot *f;

    (void)state;
    for (int pass = 0; pass < 3; pass++) {
        say_from(s, t + pass, "one", "Chip stocks fall on a cheap model", NULL);
        say_from(s, t + pass, "two", "Chip stocks fall on a cheap model", NULL);
        say_from(s, t + pass, "three", "Chip stocks fall on a cheap model",
                 "NVDA");
    }
    f = freeze(s, t + 9000);
    assert_int_equal(f->headline_count, 1);
    assert_int_equal(f->headlines[0]->others, 2);
    assert_int_equal(f->headlines[0]->symbol_count, 1);
    snapshot_free(f);
    state_free(s);
}

static const struct headline *titled(const struct snapshot *f,
                                     const char *title)
{
    for (size_t i = 0; i < f->headline_count; i++)
        if (strcmp(f->headlines[i]->title, title) == 0)
            return f->headlines[i];
    return NULL;
}

static void assert_related(struct state *s, const char *title,
                           const char *wanted, const char *why)
{
    struct snapshot *f = freeze(s, at(MONDAY, 12, 0));
    const struct headline *h = titled(f, title), *to;
    char reason[REASON_MAX] = "";

    assert_non_null(h);
    to = snapshot_related(f, h, NULL, NULL, reason);
    if (!wanted) {
        assert_null(to);
    } else {
        assert_non_null(to);
        assert_string_equal(to->title, wanted);
        assert_string_equal(reason, why);
    }
    snapshot_free(f);
}

/* What a story goes with: a filing before all else, then what it has most in
 * common with, of equal ones the nearest. */
static void test_related(void **state)
{
    struct state *s = named_state();

    (void)state;
    say_from(s, at(MONDAY, 9, 0), "one", "Chips fall", "AAA");
    assert_related(s, "Chips fall", NULL, NULL);
    say_from(s, at(MONDAY, 6, 0), "two", "A quiet morning", "AAA");
    say_from(s, at(MONDAY, 5, 0), "two", "An early morning", "AAA");
    say_from(s, at(MONDAY, 8, 59), "two", "Somewhere else", "BBB");
    assert_related(s, "Chips fall", "A quiet morning", "of AAA too");
    assert_related(s, "Somewhere else", NULL, NULL);
    for (int i = 0; i < 4; i++) /* a term of the day */
        say_from(s, at(MONDAY, 10, i), "three",
                 i == 0   ? "Zorkmids fly high"
                 : i == 1 ? "Who buys zorkmids"
                 : i == 2 ? "Zorkmids once more"
                          : "Where zorkmids come from",
                 i == 1 ? "AAA" : "CCC");
    assert_related(s, "Chips fall", "Who buys zorkmids", "of AAA too");
    assert_related(s, "Who buys zorkmids", "Zorkmids once more",
                   "shares term \"zorkmids\""); /* nearest, then newest */
    assert_related(s, "Where zorkmids come from", "Zorkmids once more",
                   "shares term \"zorkmids\"");
    say_from(s, at(FRIDAY, 16, 0), "sec-submissions", "8-K: AAA results",
             "AAA");
    assert_related(s, "Who buys zorkmids", "8-K: AAA results",
                   "filed by AAA");
    say_from(s, at(FRIDAY, 10, 0) - 4 * MS_PER_DAY, "one", "Long ago", "DDD");
    say_from(s, at(MONDAY, 10, 0), "one", "Today", "DDD");
    assert_related(s, "Today", NULL, NULL);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_related),
        cmocka_unit_test(names_and_cashtags),
        cmocka_unit_test(ambiguous_names), cmocka_unit_test(hostile_titles),
        cmocka_unit_test(user_names),      cmocka_unit_test(wrong_tables),
        cmocka_unit_test(a_story_once),    cmocka_unit_test(same_address),
        cmocka_unit_test(narratives),      cmocka_unit_test(what_is_no_term),
        cmocka_unit_test(bursts),          cmocka_unit_test(other_outlets),
    };

    return cmocka_run_group_tests_name("news", tests, NULL, NULL);
}
