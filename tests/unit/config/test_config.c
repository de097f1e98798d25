/* SPDX-License-Identifier: MIT */
/* The settings: precedence, checks, problems, sections, printing. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/config/config.h"

static struct config *from_text(const char *text)
{
    struct config *c = NULL;
    assert_int_equal(config_load_text(text, strlen(text), &c), ERR_OK);
    return c;
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void test_defaults(void **state)
{
    struct config *c = from_text("");
    (void)state;
    assert_int_equal(config_problem_count(c), 0);
    assert_string_equal(config_text(c, OPT_theme), "dark");
    assert_int_equal(config_ms(c, OPT_interval), 15000);
    assert_int_equal(config_ms(c, OPT_history_interval), 6 * 3600 * 1000);
    assert_true(config_number(c, OPT_fps) == 2);
    assert_true(config_bool(c, OPT_bell));
    assert_int_equal(config_list_count(c), 1);
    struct config_list list = config_list(c, 0);
    assert_string_equal(list.name, "AI & megacap");
    assert_int_equal(list.count, 27);
    assert_string_equal(list.symbols[0], "NVDA");
    assert_string_equal(list.symbols[26], "BRK-B");
    assert_string_equal(config_data_folder(c), "");
    config_free(c);
}

/* Of the whole market, then of one symbol; those whose terms allow personal
 * use only are the user's own decision. */
static void test_shipped_feeds(void **state)
{
    static const char *const names[] = {
        "Yahoo Finance", "CNBC", "MarketWatch", "Nasdaq", "GlobeNewswire",
        "PR Newswire", "Federal Reserve", "SEC", "Yahoo symbol",
        "Nasdaq symbol", "Google News", "Seeking Alpha"};
    struct config *c = from_text("");

    (void)state;
    assert_int_equal(config_feed_count(c), 12);
    for (size_t i = 0; i < 12; i++) {
        struct config_feed feed = config_feed(c, i);

        assert_string_equal(feed.name, names[i]);
        assert_int_equal(strncmp(feed.url, "https://", 8), 0);
        assert_int_equal(feed.is_per_symbol, i >= 8);
        assert_int_equal(feed.enabled, i < 10);
    }
    config_free(c);
}

/* What the rows of options.def say must pass their own checks. */
static void test_every_default_is_valid(void **state)
{
    struct config *c = from_text("");
    (void)state;
    for (int o = 0; o < OPTION_COUNT; o++) {
        assert_non_null(config_text(c, (enum setting)o));
    }
    config_free(c);
}

