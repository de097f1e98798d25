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

/* By name: $XDG_CONFIG_HOME/tapewatch/themes/NAME.theme, then compiled in.
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

#endif
