/* SPDX-License-Identifier: MIT */
/*
 * The terminal on a pseudo terminal: a child opens it and follows a script,
 * we read every byte. After each step the child writes a marker, so that
 * nothing waits for a clock.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "../../../src/term/probe.h"
#include "tapewatch/term/term.h"

enum { WIDTH = 80, HEIGHT = 24, STEPS_MAX = 8, BYTES_MAX = 1 << 17 };
static const char marker[] = "<<step>>";

struct step_bytes {
    char bytes[BYTES_MAX];
    size_t n;
};
struct session {
    int master;
    pid_t child;
    struct step_bytes now;
};
struct setting_of_child {
    const char *term, *locale, *no_color, *colorterm;
    void (*script)(void);
};

static void mark(void)
{
    if (write(STDOUT_FILENO, marker, sizeof marker - 1) < 0) {
        _exit(90);
    }
}

/* In the child: what went wrong is its exit status. */
static void demand(bool is_true, int status)
{
    if (!is_true) {
        _exit(status);
    }
}

static void set_or_not(const char *name, const char *value)
{
    if (value) {
        setenv(name, value, 1);
    } else {
        unsetenv(name);
    }
}

static void run_child(const struct setting_of_child *o, const char *slave)
{
    static const int ours[] = {SIGHUP, SIGINT, SIGQUIT};
    setsid();
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        signal(ours[i], SIG_DFL); /* whoever runs the tests may ignore them */
    int fd = open(slave, O_RDWR);
    struct winsize size = {.ws_row = HEIGHT, .ws_col = WIDTH};
    demand(fd >= 0, 91);
    ioctl(fd, TIOCSCTTY, 0);
    ioctl(fd, TIOCSWINSZ, &size);
    dup2(fd, 0);
    dup2(fd, 1);
    set_or_not("TERM", o->term);
    set_or_not("NO_COLOR", o->no_color);
    set_or_not("COLORTERM", o->colorterm);
    set_or_not("LC_ALL", o->locale);
    unsetenv("LINES");
    unsetenv("COLUMNS");
    demand(setlocale(LC_ALL, o->locale) != NULL, 92);
    o->script();
    _exit(0);
}

static void start(struct session *s, const struct setting_of_child *o)
{
    *s = (struct session){.master = posix_openpt(O_RDWR | O_NOCTTY)};
    assert_true(s->master >= 0);
    assert_int_equal(grantpt(s->master), 0);
    assert_int_equal(unlockpt(s->master), 0);
    char slave[64];
    assert_int_equal(ptsname_r(s->master, slave, sizeof slave), 0);
    s->child = fork();
    assert_true(s->child >= 0);
    if (s->child == 0) {
        close(s->master); /* or closing ours would not hang up */
        run_child(o, slave);
    }
}

/* Reads up to the next marker, or to the end of the child. */
static bool read_step(struct session *s)
{
    struct step_bytes *b = &s->now;
    size_t m = sizeof marker - 1;
    b->n = 0;
    for (;;) {
        struct pollfd p = {.fd = s->master, .events = POLLIN};
        assert_true(b->n < BYTES_MAX - 1);
        if (poll(&p, 1, 20000) <= 0 ||
            read(s->master, b->bytes + b->n, 1) != 1) {
            b->bytes[b->n] = '\0';
            return false;
        }
        b->n++;
        if (b->n >= m && memcmp(b->bytes + b->n - m, marker, m) == 0) {
            b->n -= m;
            b->bytes[b->n] = '\0';
            return true;
        }
    }
}

static int end(struct session *s)
{
    int status = 0;
    assert_int_equal(waitpid(s->child, &status, 0), s->child);
    close(s->master);
    return status;
}

static void type(struct session *s, const char *bytes)
{
    assert_int_equal(write(s->master, bytes, strlen(bytes)), strlen(bytes));
}

static bool has(const struct session *s, const char *bytes)
{
    return memmem(s->now.bytes, s->now.n, bytes, strlen(bytes)) != NULL;
}

