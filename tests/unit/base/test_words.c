/* SPDX-License-Identifier: MIT */
/* Words of texts, and what is found by which. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tapewatch/base/words.h"

static void puts_words(void **state)
{
    static const char *const texts[][2] = {
        {"Nvidia's AI-chip: $2.5bn (NVDA)!", " nvidia s ai chip 2 5bn nvda"},
        {"ÉTÉ Straße", " été straße"},
        {"美国股市 Nvidia暴跌", " 美 国 股 市 nvidia 暴 跌"},
        {"エヌビディア 삼성", " エ ヌ ビ デ ィ ア 삼 성"},
        {"🚀🚀 \"*\" -- ^", ""},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct strbuf out = {0};

        words_put(&out, texts[i][0]);
        assert_string_equal(strbuf_text(&out), texts[i][1]);
        strbuf_done(&out);
    }
}

static void finds(void **state)
{
    static const struct {
        const char *wanted, *title, *summary;
        bool is_found;
    } rows[] = {
        {"rule export", "Export rules", NULL, true},
        {"rule export", "Export", "the new rules", true},
        {"rules", "One rule", "", false},
        {"AI", "AI spending", "", true},
        {"AI", "Aid for chip makers", "said", false},
        {"ai", "the A.I. race", "", false},
        {"port", "Export", "", false},
        {"股市", "美国股市", "", true},
        {"市股", "美国股市", "", false},
        {"国市", "美国股市", "", false},
        {"国 市", "美国股市", "", true},
        {"nvidia暴", "英伟达 Nvidia暴跌", "", true},
        {"\"NEAR(export OR rules)*", "export near rules or none", "", true},
        {"*", "export", "", false},
        {"", "export", "", false},
        {"🚀", "to the moon 🚀", "", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const texts[] = {rows[i].title, rows[i].summary};

        if (words_fit(rows[i].wanted, texts, 2) != rows[i].is_found)
            fail_msg("%s in %s", rows[i].wanted, rows[i].title);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(puts_words),
        cmocka_unit_test(finds),
    };

    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
