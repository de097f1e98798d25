/* SPDX-License-Identifier: MIT */
/* Notifications of the desktop: which code, and its bytes. */
#include "notify.h"

#include <string.h>

#include "tapewatch/base/utf8.h"

enum { TEXT_MOST = 160 }; /* bytes of a title or a body */

static bool fits(const char *value, const char *pattern)
{
    size_t n = strlen(pattern);

    if (!value || !*value)
        return false;
    if (n > 0 && pattern[n - 1] == '*')
        return strncmp(value, pattern, n - 1) == 0;
    return strcmp(value, pattern) == 0;
}

static enum osc osc_of_terminal(const char *(*variable)(const char *name))
{
    static const struct {
        const char *name, *value;
        enum osc osc;
    } rows[] = {
#define NOTIFIES(name, value, osc) {name, value, osc},
#include "notify.def"
#undef NOTIFIES
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (fits(variable(rows[i].name), rows[i].value))
            return rows[i].osc;
    return OSC_NONE;
}

static enum wrap wrap_of(const char *(*variable)(const char *name))
{
    const char *term = variable("TERM");

    if (fits(variable("TMUX"), "*") || fits(term, "tmux*"))
        return WRAP_TMUX;
    return fits(variable("STY"), "*") || fits(term, "screen*") ? WRAP_SCREEN
                                                               : WRAP_NONE;
}

struct notifying notify_choose(const char *word, bool passthrough,
                               const char *(*variable)(const char *name))
{
    static const struct {
        const char *word;
        enum osc osc;
    } words[] = {{"off", OSC_NONE}, {"osc9", OSC_9}, {"osc99", OSC_99},
                 {"osc777", OSC_777}};
    struct notifying how = {.wrap = wrap_of(variable)};

    if (how.wrap != WRAP_NONE && !passthrough)
        return how;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i].word) == 0)
            return (struct notifying){words[i].osc, how.wrap};
    how.osc = osc_of_terminal(variable);
    /* Inside another program nothing tells of the terminal around it. */
    if (how.osc == OSC_NONE && how.wrap != WRAP_NONE)
        how.osc = OSC_9;
    return how;
}

/* A ; would end the title in OSC 777. */
static void add_text(struct strbuf *out, bool is_ascii, const char *text)
{
    struct strbuf clean = {0};

    utf8_clean(&clean, text, strlen(text), TEXT_MOST);
    for (const char *s = strbuf_text(&clean); *s; s++) {
        unsigned char c = (unsigned char)*s;

        if (c == ';')
            strbuf_add_char(out, ',');
        else if (is_ascii && c >= 0x80)
            strbuf_add(out, c >= 0xC0 ? "?" : "");
        else
            strbuf_add_char(out, *s);
    }
    strbuf_done(&clean);
}

/* One code, in its wrapping. Inside one it ends with BEL: ESC \ would end the
 * wrapping itself. */
static void add_code(struct strbuf *out, enum wrap wrap, const char *code)
{
    static const char *const before[] = {
        [WRAP_NONE] = "\033]",
        [WRAP_TMUX] = "\033Ptmux;\033\033]",
        [WRAP_SCREEN] = "\033P\033]",
    };
    static const char *const after[] = {
        [WRAP_NONE] = "\033\\",
        [WRAP_TMUX] = "\a\033\\",
        [WRAP_SCREEN] = "\a\033\\",
    };

    strbuf_add(out, before[wrap]);
    strbuf_add(out, code);
    strbuf_add(out, after[wrap]);
}

/* Kitty's own: title and body are two codes of one notification. */
static void add_99(struct strbuf *out, enum wrap wrap, const char *title,
                   const char *body)
{
    struct strbuf code = {0};

    strbuf_format(&code, "99;i=tapewatch:d=0;%s", title);
    add_code(out, wrap, strbuf_text(&code));
    strbuf_done(&code);
    strbuf_format(&code, "99;i=tapewatch:d=1:p=body;%s", body);
    add_code(out, wrap, strbuf_text(&code));
    strbuf_done(&code);
}

void notify_compose(const struct notifying *how, bool is_ascii,
                    const char *title, const char *body, struct strbuf *out)
{
    struct strbuf clean_title = {0}, clean_body = {0}, code = {0};
    const char *t, *b;

    if (how->osc == OSC_NONE)
        return;
    add_text(&clean_title, is_ascii, title);
    add_text(&clean_body, is_ascii, body);
    t = strbuf_text(&clean_title);
    b = strbuf_text(&clean_body);
    /* Our name first: a number would be read as another OSC 9. */
    if (how->osc == OSC_9)
        strbuf_format(&code, "9;tapewatch: %s%s%s", t, *b ? " - " : "", b);
    else if (how->osc == OSC_777)
        strbuf_format(&code, "777;notify;%s;%s", t, b);
    else
        add_99(out, how->wrap, t, b);
    if (code.len > 0)
        add_code(out, how->wrap, strbuf_text(&code));
    strbuf_done(&code);
    strbuf_done(&clean_body);
    strbuf_done(&clean_title);
}