/* A colour is set: an SGR with a number from 30 to 49 or 90 to 107. */
static bool has_color(const struct session *s)
{
    const char *p = s->now.bytes, *stop = p + s->now.n;
    while ((p = memmem(p, (size_t)(stop - p), "\033[", 2))) {
        const char *at = p + 2, *last = at + strspn(at, "0123456789;");
        for (; *last == 'm' && at < last; at += strcspn(at, ";m") + 1) {
            long v = strtol(at, NULL, 10);
            if ((v >= 30 && v <= 49) || (v >= 90 && v <= 107)) {
                return true;
            }
        }
        p += 2;
    }
    return false;
}

/* ---- in the child */

static struct term *open_themed(const char *name, struct why *notice)
{
    struct term_options o = {0};
    struct theme theme;
    struct term *t = NULL;
    struct why why = {0};
    demand(theme_load(name, NULL, &theme, NULL, NULL, &why) == ERR_OK, 80);
    demand(term_open(&o, &theme, &t, notice, &why) == ERR_OK, 81);
    return t;
}

static struct term *open_term(struct why *notice)
{
    return open_themed("dark", notice);
}

static void fill(struct canvas *c, const char *headline)
{
    canvas_init(c, WIDTH, HEIGHT, false);
    canvas_text(c, 0, 0, WIDTH, ROLE_title, "tapewatch");
    canvas_text(c, 2, 3, 20, ROLE_fg, "NVDA");
    canvas_text(c, 20, 3, 20, ROLE_down, "-16.97");
    canvas_text(c, 30, 3, 20, ROLE_up, "+3.18");
    canvas_text(c, 2, 4, WIDTH, ROLE_unread, headline);
    canvas_flag(c, (struct rect){0, 3, WIDTH, 1}, CELL_CURSOR);
    for (int level = 0; level <= 100; level += 10) {
        canvas_put(c, 10 + level / 10, 6, ROLE_heat, "x");
        c->cells[6 * WIDTH + 10 + level / 10].level = (uint8_t)level;
    }
    c->cursor_x = 0;
    c->cursor_y = 3;
}

/* Steps: first paint, the same again, one cell, close. */
static void show_themed(const char *theme)
{
    struct why notice = {0};
    struct canvas c;
    struct termios before, after;
    tcgetattr(0, &before);
    struct term *t = open_themed(theme, &notice);
    int width, height;
    term_size(t, &width, &height);
    demand(width == WIDTH && height == HEIGHT, 10);
    fill(&c, "caf\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac \xe2\x96\xb2 end");
    term_show(t, &c);
    mark();
    term_show(t, &c);
    mark();
    canvas_put(&c, 5, 3, ROLE_fg, "Z");
    term_show(t, &c);
    mark();
    term_close(t);
    mark();
    tcgetattr(0, &after);
    demand(before.c_lflag == after.c_lflag, 11);
    demand(before.c_iflag == after.c_iflag, 12);
    demand(before.c_oflag == after.c_oflag, 13);
    canvas_done(&c);
}

/* What the user looks at stands below the rest. */
static void script_order(void)
{
    struct canvas c;
    struct term *t = open_term(NULL);
    canvas_init(&c, WIDTH, HEIGHT, false);
    canvas_text(&c, 2, 3, 20, ROLE_fg, "REST");
    canvas_text(&c, 2, 10, 20, ROLE_fg, "FOCUS");
    c.first = (struct rect){0, 9, 30, 4};
    term_show(t, &c);
    mark();
    term_set_link(t, TERM_LINK_SLOW);
    term_redraw_all(t);
    term_show(t, &c);
    mark();
    c.first = (struct rect){WIDTH - 2, 0, 9, HEIGHT + 3}; /* outside */
    term_redraw_all(t);
    term_show(t, &c);
    mark();
    char much[60000];
    memset(much, 'x', sizeof much);
    much[56247] = '\0';
    demand(!term_copy(t, much), 80);
    much[56244] = '\0'; /* 74,992 encoded */
    demand(term_copy(t, much), 81);
    canvas_done(&c);
    term_close(t);
}

static void script_show(void)
{
    show_themed("dark");
}

static void script_show_terminal(void)
{
    show_themed("terminal");
}