static void test_problems(void **state)
{
    static const struct {
        const char *text, *problem;
    } rows[] = {
        {"intervall = 5s", "config:1:1: unknown option 'intervall', did you mean"
                           " 'interval'?"},
        {"\ninterval = soon", "config:2:12: 'soon' for interval is not a duration"
                              " such as 15s or 5m"},
        {"interval = 2h", "config:1:12: '2h' for interval is outside 1 to 3600"
                          " s"},
        {"fps = 0", "config:1:7: '0' for fps is outside 0.1 to 30 frames/s"},
        {"bell = maybe", "config:1:8: 'maybe' for bell is not yes or no"},
        {"color = many", "config:1:9: 'many' for color is not one of"
                         " auto|none|16|256|true"},
        {"color = aut", "config:1:9: 'aut' for color is not one of"
                        " auto|none|16|256|true"},
        {"[watchlists x]", "config:1:2: unknown section 'watchlists', did you"
                           " mean 'watchlist'?"},
        {"[feed]", "config:1:2: [feed] lacks a name"},
        {"[feed X]\nurl = ftp://x", "config:2:7: 'ftp://x' is not an http or"
                                    " https address"},
        {"[rule r]\nwhenn = 1", "config:2:1: unknown key 'whenn', did you mean"
                                " 'when'?"},
        {"[rule r]\nwhen = a\nseverity = 5", "config:3:12: '5' for severity is"
                                             " not 1, 2, 3 or 4"},
        {"[rule r]\nwhen = a\nworsen = lots", "config:3:10: 'lots' for worsen is"
                                      " not a percentage such as 25%"},
        {"[watchlist w]\nsymbols = A$", "config:2:11: 'A$' is not a symbol"},
        {"[instrument A]\ntype = equty", "config:2:8: unknown type 'equty', did"
                                         " you mean 'equity'?"},
        {"[instrument A]\nalias = A One,,B", "config:2:15: alias '' is not a name of"
                                           " 2 to 80 letters"},
        {"[instrument A]\nnote = so they said", "config:2:8: a note is DATE CONCEPT"
                                        " AMOUNT UNIT PERIOD | TEXT | SOURCE"},
        {"[instrument A]\nnote = 2025-01-03 capex_guidance 1B USD | text |",
         "config:2:8: a note is DATE CONCEPT AMOUNT UNIT PERIOD | TEXT | SOURCE"},
        {"[instrument A]\nnote = soon capex_guidance 1B USD | text | page",
         "config:2:8: the note begins with the date it was said on, such as"
         " 2025-01-03"},
        {"[instrument A]\nnote = 2025-01-03 revenue 1B USD | text | page",
         "config:2:19: the note needs capex_guidance or reported_metric behind its"
         " date"},
        {"[instrument A]\nnote = 2025-01-03 capex_guidance lots USD | a | b",
         "config:2:34: the note has no amount such as 80B, 60B..65B or ..65B"},
        {"[instrument A]\nnote = 2025-01-03 capex_guidance 1B | a | b",
         "config:2:37: the note needs a unit behind the amount, such as USD"},
        {"[instrument A]\nshares_asof = today", "config:2:15: 'today' is not a"
                                         " date such as 2025-01-27"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct config *c = from_text(rows[i].text);
        assert_true(config_problem_count(c) >= 1);
        assert_string_equal(config_problem(c, 0), rows[i].problem);
        config_free(c);
    }
}

/* Where the wrong word stands, however its line is written. */
static void test_columns(void **state)
{
    static const struct {
        const char *text, *place;
    } rows[] = {
        {"\t intervall = 5s", "config:1:3: "},
        {"interval=soon", "config:1:10: "},
        {"interval =\t  soon", "config:1:14: "},
        {"interval = \"soon\"", "config:1:13: "},
        {"[ watchlists  x ]", "config:1:3: "},
        {"[watchlist w]\nsymbols = NVDA,   A$ AMD", "config:2:19: "},
        {"[watchlist w]\nsymbols = NVDA \\\n AMD, \\  \r\n  A$",
         "config:4:3: "},
        {"[watchlist w]\nlabel = NVDA  a name that is far too long",
         "config:2:15: "},
        {"[instrument A]\ngroups = \xc3\xa4\xc3\xb6 "
         "of_more_than_all_the_letters_there_are", "config:2:13: "},
        {"[instrument A$]", "config:1:13: "},
        {"[rule r]\nwhen = a\nnotify = bell,  desktp", "config:3:17: "},
        {"  [rule r]\nseverity = 2", "config:1:9: "},
        {"[portfolio p]\nlot = NVDA  10 @ 5 USD soon", "config:2:24: "},
        {"[portfolio p]\nlot = NVDA 10", "config:2:12: "},
        {"[portfolio p]\ncash = many USD", "config:2:8: "},
        {"  word", "config:1:3: "},
        {"a = \xc3\xa4 \x1b[0m", "config:1:7: "},
        {"a = \xc3\xa4\xff", "config:1:6: "},
        {"include = other", "config:1:11: "},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct config *c = from_text(rows[i].text);
        assert_true(config_problem_count(c) >= 1);
        if (strncmp(config_problem(c, 0), rows[i].place,
                    strlen(rows[i].place)) != 0) {
            fail_msg("%s: %s", rows[i].text, config_problem(c, 0));
        }
        config_free(c);
    }
}

static void test_lists_add_and_replace(void **state)
{
    struct config *c = from_text("[watchlist mine]\nsymbols = nvda, brk-b\n"
                                 "symbols = NVDA ^VIX\n[watchlist b]\n"
                                 "symbols = BTC-USD\n");
    (void)state;
    assert_int_equal(config_problem_count(c), 0);
    assert_int_equal(config_list_count(c), 2);
    struct config_list list = config_list(c, 0);
    assert_string_equal(list.name, "mine");
    assert_int_equal(list.count, 3);
    assert_string_equal(list.symbols[0], "NVDA");
    assert_string_equal(list.symbols[1], "BRK-B");
    assert_string_equal(list.symbols[2], "^VIX");
    config_free(c);
}

static void test_feeds_change_by_name(void **state)
{
    struct config *c = from_text("[feed CNBC]\nenabled = no\n[feed Own]\n"
                                 "url = http://127.0.0.1:8000/rss\n"
                                 "[feed Empty]\n");
    (void)state;
    assert_int_equal(config_feed_count(c), 13);
    assert_string_equal(config_feed(c, 1).name, "CNBC");
    assert_false(config_feed(c, 1).enabled);
    assert_string_equal(config_feed(c, 12).url, "http://127.0.0.1:8000/rss");
    assert_true(config_feed(c, 12).enabled);
    assert_int_equal(config_problem_count(c), 1);
    assert_string_equal(config_problem(c, 0),
                        "config:5:7: feed 'Empty' lacks a url");
    config_free(c);
}

static void test_rules(void **state)
{
    struct config *plain = from_text("");
    size_t shipped = config_rule_count(plain);
    struct config *c = from_text(
        "[rule mine]\nwhen = change_pct < -5 and cap >= 10B\n"
        "measure = change_pct\nseverity = 4\nworsen = 25%\n"
        "notify = bell\nrun = logger -t tape\n"
        "[rule off]\nwhen = price > 1\nenabled = no\n[rule none]\n");
    (void)state;
    assert_int_equal(config_rule_count(c), shipped + 1);
    const struct rule_text *r = config_rule(c, shipped);
    assert_string_equal(r->name, "mine");
    assert_string_equal(r->when, "change_pct < -5 and cap >= 10B");
    assert_string_equal(r->measure, "change_pct");
    assert_int_equal(r->severity, 4);
    assert_true(r->worsen_pct == 25);
    assert_string_equal(r->notify, "bell");
    assert_string_equal(r->run, "logger -t tape");
    assert_string_equal(r->place, "config:7");
    assert_int_equal(config_problem_count(c), 1);
    config_free(c);
    config_free(plain);
}

static void test_notes(void **state)
{
    struct config *c = from_text(
        "[instrument MSFT]\n"
        "note = 2025-01-03 capex_guidance 80B USD FY 2025 | Data centres |"
        " https://example.com/a\n"
        "note = 2025-01-24 capex_guidance 60B..65B USD|This year|the call\n"
        "note = 2025-01-25 capex_guidance ..65B USD 2025 | a | b\n"
        "note = 2025-01-26 capex_guidance 60B.. USD 2025 | a | b\n"
        "note = 2025-01-29 reported_metric | No figure | page 3\n");
    const struct plan *p;

    (void)state;
    assert_int_equal(config_problem_count(c), 0);
    assert_int_equal(config_note_count(c), 5);
    assert_string_equal(config_note(c, 0)->symbol, "MSFT");
    assert_int_equal(config_note(c, 0)->date, civil_date(2025, 1, 3));
    p = &config_note(c, 0)->plan;
    assert_string_equal(p->concept, "capex_guidance");
    assert_int_equal(p->known, PLAN_HAS_VALUE);
    assert_true(p->value == 80e9);
    assert_string_equal(p->unit, "USD");
    assert_string_equal(p->period, "FY 2025");
    assert_string_equal(p->text, "Data centres");
    assert_string_equal(p->url, "https://example.com/a");
    p = &config_note(c, 1)->plan;
    assert_int_equal(p->known, PLAN_HAS_LOW | PLAN_HAS_HIGH);
    assert_true(p->low == 60e9 && p->high == 65e9);
    assert_null(p->period);
    assert_string_equal(p->url, "the call");
    assert_int_equal(config_note(c, 2)->plan.known, PLAN_HAS_HIGH);
    assert_int_equal(config_note(c, 3)->plan.known, PLAN_HAS_LOW);
    assert_int_equal(config_note(c, 4)->plan.known, 0);
    config_free(c);
}

static void test_instruments_and_providers(void **state)
{
    struct config *c = from_text(
        "[instrument nvda]\nname = NVIDIA Corporation\ntype = equity\n"
        "currency = USD\ngroups = ai, semis\nalias = Team Green , Jensen\n"
        "alias = N V\nshares = 24.49B\n"
        "shares_asof = 2024-11-15\n[provider yahoo-spark]\n"
        "url = http://127.0.0.1:1/\nenabled = no\n");
    (void)state;
    assert_int_equal(config_problem_count(c), 0);
    assert_int_equal(config_instrument_count(c), 1);
    const struct instrument *i = config_instrument(c, 0);
    assert_string_equal(i->symbol, "NVDA");
    assert_string_equal(i->name, "NVIDIA Corporation");
    assert_int_equal(i->type, INSTRUMENT_equity);
    assert_string_equal(i->groups[1], "semis");
    assert_true(i->shares == 24.49e9);
    assert_int_equal(i->shares_asof, civil_date(2024, 11, 15));
    assert_int_equal(config_alias_count(c), 3);
    assert_string_equal(config_alias(c, 0).symbol, "NVDA");
    assert_string_equal(config_alias(c, 0).alias, "Team Green");
    assert_string_equal(config_alias(c, 1).alias, "Jensen");
    assert_string_equal(config_alias(c, 2).alias, "N V");
    assert_string_equal(config_provider_url(c, "yahoo-spark", "x"),
                        "http://127.0.0.1:1/");
    assert_false(config_provider_on(c, "yahoo-spark", true));
    assert_string_equal(config_provider_url(c, "cnbc", "x"), "x");
    assert_true(config_provider_on(c, "cnbc", true));
    assert_false(config_provider_on(c, "cnbc", false));
    config_free(c);
}

static void test_control_characters_are_refused(void **state)
{
    const char text[] = "user_agent = a\033b\n";
    struct config *c = from_text(text);
    (void)state;
    assert_int_equal(config_problem_count(c), 1);
    assert_null(strchr(config_problem(c, 0), '\033'));
    assert_null(strchr(config_text(c, OPT_user_agent), '\033'));
    config_free(c);
}

/* A private home for the tests that read files and the environment. */
static int enter_home(void **state)
{
    char *folder = strdup("/tmp/tapewatch-config-XXXXXX");
    if (!folder || !mkdtemp(folder)) {
        return -1;
    }
    *state = folder;
    setenv("XDG_CONFIG_HOME", folder, 1);
    setenv("HOME", folder, 1);
    unsetenv("XDG_DATA_HOME");
    return 0;
}

static int leave_home(void **state)
{
    char path[200];
    const char *names[] = {"tapewatch/config", "tapewatch/more", "tapewatch",
                           "a/b", "a"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", (char *)*state, names[i]);
        remove(path);
    }
    rmdir(*state);
    free(*state);
    unsetenv("TAPEWATCH_INTERVAL");
    unsetenv("TAPEWATCH_THEME");
    return 0;
}

static void test_precedence(void **state)
{
    struct config *c = NULL;
    struct strbuf out = {0};
    char path[200], want[300];
    const struct config_flag flags[] = {{"fps", "5"}};
    snprintf(path, sizeof path, "%s/tapewatch", (char *)*state);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/tapewatch/config", (char *)*state);
    write_file(path, "interval = 30s\nfps = 4\ntheme = nord\nindices = ^A\n"
                     "include = more\n");
    snprintf(path, sizeof path, "%s/tapewatch/more", (char *)*state);
    write_file(path, "indices = ^B\n");
    setenv("TAPEWATCH_INTERVAL", "45s", 1);
    assert_int_equal(config_load(NULL, flags, 1, &c, NULL), ERR_OK);
    assert_int_equal(config_problem_count(c), 0);
    assert_int_equal(config_ms(c, OPT_interval), 45000);
    assert_true(config_number(c, OPT_fps) == 5);
    assert_string_equal(config_text(c, OPT_theme), "nord");
    assert_string_equal(config_text(c, OPT_indices), "^A ^B");
    config_print(c, &out);
    assert_non_null(strstr(out.text, "# environment: time between quotes"));
    assert_non_null(strstr(out.text, "# flag: most frames"));
    assert_non_null(strstr(out.text, "# default: ring once"));
    snprintf(want, sizeof want, "# %s/tapewatch/config:3: name of a theme",
             (char *)*state);
    assert_non_null(strstr(out.text, want));
    strbuf_done(&out);
    config_free(c);
}

static void test_bad_environment_is_a_problem(void **state)
{
    struct config *c = NULL;
    (void)state;
    setenv("TAPEWATCH_INTERVAL", "never", 1);
    assert_int_equal(config_load(NULL, NULL, 0, &c, NULL), ERR_OK);
    assert_int_equal(config_problem_count(c), 1);
    assert_string_equal(config_problem(c, 0),
                        "TAPEWATCH_INTERVAL: 'never' for interval is not a"
                        " duration such as 15s or 5m");
    assert_int_equal(config_ms(c, OPT_interval), 15000);
    config_free(c);
}

static void test_errors(void **state)
{
    struct config *c = NULL;
    struct why why = {0};
    const struct config_flag unknown[] = {{"intervall", "1s"}},
                             wrong[] = {{"fps", "0"}};
    (void)state;
    assert_int_not_equal(
        config_load("/nonexistent/config", NULL, 0, &c, &why), ERR_OK);
    assert_non_null(strstr(why.text, "/nonexistent/config"));
    assert_int_equal(config_load(NULL, unknown, 1, &c, &why), ERR_USAGE);
    assert_non_null(strstr(why.text, "did you mean 'interval'"));
    assert_int_equal(config_load(NULL, wrong, 1, &c, &why), ERR_USAGE);
    assert_null(c);
}

/* The machine's files come before the user's: values give way, lists are not
 * added to; what is kept in the program wins over them. */
static void test_site(void **state)
{
    struct config *c = NULL;
    char path[2][200], folders[500], mine[200];
    struct why why = {0};

    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "%s/site%d", (char *)*state, i);
        assert_int_equal(mkdir(path[i], 0700), 0);
        strcat(path[i], "/tapewatch");
        assert_int_equal(mkdir(path[i], 0700), 0);
        strcat(path[i], "/config");
    }
    snprintf(folders, sizeof folders, "%s/site0::relative:%s/site1",
             (char *)*state, (char *)*state);
    write_file(path[0], "fps = 5\nindices = ^SITE ^TWO\ninterval = oops\n"
                        "[watchlist desk]\nsymbols = AAA\n");
    write_file(path[1], "fps = 6\ntheme = nord\nindices = ^LAST\n");
    snprintf(mine, sizeof mine, "%s/mine", (char *)*state);
    assert_int_equal(mkdir(mine, 0700), 0);
    setenv("XDG_CONFIG_DIRS", folders, 1);
    setenv("XDG_CONFIG_HOME", mine, 1);
    assert_int_equal(config_load(NULL, NULL, 0, &c, NULL), ERR_OK);
    assert_true(config_number(c, OPT_fps) == 5);
    assert_string_equal(config_text(c, OPT_theme), "nord");
    assert_int_equal(config_problem_count(c), 1);
    assert_memory_equal(config_problem(c, 0), path[0], strlen(path[0]));
    assert_int_equal(config_list_count(c), 1);
    assert_string_equal(config_list(c, 0).name, "desk");
    assert_int_equal(config_set_kept(c, "theme", "light", &why), ERR_OK);
    assert_string_equal(config_text(c, OPT_theme), "light");
    assert_int_equal(config_reset(c, "theme", &why), ERR_OK);
    assert_string_equal(config_text(c, OPT_theme), "nord");
    config_free(c);
    strcat(mine, "/tapewatch");
    assert_int_equal(mkdir(mine, 0700), 0);
    strcat(mine, "/config");
    write_file(mine, "indices = ^MINE\n[watchlist own]\nsymbols = BBB\n");
    assert_int_equal(config_load(NULL, NULL, 0, &c, NULL), ERR_OK);
    assert_string_equal(config_text(c, OPT_indices), "^MINE");
    assert_int_equal(config_list_count(c), 1);
    assert_string_equal(config_list(c, 0).name, "own");
    config_free(c);
    assert_int_equal(config_load(mine, NULL, 0, &c, NULL), ERR_OK);
    assert_true(config_is_default(c, OPT_fps)); /* a named one stands alone */
    config_free(c);
    unsetenv("XDG_CONFIG_DIRS");
}

