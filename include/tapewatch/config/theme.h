/*
 * A theme: what each role looks like, for each depth of colour. Files are
 * `role = FG [/ BG] [attributes]` (tapewatch-theme(5)); roles not named
 * derive from others (model/vocabulary.h).
 */
#ifndef TAPEWATCH_CONFIG_THEME_H
#define TAPEWATCH_CONFIG_THEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/err.h"
#include "tapewatch/model/vocabulary.h"

enum theme_depth { DEPTH_TRUE, DEPTH_256, DEPTH_16, DEPTH_MONO, DEPTH_COUNT };
enum theme_attr {
    ATTR_BOLD = 1, ATTR_DIM = 2, ATTR_UNDERLINE = 4, ATTR_REVERSE = 8,
    ATTR_ITALIC = 16
};

/* A colour: -1 default, 0-255 palette, or 0x1000000 | rgb. */
#define THEME_DEFAULT (-1)
#define THEME_IS_RGB(c) ((c) >= 0x1000000)

struct look {
    int32_t fg, bg;
    uint8_t attrs;
};
/* What rising and falling look like. */
enum theme_updown { UPDOWN_GREEN_UP, UPDOWN_RED_UP, UPDOWN_RED_UP_BLUE_DOWN,
                    UPDOWN_NONE, UPDOWN_COUNT };
/* "green-up", "red-up", "red-up-blue-down", "none"; false: none of them. */
bool theme_updown_find(const char *word, enum theme_updown *out);

struct theme {
    char name[32];
    /* What it is made for (`updown = red-up`); UPDOWN_COUNT: it does not say,
     * and the locale decides. */
    enum theme_updown updown;
    struct look looks[ROLE_COUNT][DEPTH_COUNT]; /* all filled */
    struct look cursor[DEPTH_COUNT]; /* the selected row's background */
};

/* What the role colours: "a rise". */
const char *theme_role_words(enum role r);

/* By name: FOLDER/themes/NAME.theme (folder as config_config_folder() gives
 * it; "" or NULL: none), then compiled in.
 * Wrong lines are reported to `problem` (may be NULL) and left out. */
enum err theme_load(const char *name, const char *folder, struct theme *out,
                    void *self, void (*problem)(void *, const char *),
                    struct why *why);
/* From a file's text; `extends` is looked up as above. */
enum err theme_parse(const char *text, size_t n, const char *file,
                     const char *folder, struct theme *out, void *self,
                     void (*problem)(void *, const char *), struct why *why);
/* Nearest of the 256 (16-255) by CIEDE2000, and of the 16 by hue. */
int theme_nearest_256(int32_t rgb);
int theme_nearest_16(int32_t rgb);

/* A palette colour as 0x1000000 | rgb (0-15 as xterm has them). */
int32_t theme_rgb(int32_t color);
double theme_contrast(int32_t a, int32_t b);   /* WCAG, 1-21 */
double theme_difference(int32_t a, int32_t b); /* CIEDE2000 */
/* share 0 gives `from`, 1 gives `to`; mixed in OKLab. */
int32_t theme_mix(int32_t from, int32_t to, double share);

/* Applied to a theme as it was loaded, whose own `updown` does not count. */
void theme_set_updown(struct theme *t, enum theme_updown updown);

/*
 * How well it can be read: WCAG contrast of each against its background, of
 * the cursor's row, and how far rising and falling are apart (CIEDE2000) for
 * eyes without red, green and blue cones (Machado, Oliveira, Fernandes 2009).
 */
enum { EYES = 3 };
struct theme_verdict {
    double fg, dim, up, down, cursor, apart[EYES];
};
/* False when the colours are the terminal's own, or none: nothing is known. */
bool theme_judge(const struct theme *t, enum theme_depth d,
                 struct theme_verdict *out);
/* In a line: "contrast fg 13.4 dim 5.4 up 10.5 down 6.3, up/down ...". */
void theme_describe(const struct theme *t, enum theme_depth d, char *out,
                    size_t size);
/* In a few words, for a list of themes: "256 ok", "256 ok, red up", "hard to
 * read", "your 16 colours", "attributes only". */
void theme_remark(const struct theme *t, enum theme_depth d, char *out,
                  size_t size);
/* Tells what is below its least (fg 7; dim, up, down, cursor 4.5; apart 10) in
 * true and in 256 colours; returns how many. */
size_t theme_check(const struct theme *t, void *self,
                   void (*problem)(void *, const char *));

/* Calls `one` for each theme there is: compiled in, then the user's own that
 * have another name. */
void theme_each(const char *folder, void *self,
                void (*one)(void *, const char *name));

#endif
