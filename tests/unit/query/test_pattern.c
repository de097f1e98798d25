/* SPDX-License-Identifier: MIT */
/* Regular expressions: against the C library's, and what they can cost. */
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/query/pattern.h"

static bool matches(const char *pattern, const char *text)
{
    struct arena memory = {0};
    const char *problem = NULL;
    const struct pattern *p = pattern_compile(pattern, &memory, &problem);
    bool found;

    if (!p)
        fail_msg("%s: %s", pattern, problem);
    found = pattern_matches(p, text, NULL);
    arena_done(&memory);
    return found;
}

static void the_whole_syntax(void **state)
{
    static const struct {
        const char *pattern, *text;
        bool found;
    } cases[] = {
        {"chip", "DeepSeek rattles CHIP makers", true},
        {"^deepseek", "DeepSeek rattles", true},
        {"rattles$", "DeepSeek rattles", true},
        {"^rattles", "DeepSeek rattles", false},
        {"^$", "", true},
        {"a.c", "xabcx", true},
        {"a.c", "ac", false},
        {"colou?r", "color", true},
        {"(ab)+c", "xababc", true},
        {"(ab){2}c", "xabc", false},
        {"a{2,3}b", "aab", true},
        {"^a{2,3}b", "aaaab", false},
        {"^a{2,}b", "aaaaab", true},
        {"^a{0}b", "ab", false},
        {"^a{0,2}b", "aab", true},
        {"^(a|bc|d)*$", "abcdabc", true},
        {"^(a|bc|d)*$", "abda", false},
        {"cut|raise|hold", "Fed to HOLD", true},
        {"[a-c]x", "bx", true},
        {"[^a-c]x", "bx", false},
        {"[]x]", "]", true},
        {"[a-]", "-", true},
        {"[[:digit:]]{3}", "ab123", true},
        {"[[:alpha:][:digit:]]", "  _", false},
        {"\\.com", "x.com", true},
        {"\\.com", "xcom", false},
        {"\\bmeta\\b", "Meta's quarter", true},
        {"\\bmeta\\b", "metal prices", false},
        {"\\<arm\\>", "charm", false},
        {"\\$[0-9]+ ?(m|b)illion", "a $50 billion loss", true},
        {"\\d\\d%", "down 17% today", true},
        {"\\w+\\s\\w+", "two words", true},
        {"z\xc3\xbcrich", "Z\xc3\x9cRICH", true},   /* u umlaut, either case */
        {"^.$", "\xc3\xbc", true},                    /* one character */
        {"[\xc3\xa0-\xc3\xbf]", "\xc3\x89", true},  /* ranges too */
        {"\\b\xc3\xa9", "caf\xc3\xa9", false},
        {"(a*)*b", "aaab", true},
        {"(|a)b", "b", true},
        {"x*", "", true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (matches(cases[i].pattern, cases[i].text) != cases[i].found)
            fail_msg("%s on %s: %d", cases[i].pattern, cases[i].text,
                     !cases[i].found);
}

/* ---- against the C library's */

struct random {
    uint64_t state;
};

static unsigned pick(struct random *r, unsigned n)
{
    r->state = r->state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (unsigned)(r->state >> 33) % n;
}

static void add(char *out, size_t size, const char *s)
{
    size_t n = strlen(out);

    (void)snprintf(out + n, size - n, "%s", s);
}

static void random_pattern(struct random *r, int depth, char *out, size_t size)
{
    static const char *const atoms[] = {"a", "b", "c", ".", "[ab]", "[^a]",
                                        "[[:alpha:]]", "B"};
    static const char *const repeats[] = {"*", "+", "?", "{2}", "{0,2}",
                                          "{1,3}", "{2,}"};
    unsigned pieces = 1 + pick(r, 3);

    while (pieces--) {
        if (depth > 0 && pick(r, 3) == 0) {
            add(out, size, "(");
            random_pattern(r, depth - 1, out, size);
            if (pick(r, 2)) {
                add(out, size, "|");
                random_pattern(r, depth - 1, out, size);
            }
            add(out, size, ")");
        } else {
            add(out, size, atoms[pick(r, 8)]);
        }
        if (pick(r, 3) == 0)
            add(out, size, repeats[pick(r, 7)]);
    }
}

static void agrees_with_the_library(void **state)
{
    struct random r = {20250127};
    size_t compared = 0, found = 0;

    (void)state;
    for (int i = 0; i < 1500; i++) {
        char pattern[400] = "", text[16];
        struct arena memory = {0};
        const char *problem;
        const struct pattern *p;
        regex_t theirs;

        add(pattern, sizeof pattern, pick(&r, 3) ? "" : "^");
        random_pattern(&r, 2, pattern, sizeof pattern);
        add(pattern, sizeof pattern, pick(&r, 3) ? "" : "$");
        p = pattern_compile(pattern, &memory, &problem);
        if (!p || regcomp(&theirs, pattern,
                          REG_EXTENDED | REG_ICASE | REG_NOSUB) != 0) {
            arena_done(&memory); /* too long for us */
            continue;
        }
        for (int k = 0; k < 12; k++) {
            unsigned n = pick(&r, sizeof text);
            bool ours;

            for (unsigned j = 0; j < n; j++)
                text[j] = "abcA"[pick(&r, 4)];
            text[n] = '\0';
            ours = pattern_matches(p, text, NULL);
            if (ours != (regexec(&theirs, text, 0, NULL, 0) == 0))
                fail_msg("%s on %s: %d", pattern, text, ours);
            compared++;
            found += ours;
        }
        regfree(&theirs);
        arena_done(&memory);
    }
    assert_true(compared > 10000);
    assert_true(found > 1000 && found < compared - 1000);
}

/* ---- cost: counted in steps, not in seconds */

static size_t work_of(const char *pattern, const char *text, size_t *size)
{
    struct arena memory = {0};
    const char *problem;
    const struct pattern *p = pattern_compile(pattern, &memory, &problem);
    size_t work = 0;

    if (!p)
        fail_msg("%s: %s", pattern, problem);
    (void)pattern_matches(p, text, &work);
    *size = p->count;
    arena_done(&memory);
    return work;
}

/* What takes a backtracking matcher for ever, or a table of states all the
 * memory there is: at most twice the program for each character. */
static void hostile_patterns_end(void **state)
{
    static const char *const patterns[] = {
        "(a*)*b", "(a|a)*b", "(a|aa)+$b", "((a+)+)+b", "(a?){60}a{60}b",
        "(a|b)*a(a|b){60}c", "(.*)(.*)(.*)(.*)(.*)b", "^(([a-z])+.)+[A-Z]0",
        "((((a{1,4}){1,4}){1,3})*)*b", "(((((((((a*)*)*)*)*)*)*)*)*)*b",
        ".*.*.*.*.*.*.*.*.*.*x",
    };
    char text[4001];

    (void)state;
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        size_t size, work = work_of(patterns[i], text, &size);

        assert_true(size <= PATTERN_STEPS_MAX);
        if (work > 2 * (size + 1) * (sizeof text + 1))
            fail_msg("%s: %zu steps of %zu on %zu characters", patterns[i],
                     work, size, sizeof text);
    }
}

static void huge_patterns_are_refused(void **state)
{
    static const char *const refused[] = {
        "((((a{1,100}){1,100}){1,100}){1,100})", "(a{20}){20}", "a{101}",
        "((((a{1,100}){1,100}){1,100}", "(a)\\1", "a{,}", "a{1", "[a", "(",
        ")", "a)", "+a", "|*", "\\", "[z-a]", "[[:nope:]]", "[[.a.]]", "\\q",
        "((((((((((((((((a))))))))))))))))", "[[:alpha:", "[a-", "[",
    };

    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct arena memory = {0};
        const char *problem = NULL;

        if (pattern_compile(refused[i], &memory, &problem))
            fail_msg("%s was taken", refused[i]);
        assert_non_null(problem);
        /* refused before anything large was built */
        assert_true(memory.bytes < 20000);
        arena_done(&memory);
    }
}