static void test_folders(void **state)
{
    struct config *c = NULL;
    char want[200];
    struct stat s;
    setenv("XDG_DATA_HOME", "relative/is/ignored", 1);
    assert_int_equal(config_load(NULL, NULL, 0, &c, NULL), ERR_OK);
    snprintf(want, sizeof want, "%s/tapewatch", (char *)*state);
    assert_string_equal(config_config_folder(c), want);
    snprintf(want, sizeof want, "%s/.local/share/tapewatch", (char *)*state);
    assert_string_equal(config_data_folder(c), want);
    snprintf(want, sizeof want, "%s/a/b", (char *)*state);
    assert_int_equal(config_make_folder(want, NULL), ERR_OK);
    assert_int_equal(stat(want, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0700);
    assert_int_equal(config_make_folder(want, NULL), ERR_OK);
    struct why why = {0};
    assert_int_equal(config_make_folder("/dev/null/x", &why), ERR_IO);
    assert_non_null(strstr(why.text, "/dev/null"));
    config_free(c);
}

/* Printed settings read back as the same settings. */
static void test_print_reads_back(void **state)
{
    struct config *c = from_text(
        "interval = 20s\nuser_agent = \" edge \"\n[watchlist w]\n"
        "symbols = A B\n[instrument A]\nname = Alpha\nshares = 1.5M\n"
        "groups = x y\nalias = The A\n[rule q]\nwhen = price > 3\nrun = say x\n");
    struct strbuf first = {0}, second = {0};
    (void)state;
    config_print(c, &first);
    config_free(c);
    c = from_text(first.text);
    assert_int_equal(config_problem_count(c), 0);
    assert_string_equal(config_text(c, OPT_user_agent), " edge ");
    assert_int_equal(config_ms(c, OPT_interval), 20000);
    config_print(c, &second);
    const char *a = strbuf_text(&first), *b = strbuf_text(&second);
    while (*a || *b) { /* all but the origins */
        size_t n = strcspn(a, "\n"), m = strcspn(b, "\n");
        if (a[0] != '#' || b[0] != '#') {
            assert_int_equal(n, m);
            assert_memory_equal(a, b, n);
        }
        a += n + (a[n] == '\n');
        b += m + (b[m] == '\n');
    }
    strbuf_done(&first);
    strbuf_done(&second);
    config_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_shipped_feeds),
        cmocka_unit_test(test_every_default_is_valid),
        cmocka_unit_test(test_problems),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_lists_add_and_replace),
        cmocka_unit_test(test_feeds_change_by_name),
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_instruments_and_providers),
        cmocka_unit_test(test_control_characters_are_refused),
        cmocka_unit_test_setup_teardown(test_precedence, enter_home,
                                        leave_home),
        cmocka_unit_test_setup_teardown(test_bad_environment_is_a_problem,
                                        enter_home, leave_home),
        cmocka_unit_test_setup_teardown(test_errors, enter_home, leave_home),
        cmocka_unit_test_setup_teardown(test_site, enter_home, leave_home),
        cmocka_unit_test_setup_teardown(test_folders, enter_home, leave_home),
        cmocka_unit_test(test_print_reads_back),
    };
    return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