/* Steps: as it is, red for rising, the same again, no colours, all of them. */
static void script_change(void)
{
    struct canvas c;
    struct term *t = open_term(NULL);
    canvas_init(&c, WIDTH, HEIGHT, false);
    canvas_text(&c, 30, 3, 20, ROLE_up, "+3.18");
    term_show(t, &c);
    mark();
    for (int i = 0; i < 2; i++) {
        term_set_updown(t, UPDOWN_MODE_RED_UP);
        term_show(t, &c);
        mark();
    }
    term_set_color(t, COLOR_NONE);
    demand(term_depth(t) == DEPTH_MONO, 70);
    term_show(t, &c);
    mark();
    term_set_color(t, COLOR_AUTO);
    term_show(t, &c);
    mark();
    term_set_glyphs(t, TERM_GLYPHS_ASCII);
    demand(term_is_ascii(t), 71);
    term_set_glyphs(t, TERM_GLYPHS_AUTO);
    demand(!term_is_ascii(t), 72);
    canvas_done(&c);
    term_close(t);
}

static void script_notice(void)
{
    struct why notice = {0};
    struct term *t = open_term(&notice);
    demand(strstr(notice.text, "TERM=nosuch") != NULL, 20);
    demand(strstr(notice.text, "xterm-256color") != NULL, 21);
    term_close(t);
    mark();
}

static void script_refused(void)
{
    struct term_options o = {0};
    struct theme theme;
    struct term *t = NULL;
    struct why why = {0};
    demand(!theme_load("dark", NULL, &theme, NULL, NULL, NULL), 30);
    demand(term_open(&o, &theme, &t, NULL, &why) == ERR_USAGE, 31);
    demand(strstr(why.text, "TERM=dumb") != NULL, 32);
    demand(t == NULL, 33);
    mark();
}

/* Waits long: what it waits for comes, or the test fails. */
static uint32_t key_of(struct term *t)
{
    struct key key = {0};
    for (int i = 0; i < 20; i++) {
        if (term_wait(t, -1, 1000, &key) == TERM_KEY) {
            return key.code;
        }
        if (term_signal(t)) {
            return 0;
        }
    }
    return 0;
}

static void script_keys(void)
{
    static const uint32_t want[] = {
        'a', KEYCODE_DOWN, KEYCODE_F5, KEYCODE_PASTE, KEYCODE_BACKTAB, 0xe9,
        KEYCODE_ENTER, KEYCODE_BACKSPACE, 12, KEYCODE_HOME, KEYCODE_ESCAPE};
    struct term *t = open_term(NULL);
    mark();
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        demand(key_of(t) == want[i], 40 + (int)i);
    }
    term_close(t);
    mark();
}

static void script_resize(void)
{
    struct term *t = open_term(NULL);
    int width, height;
    mark();
    demand(key_of(t) == KEYCODE_RESIZE, 60);
    term_size(t, &width, &height);
    demand(width == 100 && height == 40, 61);
    struct canvas c;
    canvas_init(&c, width, height, false);
    canvas_text(&c, 90, 39, 10, ROLE_fg, "corner");
    term_show(t, &c);
    mark();
    canvas_done(&c);
    term_close(t);
    mark();
}

static void script_end(void)
{
    struct term *t = open_term(NULL);
    mark();
    demand(key_of(t) == 0, 62);
    demand(term_signal(t) == SIGTERM, 63);
    term_close(t);
    mark();
}

static void script_hang_up(void)
{
    struct term *t = open_term(NULL);
    mark();
    uint32_t code = key_of(t);
    if (code == KEYCODE_RESIZE) { /* SIGCONT comes along where HUP is ignored */
        code = key_of(t);
    }
    demand(code == 0, 64);
    demand(term_signal(t) == SIGHUP, 65);
    term_close(t);
}

static void script_crash(void)
{
    open_term(NULL);
    mark();
    for (;;) {
        pause();
    }
}

static void script_stop(void)
{
    struct canvas c;
    struct term *t = open_term(NULL);
    fill(&c, "x");
    term_show(t, &c);
    mark();
    demand(key_of(t) == KEYCODE_RESIZE, 66);
    term_show(t, &c);
    mark();
    term_close(t);
    canvas_done(&c);
    mark();
}

