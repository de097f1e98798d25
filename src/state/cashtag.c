/* SPDX-License-Identifier: MIT */
/* Tickers that stand in a title as such. */
#include <string.h>

#include "words.h"

enum { TICKER_MOST = 5, CLASS_MOST = 2 };

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* What a ticker may not touch. A byte of another script counts. */
static bool is_wordy(char c)
{
    return is_capital(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

static size_t capitals(const char *s, size_t n, size_t most)
{
    size_t count = 0;

    while (count < n && count <= most && is_capital(s[count]))
        count++;
    return count <= most ? count : 0;
}

/* Length of the ticker at s, 0: none. BRK.B and BRK-B have a share class. */
static size_t ticker(const char *s, size_t n, char out[SYMBOL_MAX])
{
    size_t length = capitals(s, n, TICKER_MOST), more = 0;

    if (length == 0)
        return 0;
    if (length + 1 < n && (s[length] == '.' || s[length] == '-'))
        more = capitals(s + length + 1, n - length - 1, CLASS_MOST);
    if (more > 0 && (length + 1 + more == n || !is_wordy(s[length + 1 + more])))
        length += 1 + more;
    else if (length < n && is_wordy(s[length]))
        return 0;
    memcpy(out, s, length);
    out[length] = '\0';
    if (strchr(out, '.'))
        *strchr(out, '.') = '-';
    return length;
}

/* Money that "$" stands before or after: US$, $CAD. */
static bool is_currency(const char *s)
{
    static const char *const names[] = {"US",  "USD", "CAD", "AUD", "NZD",
                                        "HKD", "SGD", "TWD", "B",   "M",
                                        "K",   "T",   "BN",  "TN"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(s, names[i]) == 0)
            return true;
    return false;
}

/* Whether the text that ends here ends with the name of an exchange. */
static bool ends_with_exchange(const char *title, size_t n)
{
    static const char *const names[] = {
        "nasdaq", "nyse", "nyse american", "nyse arca", "nysearca",
        "nyseamerican", "amex", "nasdaqgs", "nasdaqgm", "nasdaqcm", "otc",
        "otcmkts", "otcqx", "otcqb", "cboe", "bats"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i]);

        if (n < length || (n > length && is_wordy(title[n - length - 1])))
            continue;
        if (token_is_same(title + n - length, length, names[i], length))
            return true;
    }
    return false;
}

static bool at_dollar(const char *title, size_t n, size_t p,
                      struct cashtag *out)
{
    out->at = p + 1;
    if (p > 0 && is_wordy(title[p - 1]))
        return false;
    out->length = ticker(title + out->at, n - out->at, out->symbol);
    return out->length > 0 && !is_currency(out->symbol);
}

static bool at_colon(const char *title, size_t n, size_t p,
                     struct cashtag *out)
{
    size_t end = p;

    while (end > 0 && title[end - 1] == ' ')
        end--;
    if (!ends_with_exchange(title, end))
        return false;
    out->at = p + 1;
    while (out->at < n && title[out->at] == ' ')
        out->at++;
    out->length = ticker(title + out->at, n - out->at, out->symbol);
    return out->length > 0;
}

static bool at_bracket(const char *title, size_t n, size_t p,
                       struct cashtag *out)
{
    out->at = p + 1;
    out->is_bare = true;
    out->length = ticker(title + out->at, n - out->at, out->symbol);
    return out->length > 0 && out->at + out->length < n &&
           title[out->at + out->length] == ')';
}

bool cashtag_next(const char *title, size_t n, size_t *at, struct cashtag *out)
{
    while (*at < n) {
        size_t p = (*at)++;
        bool is_found = false;

        *out = (struct cashtag){.at = 0};
        if (title[p] == '$')
            is_found = at_dollar(title, n, p, out);
        else if (title[p] == ':')
            is_found = at_colon(title, n, p, out);
        else if (title[p] == '(')
            is_found = at_bracket(title, n, p, out);
        if (is_found)
            return true;
    }
    return false;
}
