/* SPDX-License-Identifier: MIT */
/* Currencies, and the hundredths that some exchanges quote in. */
#include <string.h>

#include "tapewatch/model/lot.h"

static const struct {
    const char *minor, *major;
} units[] = {
    {"GBp", "GBP"}, {"GBX", "GBP"}, {"ZAc", "ZAR"}, {"ZAC", "ZAR"},
    {"ILA", "ILS"},
};
enum { UNITS = sizeof units / sizeof *units };

double currency_major(const char *code, char out[CURRENCY_MAX])
{
    for (size_t i = 0; i < UNITS; i++) {
        if (strcmp(code, units[i].minor) == 0) {
            name_copy(out, CURRENCY_MAX, units[i].major);
            return 100;
        }
    }
    if (out != code)
        name_copy(out, CURRENCY_MAX, code);
    return 1;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool currency_from_text(const char *s, size_t n, char out[CURRENCY_MAX])
{
    if (n < 3 || n >= CURRENCY_MAX)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!is_letter(s[i]))
            return false;
    for (size_t i = 0; i < UNITS; i++) {
        if (n == strlen(units[i].minor) &&
            strncmp(s, units[i].minor, n) == 0) {
            name_copy(out, CURRENCY_MAX, units[i].minor);
            return true;
        }
    }
    for (size_t i = 0; i < n; i++)
        out[i] = s[i] >= 'a' ? (char)(s[i] - 32) : s[i];
    out[n] = '\0';
    return true;
}

bool currency_has_cents(const char *code)
{
    static const char without[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF "
                                  "UGX UYI VND VUV XAF XOF XPF";

    return strlen(code) != 3 || strchr(code, ' ') || !strstr(without, code);
}

bool currency_is_known(const char *code)
{
    /* ISO 4217, a blank between. */
    static const char names[] =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD "
        "BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNH CNY COP CRC "
        "CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP "
        "GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD "
        "JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD "
        "MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK "
        "NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD "
        "SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND "
        "TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF "
        "XPF YER ZAR ZMW ZWL";
    char major[CURRENCY_MAX];

    (void)currency_major(code, major);
    return strlen(major) == 3 && !strchr(major, ' ') && strstr(names, major);
}