/* Another descriptor ends the wait; keys come first. */
static void script_fd(void)
{
    int ends[2];
    char byte;
    enum term_event event;
    struct key key = {0};
    struct term *t = open_term(NULL);
    demand(pipe(ends) == 0 && write(ends[1], "x", 1) == 1, 67);
    demand(term_wait(t, ends[0], 20000, &key) == TERM_READY, 68);
    mark();
    demand(key_of(t) == 'k', 69);
    demand(read(ends[0], &byte, 1) == 1, 70);
    mark();
    do { /* an answer of the terminal's may end it, but brings nothing new */
        event = term_wait(t, ends[0], 20000, &key);
    } while (event == TERM_NOTHING);
    demand(event == TERM_KEY && key.code == 'l', 71);
    term_close(t);
    mark();
}

/* ---- the tests */

static void test_show(void **state)
{
    static struct session s;
    (void)state;
    start(&s, &(struct setting_of_child){.term = "xterm-256color",
                                         .locale = "C.UTF-8",
                                         .script = script_show});
    assert_true(read_step(&s));
    assert_true(has(&s, "caf\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac"));
    assert_true(has(&s, "38;5;203"));
    assert_true(has(&s, "\033[?1049h"));
    assert_true(has(&s, "\033[?2004h"));
    assert_true(read_step(&s));
    assert_int_equal(s.now.n, 0);
    assert_true(read_step(&s));
    /* Foreground, background and their end take 36. */
    assert_in_range(s.now.n, 1, 47);
    assert_true(has(&s, "Z"));
    assert_true(read_step(&s));
    assert_true(has(&s, "\033[?2004l"));
    assert_true(has(&s, "\033[?1049l"));
    assert_int_equal(end(&s), 0);
}

static void test_show_on_own_background(void **state)
{
    static struct session s;
    (void)state;
    start(&s, &(struct setting_of_child){.term = "xterm-256color",
                                         .locale = "C.UTF-8",
                                         .script = script_show_terminal});
    assert_true(read_step(&s));
    assert_true(read_step(&s));
    assert_int_equal(s.now.n, 0);
    assert_true(read_step(&s));
    assert_in_range(s.now.n, 1, 39);
    assert_true(read_step(&s));
    assert_int_equal(end(&s), 0);
}

static void check_without_color(const char *term, const char *no_color,
                                const char *locale, bool is_ascii)
{
    static struct session s;
    start(&s, &(struct setting_of_child){.term = term, .no_color = no_color,
                                         .locale = locale,
                                         .script = script_show});
    for (int i = 0; i < 4; i++) {
        assert_true(read_step(&s));
        assert_false(has_color(&s) && (no_color || !is_ascii));
        for (size_t k = 0; is_ascii && k < s.now.n; k++) {
            assert_true((unsigned char)s.now.bytes[k] < 0x80);
        }
        if (i == 0 && is_ascii) {
            assert_true(has(&s, "caf? ?? ? end") ||
                        has(&s, "caf? ? ?  ? end"));
        }
    }
    assert_int_equal(end(&s), 0);
}

static void test_no_color(void **state)
{
    (void)state;
    check_without_color("vt100", NULL, "C.UTF-8", false);
    check_without_color("xterm-256color", "1", "C.UTF-8", false);
}

static void test_ascii_locale(void **state)
{
    (void)state;
    check_without_color("xterm-256color", NULL, "C", true);
}

static void run_script(const char *term, void (*script)(void))
{
    static struct session s;
    start(&s, &(struct setting_of_child){.term = term, .locale = "C.UTF-8",
                                         .script = script});
    while (read_step(&s)) {
    }
    assert_int_equal(end(&s), 0);
}

static void test_unknown_and_dumb(void **state)
{
    (void)state;
    run_script("nosuch-terminal", script_notice);
    run_script("dumb", script_refused);
}

static void test_16_colours(void **state)
{
    static struct session s;
    (void)state;
    start(&s, &(struct setting_of_child){.term = "xterm", .locale = "C.UTF-8",
                                         .script = script_show});
    assert_true(read_step(&s));
    assert_true(has_color(&s));
    assert_false(has(&s, "38;5;"));
    while (read_step(&s)) {
    }
    assert_int_equal(end(&s), 0);
}

