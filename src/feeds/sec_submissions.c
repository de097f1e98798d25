/* SPDX-License-Identifier: MIT */
/* The SEC's list of a company's filings: columns of one length. */
#include "sec.h"

#include <stdio.h>
#include <string.h>

#include "tapewatch/base/civil.h"

enum { BODY_MAX = 8 << 20, TITLE_MOST = 400, URL_MOST = 200 };

#define COLUMNS(_)                                                          \
    _(accessionNumber) _(form) _(filingDate) _(acceptanceDateTime)          \
    _(reportDate) _(items)

enum column {
#define COLUMN_ENUM(name) COLUMN_##name,
    COLUMNS(COLUMN_ENUM)
#undef COLUMN_ENUM
    COLUMN_COUNT
};

static const char *const columns[] = {
#define COLUMN_NAME(name) #name,
    COLUMNS(COLUMN_NAME)
#undef COLUMN_NAME
};

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    return sec_company_request(ask, "/submissions", BODY_MAX, out, why);
}

struct filing {
    const char *cell[COLUMN_COUNT]; /* NULL: not known; borrowed */
};

struct list {
    struct sec s;
    const char *company;
    char cik[CIK_MAX];
    struct filing filings[SEC_FILINGS_MAX];
    size_t count;
};

/* Takes the newest filings that we tell; the SEC gives the newest first. */
static enum err read_columns(struct list *l, json recent)
{
    json at[COLUMN_COUNT];

    for (int c = 0; c < COLUMN_COUNT; c++) {
        json column = json_get(recent, columns[c]);

        at[c] = json_first(column);
        if (!json_is_array(column) && c <= COLUMN_acceptanceDateTime)
            return why_set(l->s.why, ERR_CORRUPT,
                           "%s: filings.recent.%s: not an array", l->s.label,
                           columns[c]);
    }
    while (at[COLUMN_accessionNumber] && at[COLUMN_form]) {
        struct filing f;

        for (int c = 0; c < COLUMN_COUNT; c++) {
            f.cell[c] = json_text(at[c]);
            at[c] = at[c] ? json_next(at[c]) : NULL;
        }
        if (l->count < SEC_FILINGS_MAX && f.cell[COLUMN_form] &&
            sec_form_is_told(f.cell[COLUMN_form]))
            l->filings[l->count++] = f;
    }
    for (int c = 0; c <= COLUMN_form; c++)
        if (at[c])
            return sec_error(&l->s, ERR_CORRUPT, "filings.recent",
                             "columns of different length");
    return ERR_OK;
}

static struct sec_stamp stamp_of(const struct filing *f)
{
    const char *accepted = f->cell[COLUMN_acceptanceDateTime];
    const char *filed = f->cell[COLUMN_filingDate];
    const char *items = f->cell[COLUMN_items];
    struct sec_stamp s = {.filed = NO_DATE};

    if (accepted && !civil_parse_instant(accepted, &s.written))
        s.written = 0;
    if (filed)
        (void)civil_parse_date(filed, strlen(filed), &s.filed);
    s.is_results = items && strstr(items, "2.02");
    return s;
}

static const char *title_of(struct list *l, const struct filing *f)
{
    const struct sec_filing words = {
        .form = f->cell[COLUMN_form],
        .company = l->company,
        .items = f->cell[COLUMN_items],
        .period = f->cell[COLUMN_reportDate],
    };
    struct strbuf title = {0};
    const char *kept;

    sec_title(&title, &words);
    kept = updates_text_n(l->s.out, strbuf_text(&title), title.len,
                          TITLE_MOST);
    strbuf_done(&title);
    return kept;
}

/* .../data/1045810/000104581026000021/0001045810-26-000021-index.htm */
static const char *url_of(struct list *l, const char *accession)
{
    char url[URL_MOST];

    if (!l->cik[0])
        return NULL;
    (void)snprintf(url, sizeof url,
                   SEC_WWW_URL "/Archives/edgar/data/%s/%.10s%.2s%.6s/"
                   "%s-index.htm",
                   l->cik + strspn(l->cik, "0"), accession, accession + 11,
                   accession + 14, accession);
    return updates_text(l->s.out, url, sizeof url);
}

static bool emit(struct list *l, const struct filing *f, int64_t accepted)
{
    const char *accession = f->cell[COLUMN_accessionNumber];
    int64_t t = l->s.reply->received_ms;
    struct headline h = {.published = accepted, .seen = t};

    if (!accession || !sec_is_accession(accession, strlen(accession)))
        return false;
    h.id = updates_text(l->s.out, accession, 20);
    h.title = title_of(l, f);
    h.url = url_of(l, accession);
    h.publisher = SEC_PUBLISHER;
    if (l->s.symbol[0])
        memcpy(h.symbols[h.symbol_count++], l->s.symbol, SYMBOL_MAX);
    name_copy(h.source, sizeof h.source, l->s.source);
    updates_add(l->s.out, t, UPDATE_headline, "", l->s.source)->of.headline =
        h;
    return true;
}

static enum err emit_all(struct list *l)
{
    struct sec_stamp stamps[SEC_FILINGS_MAX];
    int64_t accepted[SEC_FILINGS_MAX];
    bool is_whole = true;

    for (size_t i = 0; i < l->count; i++)
        stamps[i] = stamp_of(&l->filings[i]);
    sec_accepted(stamps, l->count, l->s.reply->received_ms, accepted);
    for (size_t i = 0; i < l->count; i++)
        if (!emit(l, &l->filings[i], accepted[i]))
            is_whole = false;
    return is_whole ? ERR_OK
                    : sec_error(&l->s, ERR_CORRUPT,
                                "filings.recent.accessionNumber",
                                "not a number of a filing");
}

static enum err read_company(struct list *l, json root)
{
    json recent = json_path(root, "filings.recent");
    const char *ticker = json_text(json_first(json_get(root, "tickers")));
    enum err e, told;

    if (!json_is_object(recent))
        return sec_error(&l->s, ERR_CORRUPT, "filings.recent",
                         "not an object");
    l->company = json_text_of(root, "name");
    (void)sec_cik(json_get(root, "cik"), l->cik);
    if (!l->s.symbol[0] && ticker)
        (void)symbol_from_text(ticker, strlen(ticker), l->s.symbol);
    e = read_columns(l, recent);
    told = emit_all(l);
    return e != ERR_OK ? e : told;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct list l = {.count = 0};
    struct json_doc *doc = NULL;
    enum err e = sec_open(&l.s, "sec-submissions", reply, out, why);

    if (e == ERR_OK)
        e = sec_json(&l.s, BODY_MAX, &doc);
    if (e == ERR_OK)
        e = read_company(&l, json_root(doc));
    json_doc_free(doc);
    return e;
}

const struct provider provider_sec_submissions = {
    .name = "sec-submissions",
    .help = "SEC: a company's newest reports (10-Q, 10-K, 8-K, 20-F, 6-K ...) "
            "as headlines; wants a contact",
    .jobs = 1u << JOB_FILINGS,
    .batch = 1,
    .min_interval_ms = 60000,
    .base_url = SEC_DATA_URL,
    .rates = SEC_RATES,
    .needs_contact = true,
    .plan = plan,
    .decode = decode,
};
