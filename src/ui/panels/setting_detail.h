/*
 * What the settings screen says of one setting.
 */
#ifndef TAPEWATCH_UI_SETTING_DETAIL_H
#define TAPEWATCH_UI_SETTING_DETAIL_H

#include "../panel.h"

struct setting_choice {
    enum setting option;
    char word[40]; /* one that it takes, to be chosen; "": the setting itself */
};

/* "default", "kept", "config:12", ... */
const char *setting_origin(const struct config *c, enum setting o);
/* The line for the config: "theme = light". `word` "": the value in force. */
void setting_line(const struct config *c, enum setting o, const char *word,
                  char *out, size_t size);

/* How many of an area's rows it takes; 0: there is no room. */
int setting_detail_height(struct rect area);
void setting_detail_draw(const struct frame *f, const struct setting_choice *x,
                         struct canvas *c, struct rect area);

#endif