/* 24 bits are sent where COLORTERM and the terminal database allow them. */
static void test_true_colours(void **state)
{
    static struct session s;
    bool is_known = probe_terminal("xterm-direct", 1).is_known;
    (void)state;
    start(&s, &(struct setting_of_child){.term = "xterm-256color",
                                         .locale = "C.UTF-8",
                                         .colorterm = "truecolor",
                                         .script = script_show});
    assert_true(read_step(&s));
    /* #ff5f5f */
    assert_true(is_known ? has(&s, "255:95:95") || has(&s, "255;95;95")
                         : has(&s, "38;5;203"));
    while (read_step(&s)) {
    }
    assert_int_equal(end(&s), 0);
    check_without_color("xterm-256color", "1", "C.UTF-8", false);
}

static void test_changes_while_open(void **state)
{
    static const char green[] = "38;5;79", red[] = "38;5;203";
    static struct session s;
    (void)state;
    start(&s, &(struct setting_of_child){.term = "xterm-256color",
                                         .locale = "C.UTF-8",
                                         .script = script_change});
    assert_true(read_step(&s) && has(&s, green) && !has(&s, red));
    assert_true(read_step(&s) && has(&s, red) && !has(&s, green));
    assert_true(read_step(&s) && has(&s, red) && !has(&s, green));
    assert_true(read_step(&s) && has(&s, "+3.18"));
    assert_false(has(&s, "38;5;"));
    assert_true(read_step(&s) && has(&s, red));
    while (read_step(&s)) {
    }
    assert_int_equal(end(&s), 0);
}

/* Which of two texts was sent first. */
static bool is_before(const struct session *s, const char *a, const char *b)
{
    const char *at = memmem(s->now.bytes, s->now.n, a, strlen(a));
    const char *other = memmem(s->now.bytes, s->now.n, b, strlen(b));
    return at && other && at < other;
}

static void test_slow_links_paint_the_focus_first(void **state)
{
    static struct session s;
    (void)state;
    start(&s, &(struct setting_of_child){.term = "xterm-256color",
                                         .locale = "C.UTF-8",
                                         .script = script_order});
    assert_true(read_step(&s) && is_before(&s, "REST", "FOCUS"));
    assert_true(read_step(&s) && is_before(&s, "FOCUS", "REST"));
    assert_true(read_step(&s) && is_before(&s, "REST", "FOCUS"));
    while (read_step(&s)) {
    }
    assert_int_equal(end(&s), 0);
}

static void test_keys(void **state)
{
    static struct session s;
    (void)state;
    start(&s, &(struct setting_of_child){.term = "xterm-256color",
                                         .locale = "C.UTF-8",
                                         .script = script_keys});
    assert_true(read_step(&s));
    /* The pasted q and the pasted arrow must do nothing. */
    type(&s, "a\033[B\033[15~\033[200~q\rNVDA \033[A\033[201~\033[Z\xc3\xa9"
             "\r\x7f\x0c\033[1~\033");
    read_step(&s);
    assert_int_equal(end(&s), 0);
}

static void test_resize(void **state)
{
    static struct session s;
    struct winsize size = {.ws_row = 40, .ws_col = 100};
    (void)state;
    start(&s, &(struct setting_of_child){.term = "xterm-256color",
                                         .locale = "C.UTF-8",
                                         .script = script_resize});
    assert_true(read_step(&s));
    assert_int_equal(ioctl(s.master, TIOCSWINSZ, &size), 0);
    assert_true(read_step(&s));
    assert_true(has(&s, "corner"));
    assert_true(read_step(&s));
    assert_int_equal(end(&s), 0);
}

static void test_asked_to_end(void **state)
{
    static struct session s;
    (void)state;
    start(&s, &(struct setting_of_child){.term = "xterm-256color",
                                         .locale = "C.UTF-8",
                                         .script = script_end});
    assert_true(read_step(&s));
    assert_int_equal(kill(s.child, SIGTERM), 0);
    assert_true(read_step(&s));
    assert_true(has(&s, "\033[?1049l"));
    assert_int_equal(end(&s), 0);
}

static void test_hang_up(void **state)
{
    static struct session s;
    (void)state;
    start(&s, &(struct setting_of_child){.term = "xterm-256color",
                                         .locale = "C.UTF-8",
                                         .script = script_hang_up});
    assert_true(read_step(&s));
    close(s.master);
    s.master = -1;
    assert_int_equal(end(&s), 0);
}

