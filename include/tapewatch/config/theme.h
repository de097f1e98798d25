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
struct theme {
    char name[32];
    struct look looks[ROLE_COUNT][DEPTH_COUNT]; /* all filled */
    struct look cursor[DEPTH_COUNT]; /* the selected row's background */
};

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

/* What rising and falling look like; applied to a loaded theme. */
enum theme_updown { UPDOWN_GREEN_UP, UPDOWN_RED_UP, UPDOWN_NONE };
void theme_set_updown(struct theme *t, enum theme_updown updown);

/* Calls `one` for each theme there is: compiled in, then the user's own that
 * have another name. */
void theme_each(const char *folder, void *self,
                void (*one)(void *, const char *name));

#endif
