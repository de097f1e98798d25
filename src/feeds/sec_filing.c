/* SPDX-License-Identifier: MIT */
/* The words for a filing. */
#include "sec.h"

#include <string.h>

#include "tapewatch/feeds/filing.h"

static const struct {
    const char *number, *words;
} items[] = {
#define ITEM(number, words) {number, words},
#include "sec_items.def"
#undef ITEM
};

/* What the date of a form's period is called. */
static const struct {
    const char *form, *period;
} forms[] = {
    {"10-Q", "quarter to"},  {"10-K", "year to"}, {"20-F", "year to"},
    {"40-F", "year to"},     {"8-K", NULL},       {"6-K", "report of"},
    {"10-KT", "period to"},  {"10-QT", "period to"},
};

/* Length of the form without "/A". */
static size_t plain_form(const char *form)
{
    size_t n = strlen(form);

    return n > 2 && strcmp(form + n - 2, "/A") == 0 ? n - 2 : n;
}

static int form_at(const char *form)
{
    size_t n = plain_form(form);

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strlen(forms[i].form) == n && memcmp(forms[i].form, form, n) == 0)
            return (int)i;
    return -1;
}

bool sec_form_is_told(const char *form)
{
    return form_at(form) >= 0;
}

static void add_item(struct strbuf *out, const char *number, size_t n)
{
    const char *words = "item";

    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        if (strlen(items[i].number) == n &&
            memcmp(items[i].number, number, n) == 0)
            words = items[i].words;
    strbuf_format(out, "%s (%.*s)", words, (int)n, number);
}

/* Exhibits are worth a word only where there is nothing else. */
static void add_items(struct strbuf *out, const char *list)
{
    const char *mark = ": ";
    size_t most = strlen(list);
    bool only_exhibits = strspn(list, "9.01, ") == most;

    for (const char *at = list; *at;) {
        size_t n = strcspn(at, ", ");

        if (n > 0 && n < 8 &&
            (only_exhibits || n != 4 || memcmp(at, "9.01", 4) != 0)) {
            strbuf_add(out, mark);
            add_item(out, at, n);
            mark = ", ";
            if (only_exhibits)
                return;
        }
        at += n + (at[n] != '\0');
    }
}

void sec_title(struct strbuf *out, const struct sec_filing *f)
{
    int form = form_at(f->form);

    strbuf_add(out, f->form);
    if (f->company && f->company[0])
        strbuf_format(out, " - %s", f->company);
    if (f->items && f->items[0])
        add_items(out, f->items);
    else if (form >= 0 && forms[form].period && f->period && f->period[0])
        strbuf_format(out, ": %s %s", forms[form].period, f->period);
}

bool sec_is_accession(const char *s, size_t n)
{
    if (n != 20 || s[10] != '-' || s[13] != '-')
        return false;
    for (size_t i = 0; i < n; i++)
        if (i != 10 && i != 13 && (s[i] < '0' || s[i] > '9'))
            return false;
    return true;
}

bool filing_cik(const char *url, char cik[CIK_MAX])
{
    static const char folder[] = ".sec.gov/Archives/edgar/data/";
    const char *at = url ? strstr(url, folder) : NULL;
    size_t n;

    if (!at)
        return false;
    at += strlen(folder);
    n = strspn(at, "0123456789");
    if (n == 0 || n >= CIK_MAX || at[n] != '/')
        return false;
    memset(cik, '0', CIK_MAX);
    memcpy(cik + CIK_MAX - 1 - n, at, n);
    cik[CIK_MAX - 1] = '\0';
    return true;
}

bool filing_has_results(const char *title)
{
    return title && strncmp(title, "8-K", 3) == 0 && strstr(title, "(2.02)");
}