static void test_crash_restores(void **state)
{
    static const int deaths[] = {SIGSEGV, SIGABRT, SIGBUS, SIGQUIT};
    static struct session s;
    (void)state;
    for (size_t i = 0; i < sizeof deaths / sizeof *deaths; i++) {
        struct termios modes;
        start(&s, &(struct setting_of_child){.term = "xterm-256color",
                                             .locale = "C.UTF-8",
                                             .script = script_crash});
        assert_true(read_step(&s));
        int slave = open(ptsname(s.master), O_RDWR | O_NOCTTY);
        assert_true(slave >= 0);
        assert_int_equal(tcgetattr(slave, &modes), 0);
        assert_false(modes.c_lflag & ICANON);
        assert_int_equal(kill(s.child, deaths[i]), 0);
        int status = 0;
        assert_int_equal(waitpid(s.child, &status, 0), s.child);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), deaths[i]);
        assert_int_equal(tcgetattr(slave, &modes), 0);
        assert_true(modes.c_lflag & ICANON);
        assert_true(modes.c_lflag & ECHO);
        assert_int_equal(write(slave, marker, sizeof marker - 1),
                         sizeof marker - 1);
        assert_true(read_step(&s));
        assert_true(has(&s, "\033[?2004l"));
        assert_true(has(&s, "\033[?1049l"));
        close(slave);
        close(s.master);
    }
}

static void test_stop_and_go_on(void **state)
{
    static struct session s;
    int status = 0;
    (void)state;
    start(&s, &(struct setting_of_child){.term = "xterm-256color",
                                         .locale = "C.UTF-8",
                                         .script = script_stop});
    assert_true(read_step(&s));
    /* The child leads its session, so the kernel would not obey ^Z there. */
    assert_int_equal(kill(s.child, SIGSTOP), 0);
    assert_int_equal(waitpid(s.child, &status, WUNTRACED), s.child);
    assert_true(WIFSTOPPED(status));
    assert_int_equal(kill(s.child, SIGCONT), 0);
    assert_true(read_step(&s));
    assert_true(has(&s, "NVDA"));
    assert_true(has(&s, "tapewatch"));
    assert_true(read_step(&s));
    assert_int_equal(end(&s), 0);
}

static void test_other_descriptor(void **state)
{
    static struct session s;
    (void)state;
    start(&s, &(struct setting_of_child){.term = "xterm-256color",
                                         .locale = "C.UTF-8",
                                         .script = script_fd});
    assert_true(read_step(&s));
    type(&s, "k");
    assert_true(read_step(&s));
    type(&s, "\033[0n");
    type(&s, "l");
    assert_true(read_step(&s));
    assert_int_equal(end(&s), 0);
}

static void test_words(void **state)
{
    (void)state;
    assert_int_equal(term_color_mode("auto"), COLOR_AUTO);
    assert_int_equal(term_color_mode("none"), COLOR_NONE);
    assert_int_equal(term_color_mode("256"), COLOR_256);
    assert_int_equal(term_updown_mode("auto"), UPDOWN_MODE_AUTO);
    assert_int_equal(term_updown_mode("red-up"), UPDOWN_MODE_RED_UP);
    assert_int_equal(term_updown_mode("none"), UPDOWN_MODE_NONE);
}

static void test_describe(void **state)
{
    char text[200];
    (void)state;
    setenv("TERM", "xterm-256color", 1);
    term_describe(text, sizeof text);
    assert_non_null(strstr(text, "TERM=xterm-256color (known), 256 colours"));
    setenv("TERM", "nosuch", 1);
    term_describe(text, sizeof text);
    assert_non_null(strstr(text, "not in the terminal database"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_show),
        cmocka_unit_test(test_show_on_own_background),
        cmocka_unit_test(test_no_color),
        cmocka_unit_test(test_ascii_locale),
        cmocka_unit_test(test_16_colours),
        cmocka_unit_test(test_unknown_and_dumb),
        cmocka_unit_test(test_true_colours),
        cmocka_unit_test(test_changes_while_open),
        cmocka_unit_test(test_slow_links_paint_the_focus_first),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_resize),
        cmocka_unit_test(test_asked_to_end),
        cmocka_unit_test(test_hang_up),
        cmocka_unit_test(test_crash_restores),
        cmocka_unit_test(test_stop_and_go_on),
        cmocka_unit_test(test_other_descriptor),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_describe),
    };
    return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
