/* SPDX-License-Identifier: MIT */
/*
 * Draws the screens of screens.def as text: golden DIR writes every picture
 * into DIR (and prints which file is the one to compare it with); golden NAME
 * SIZE[-ascii|-shades|-roles] prints one; golden sizes checks what holds at
 * every size, golden hints what the footers name. The market is the demo
 * tape's; screens are opened with keys, as a user would.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/embed.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/config/rule_list.h"
#include "tapewatch/config/theme.h"
#include "tapewatch/state/state.h"
#include "tapewatch/state/trial.h"
#include "tapewatch/tape/reader.h"

#define BEFORE "2025-01-27T14:26:00Z" /* the opening of that Monday */
#define INTRADAY "2025-01-27T19:32:00Z" /* before that, prices of all ages */
#define CLOSE "2025-01-27T21:05:00Z" /* after the close of that Monday */
#define FILED "2025-01-30T21:05:00Z" /* after Microsoft and Meta reported */

static const struct shown screens[] = {
#define SHOWN(name, keys, at, setup, pictures)                              \
    {#name, keys, at, #setup, pictures, NULL},
#define STORY(file, keys, at) {file, keys, at, "plain", "120x40", file},
#include "screens.def"
#undef SHOWN
#undef STORY
};
enum { SCREEN_COUNT = sizeof(screens) / sizeof(*screens) };

static struct state *make_state(const struct config *config)
{
    const struct embedded *losses = embed_find("data/record_losses.tsv");
    struct state *s = losses ? state_new((const char *)losses->bytes,
                                         losses->size)
                             : state_new("", 0);
    struct rule_list *all = rule_list_share(config, NULL, 0);
    struct why why = {0};

    state_set_rule_list(s, all);
    shared_release(all);
    if (state_read_shipped_names(s, &why) != ERR_OK)
        fprintf(stderr, "names: %s\n", why.text);
    for (size_t i = 0; i < config_rule_count(config); i++)
        if (state_add_rule(s, config_rule(config, i), &why) != ERR_OK)
            fprintf(stderr, "rule: %s\n", why.text);
    for (size_t i = 0; i < config_list_count(config); i++) {
        struct config_list list = config_list(config, i);

        state_set_watchlist(s, list.name, list.symbols, list.count);
        for (size_t k = 0; k < list.mark_count; k++)
            state_mark_listed(s, list.name, &list.marks[k]);
    }
    return s;
}

/* ---- sources, as a live run would have measured them */

static void put_health(struct state *s, int64_t now)
{
    static const struct health shown[] = {
        {.source = "yahoo-spark", .kind = "quotes", .state = SOURCE_ok,
         .is_in_use = true, .can_switch = true, .p50_ms = 84, .p95_ms = 210,
         .bytes_per_s = 3200, .quota_used = 12, .quota_limit = 60,
         .quota_seconds = 60},
        {.source = "cnbc", .kind = "quotes", .state = SOURCE_idle,
         .can_switch = true, .p50_ms = -1},
        {.source = "rss CNBC", .kind = "news", .state = SOURCE_slow,
         .is_in_use = true, .can_switch = true, .p50_ms = 2900,
         .p95_ms = 6100, .bytes_per_s = 205, .errors = 1},
        {.source = "rss MarketWatch", .kind = "news", .state = SOURCE_failed,
         .is_in_use = true, .can_switch = true, .p50_ms = -1, .errors = 12,
         .errors_in_row = 12, .error = "HTTP 503 Service Unavailable",
         .url = "https://feeds.example/top.xml",
         .effect = "its headlines may be missing; known ones stay"},
        {.source = "sec-facts", .kind = "filings", .state = SOURCE_off,
         .lacks_contact = true, .p50_ms = -1},
        {.source = "finnhub-quote", .kind = "quotes", .state = SOURCE_off,
         .lacks_key = true, .key_name = "FINNHUB_API_KEY", .p50_ms = -1},
    };
    enum { COUNT = sizeof(shown) / sizeof(*shown) };
    struct health_list *list =
        shared_new(sizeof(*list) + sizeof(shown), NULL);

    list->items = (struct health *)(list + 1);
    list->count = COUNT;
    memcpy(list->items, shown, sizeof(shown));
    for (size_t i = 0; i < COUNT; i++) {
        struct health *h = &list->items[i];

        memset(h->hours, h->is_in_use ? 100 : HEALTH_NOT_TRIED,
               sizeof(h->hours));
        if (!h->is_in_use)
            continue;
        h->interval_ms = 15000 * (int64_t)(i + 1);
        h->last_good = now - 2000 * (int64_t)(i * i * i + 1);
        h->since = now - 10800000;
        h->next_ms = now + 600000;
        h->tries[0] = (struct health_try){now - 60000, 41,
                                          h->error[0] ? 503 : 200,
                                          !h->error[0], "Unavailable"};
    }
    list->items[3].hours[HEALTH_HOURS - 1] = 0;
    list->items[3].hours[HEALTH_HOURS - 2] = 40;
    list->line_count = 2;
    list->lines[0] = (struct health_line){now - 60000, "news",
                                          "rss MarketWatch: HTTP 503"};
    list->lines[1] = (struct health_line){now - 9e6, "market", "US open"};
    state_set_health(s, list);
    shared_release(list);
}

/* ---- what is held: two lots of NVDA, one sold in part, a short, one without
 * a price, pence without a rate */

static const char lots[] =
    "[portfolio main]\ncurrency = USD\nbenchmark = ^GSPC\n"
    "lot = NVDA 200 @ 28.93 USD 2023-05-12\n"
    "lot = NVDA 250 @ 87.53 USD 2024-03-08 fee 4.95\n"
    "lot = sell NVDA 60 @ 141 USD 2025-01-22 fee 4.95\n"
    "lot = VRT 100 @ 74.30\nlot = AVGO 78 @ 121\nlot = GOOGL 160 @ 141.7\n"
    "lot = TSM 41 @ 139.5\nlot = MSFT 120 @ 338.4\nlot = XOM 90 @ 101.2\n"
    "lot = AMZN 150 @ 151.2\nlot = JPM 60 @ 180.1\n"
    "lot = META 48 @ 402.15\nlot = sell TSLA 20 @ 410 2025-01-21\n"
    "lot = VOD.L 1000 @ 72.5 GBp\ncash = 31900 USD\n";

static const char lists[] =
    "[watchlist Accelerators]\nsymbols = NVDA AMD AVGO\n"
    "section = Memory\nsymbols = MU\nsection = Made by\nsymbols = TSM INTC\n"
    "label = TSM TSMC\n"
    "[watchlist Power]\nsymbols = VST CEG VRT\n"
    "[watchlist Not on this tape]\nsymbols = SAP.DE\n"
    "[watchlist Banks & others]\nsymbols = JPM AAPL META BRK-B\n";

static void put_lots(struct state *s, const struct config *config)
{
    struct book b = {.portfolio_count = config_portfolio_count(config)};
    const struct book *shared;

    if (b.portfolio_count == 0)
        return;
    b.portfolios = config_portfolio(config, 0);
    b.lots = config_lots(config, &b.lot_count);
    shared = book_share(&b);
    state_set_book(s, shared);
    shared_release(shared);
}

/* All prices and volumes so many times what they were. */
static void enlarge(struct update *u, double times)
{
    if (u->kind == UPDATE_quote) {
#define ENLARGE(name) u->of.quote.name *= times;
        QUOTE_NUMBERS(ENLARGE)
#undef ENLARGE
    } else if (u->kind == UPDATE_bar) {
        struct bar *b = &u->of.bar.bar;

        b->open *= times;
        b->high *= times;
        b->low *= times;
        b->close *= times;
        b->volume *= times;
    }
}

static int play(struct state *s, int64_t until, double times)
{
    struct tape_reader *tape = NULL;
    const struct update *u;
    struct why why = {0};
    enum err err = tape_open("demo", &tape, &why);

    if (err != ERR_OK) {
        fprintf(stderr, "demo tape: %s\n", why.text);
        return 1;
    }
    while ((err = tape_next(tape, &u, &why)) != ERR_END) {
        if (err != ERR_OK)
            continue;
        if (u->t > until)
            break;
        state_advance(s, u->t);
        if (times > 0) {
            struct update large = *u;

            enlarge(&large, times);
            state_apply(s, &large);
        } else {
            state_apply(s, u);
        }
    }
    state_advance(s, until);
    tape_close(tape);
    return 0;
}

/* ---- rules: of the program, of a file, made here, off, and a wrong one */

static const char rules[] =
    "[watchlist AI & megacap]\nsymbols = NVDA MSFT AAPL GOOGL AMZN META TSM "
    "AVGO TSLA ORCL AMD VRT\n"
    "[rule chips-together]\nwhen = symbol in @semis and change_pct < -8\n"
    "measure = change_pct\nnotify = bell, desktop\nrun = notify-send chips\n";

static const struct rule_card made_rules[] = {
    {.rule = {.name = "big-value-drop", .severity = 2, .worsen_pct = 25,
              .when = "symbol in @\"AI & megacap\" and cap_change_usd <= -50B "
                      "and vol_ratio > 1.5",
              .measure = "cap_change_usd",
              .ways = NOTIFY_status | NOTIFY_bell},
     .origin = RULE_MADE, .standing = RULE_ON},
    {.rule = {.name = "quiet", .severity = 1, .when = "abs(change_pct) < 0.1",
              .measure = "change_pct", .ways = NOTIFY_status},
     .origin = RULE_MADE, .standing = RULE_OFF},
    {.rule = {.name = "of-old", .severity = 2, .when = "chnge_pct < -3"},
     .origin = RULE_MADE, .standing = RULE_ON,
     .wrong = "made in the program: of-old: when: unknown field 'chnge_pct', "
              "did you mean 'change_pct'?\nchnge_pct < -3\n^"},
};
enum { MADE_COUNT = sizeof(made_rules) / sizeof(*made_rules) };

/* As the poller tries one: on the tape so far. */
static void put_trial(struct state *s, const struct config *config,
                      int64_t now)
{
    const struct made_rule *rule = &made_rules[0].rule;
    const struct rule_text text = rule_text_of(rule, NULL);
    struct rule_trial *t = shared_new(sizeof(*t), NULL);
    struct config_list list = config_list(config, 0);
    struct state *past = state_new("", 0);
    struct backtest *b = backtest_new(past);
    struct tape_reader *tape = NULL;
    const struct update *u;
    const struct firing *firings;
    size_t count = 0;

    *t = (struct rule_trial){.state = TRIAL_DONE, .until_ms = now};
    name_copy(t->when, sizeof(t->when), rule->when);
    name_copy(t->measure, sizeof(t->measure), rule->measure);
    state_set_watchlist(past, list.name, list.symbols, list.count);
    if (state_add_rule(past, &text, NULL) == ERR_OK &&
        tape_open("demo", &tape, NULL) == ERR_OK)
        while (tape_next(tape, &u, NULL) == ERR_OK && u->t <= now)
            backtest_apply(b, u);
    if (tape)
        tape_close(tape);
    firings = backtest_so_far(b, &count);
    trial_sum(firings, count, 0, t);
    t->has_matches = trial_matches(s, &text, &t->matches);
    state_set_trial(s, t);
    shared_release(t);
    backtest_free(b);
    state_free(past);
}

static void put_rules(struct state *s, int64_t now)
{
    struct config *config = NULL;
    struct rule_list *list;
    char name[RULE_MAX];

    if (config_load_text(rules, strlen(rules), &config) != ERR_OK)
        return;
    list = rule_list_share(config, made_rules, MADE_COUNT);
    state_set_rule_list(s, list);
    shared_release(list);
    (void)state_set_level(s, "NVDA", 130, 1, name, NULL);
    put_trial(s, config, now);
    config_free(config);
}

static void put_tags(struct state *s, int64_t now)
{
    static const struct {
        const char *id, *tags;
    } shown[] = {
        {"tl-038", "chips"}, {"tl-036", "exports chips"}, {"tl-030", "macro"}};
    struct tags tags;

    (void)now;
    for (size_t i = 0; i < sizeof(shown) / sizeof(*shown); i++)
        if (tags_read(shown[i].tags, &tags, NULL) == ERR_OK)
            state_tag(s, shown[i].id, &tags);
    state_bookmark(s, "tl-036", true);
    state_mark_read(s, "tl-037", true);
}

/* As a source answered: behind what is kept here. */
static void put_search(struct state *s, int64_t now)
{
    struct search *found = shared_new(sizeof(*found), NULL);

    (void)now;
    *found = (struct search){
        .text = "nvidia", .state = SEARCH_DONE, .count = 4,
        .items = {{.symbol = "NVDA", .name = "NVIDIA Corp",
                   .type = INSTRUMENT_equity, .venue = "NASDAQ"},
                  {.symbol = "NVD.DE", .name = "NVIDIA Corp",
                   .type = INSTRUMENT_equity, .venue = "XETRA",
                   .source = "yahoo-search"},
                  {.symbol = "NVDL", .name = "GraniteShares 2x Long NVDA "
                                             "Daily ETF",
                   .type = INSTRUMENT_etf, .venue = "NASDAQ",
                   .source = "yahoo-search"},
                  {.symbol = "NVDA-USD", .name = "",
                   .type = INSTRUMENT_crypto, .source = "yahoo-search"}}};
    state_set_search(s, found);
    shared_release(found);
}

/* What a setup adds to the demo's market. */
static const struct setup {
    const char *name, *config;
    void (*put)(struct state *s, int64_t now); /* may be NULL */
} setups[] = {
    {"plain", "", NULL},
    {"lots", lots, NULL},
    {"lists", lists, NULL},
    {"sources", "", put_health},
    {"rules", rules, put_rules},
    {"tagged", "", put_tags},
    {"found", "", put_search},
};
enum { SETUP_COUNT = sizeof(setups) / sizeof(*setups) };

void golden_press(struct ui *u, const char *keys, const struct snapshot *now)
{
    struct ui_effects effects;

    for (; *keys; keys++) {
        struct key k = {.code = (unsigned char)*keys};

        if (*keys == '\n')
            k.code = KEYCODE_ENTER;
        if (*keys == '\t')
            k.code = KEYCODE_TAB;
        if (*keys == '\033')
            k.code = KEYCODE_ESCAPE;
        ui_key(u, k, now, 0, &effects);
    }
}

static void on_theme(void *self, const char *name)
{
    struct theme theme;
    char remark[80] = "";

    if (theme_load(name, NULL, &theme, NULL, NULL, NULL) == ERR_OK)
        theme_remark(&theme, DEPTH_256, remark, sizeof(remark));
    ui_add_theme(self, name, remark);
}

/* What the program says of its terminal and theme. */
static void tell(struct ui *u)
{
    struct theme theme;
    char verdict[120];

    theme_each(NULL, u, on_theme);
    ui_set_abilities(u, "256 colours, UTF-8");
    if (theme_load("dark", NULL, &theme, NULL, NULL, NULL) != ERR_OK)
        return;
    theme_describe(&theme, DEPTH_256, verdict, sizeof(verdict));
    ui_set_verdict(u, verdict);
}

static int picture(const struct scene *scene, const struct shown *shown,
                   const char *form, FILE *out)
{
    struct strbuf text = {0};
    struct canvas c;
    struct ui *u;
    int width = 0, height = 0;
    char how[8] = "";

    if (sscanf(form, "%dx%d-%7[a-z]", &width, &height, how) < 2)
        return 1;
    u = ui_new(scene->config, NULL);
    tell(u);
    canvas_init(&c, width, height, strcmp(how, "ascii") == 0);
    c.has_shades = strcmp(how, "shades") == 0;
    ui_draw(u, scene->now, scene->now->now_ms, 0, &c); /* keys act at it */
    golden_press(u, shown->keys, scene->now);
    ui_draw(u, scene->now, scene->now->now_ms, 0, &c);
    if (strcmp(how, "roles") == 0)
        canvas_dump_roles(&c, &text);
    else
        canvas_dump(&c, &text);
    fputs(strbuf_text(&text), out);
    strbuf_done(&text);
    canvas_done(&c);
    ui_free(u);
    return 0;
}

/* dashboard-80x24.txt is kept as tests/golden/dashboard-80x24.txt. */
static int write_picture(const struct scene *scene, const struct shown *shown,
                         const char *form, const char *folder)
{
    bool has_roles = strstr(form, "-roles") != NULL;
    char name[80], path[512];
    FILE *out;
    int rc;

    snprintf(name, sizeof(name), "%s-%.*s.%s", shown->name,
             (int)(has_roles ? strcspn(form, "-") : strlen(form)), form,
             has_roles ? "roles" : "txt");
    if (shown->file) {
        const char *slash = strrchr(shown->file, '/');

        snprintf(name, sizeof(name), "%s", slash ? slash + 1 : shown->file);
    }
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    out = fopen(path, "w");
    if (!out)
        return 1;
    rc = picture(scene, shown, form, out);
    if (fclose(out) != 0)
        return 1;
    if (shown->file)
        printf("%s %s\n", name, shown->file);
    else
        printf("%s tests/golden/%s\n", name, name);
    return rc;
}

static int write_pictures(const struct scene *scene,
                          const struct shown *shown, const char *folder)
{
    char forms[200], *rest = NULL;
    int rc = 0;

    snprintf(forms, sizeof(forms), "%s", shown->pictures);
    for (char *form = strtok_r(forms, " ", &rest); form;
         form = strtok_r(NULL, " ", &rest))
        rc |= write_picture(scene, shown, form, folder);
    return rc;
}

static void close_scene(struct scene *scene)
{
    snapshot_free(scene->now);
    state_free(scene->state);
    config_free(scene->config);
    *scene = (struct scene){0};
}

static int open_scene(struct scene *scene, const struct setup *setup,
                      const char *at, double times)
{
    struct freeze_info info = {.mode = RUN_REPLAY};

    civil_parse_instant(at, &info.now_ms);
    info.timeline = (struct timeline){.shown_ms = info.now_ms, .speed = 60};
    if (config_load_text(setup->config, strlen(setup->config),
                         &scene->config) != ERR_OK)
        return 1;
    scene->state = make_state(scene->config);
    put_lots(scene->state, scene->config);
    if (play(scene->state, info.now_ms, times) != 0)
        return 1;
    if (setup->put)
        setup->put(scene->state, info.now_ms);
    scene->now = state_freeze(scene->state, &info);
    return 0;
}

/* What is asked of every screen. */
static const struct check {
    const char *name, *words;
    int (*check)(const struct scene *scene, const struct shown *shown);
    double times; /* that the market's figures are; 0: as they are */
} checks[] = {
    {"sizes", " at all sizes", sizes_check, 0},
    {"large", ", large figures at all widths", sizes_check_large, 1237},
    {"hints", ": each hint does something", hints_check, 0},
    {"plain", " in words", plain_check, 0},
};
/* What is asked for: one picture to stdout, all into a folder, or a check. */
struct wanted {
    const char *one, *form, *folder;
    const struct check *check;
};

static int check(const struct scene *scene, const struct shown *s,
                 const struct check *of)
{
    int bad = s->file ? 0 : of->check(scene, s);

    if (!s->file)
        printf("%s %d - %s%s\n", bad ? "not ok" : "ok",
               (int)(s - screens) + 1, s->name, of->words);
    return bad;
}

static int show(const struct scene *scene, const struct shown *s,
                const struct wanted *want)
{
    if (want->one)
        return picture(scene, s, want->form, stdout);
    return want->check ? check(scene, s, want->check)
                       : write_pictures(scene, s, want->folder);
}

/* The rows of one setup and moment. */
static int show_scene(const struct setup *setup, const char *at,
                      const struct wanted *want)
{
    struct scene scene = {0};
    int rc = 0;

    for (size_t i = 0; i < SCREEN_COUNT; i++) {
        const struct shown *s = &screens[i];

        if (strcmp(s->setup, setup->name) != 0 || strcmp(s->at, at) != 0 ||
            (want->one && strcmp(s->name, want->one) != 0))
            continue;
        if (!scene.now && open_scene(&scene, setup, at,
                                     want->check ? want->check->times
                                                 : 0) != 0)
            break;
        rc |= show(&scene, s, want) != 0;
    }
    if (scene.state && !scene.now)
        rc = 1;
    close_scene(&scene);
    return rc;
}

static bool is_known(const char *name)
{
    for (size_t i = 0; i < SCREEN_COUNT; i++)
        if (strcmp(screens[i].name, name) == 0)
            return true;
    return false;
}

int main(int argc, char **argv)
{
    static const char *const moments[] = {BEFORE, INTRADAY, CLOSE,
                                           FILED};
    struct wanted want = {0};
    int rc = 0;

    if (argc < 2 || argc > 3 || (argc == 3 && !is_known(argv[1]))) {
        fputs("golden FOLDER, golden sizes, golden large, golden hints, "
              "golden plain, or golden SCREEN SIZE[-ascii|-shades|-roles]\n", stderr);
        return 2;
    }
    if (argc == 3)
        want = (struct wanted){.one = argv[1], .form = argv[2]};
    else
        want.folder = argv[1];
    for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++)
        if (argc == 2 && strcmp(argv[1], checks[i].name) == 0)
            want.check = &checks[i];
    for (size_t i = 0; i < SETUP_COUNT; i++)
        for (size_t k = 0; k < sizeof(moments) / sizeof(*moments); k++)
            rc |= show_scene(&setups[i], moments[k], &want);
    return rc;
}