static void random_bytes_are_safe(void **state)
{
    static const char bytes[] = "ab(|)*+?{2,}[]^-$.\\:\xc3\xbc\x80w<>b19";
    struct random r = {4};

    (void)state;
    for (int i = 0; i < 20000; i++) {
        char pattern[24], text[12];
        unsigned n = 1 + pick(&r, sizeof pattern - 1);
        unsigned m = pick(&r, sizeof text);
        struct arena memory = {0};
        const char *problem = NULL;
        const struct pattern *p;
        size_t work = 0;

        for (unsigned k = 0; k < n - 1; k++)
            pattern[k] = bytes[pick(&r, sizeof bytes - 1)];
        pattern[n - 1] = '\0';
        for (unsigned k = 0; k < m; k++)
            text[k] = bytes[pick(&r, sizeof bytes - 1)];
        text[m ? m - 1 : 0] = '\0';
        p = pattern_compile(pattern, &memory, &problem);
        assert_true((p == NULL) == (problem != NULL));
        if (p)
            (void)pattern_matches(p, text, &work);
        assert_true(!p || work <= 2 * (p->count + 1) * (sizeof text + 1));
        arena_done(&memory);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_syntax),
        cmocka_unit_test(agrees_with_the_library),
        cmocka_unit_test(hostile_patterns_end),
        cmocka_unit_test(huge_patterns_are_refused),
        cmocka_unit_test(random_bytes_are_safe),
    };

    return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
