/*
 * Rows of headlines, shared by all news, those of one symbol and those linked
 * to an event.
 */
#ifndef TAPEWATCH_UI_NEWS_LIST_H
#define TAPEWATCH_UI_NEWS_LIST_H

#include "../list_panel.h"

/* `symbol` NULL: of all. */
void news_list_build(const struct frame *f, const char *symbol,
                     struct list_rows *out);
/* Those for which it is true. */
void news_list_build_if(const struct frame *f,
                        bool (*is_wanted)(const struct headline *h,
                                          const void *self),
                        const void *self, struct list_rows *out);
void news_list_row(const struct frame *f, const struct list_rows *r,
                   uint32_t at, struct canvas *c, struct rect area);
int news_list_row_height(struct rect area);
bool news_list_subject(const struct frame *f, const struct list_rows *r,
                       uint32_t at, struct subject *out);
void news_list_keys(const struct frame *f, const struct list_rows *r,
                    uint32_t at, struct strbuf *out);
/* Opening a headline marks it as read. */
bool news_list_act(void *view, const struct frame *f, enum ui_action a,
                   struct wish *wish);
/* Is it left out by the setting `mute`? What is kept never is. */
bool news_is_muted(const struct frame *f, const struct headline *h);
/* How many of all headlines that are not left out are unread; *muted (may be
 * NULL): how many are left out. */
size_t news_unread(const struct frame *f, size_t *muted);
/* C: all headlines are read, or those of a symbol (NULL: any). */
bool news_all_read_act(const struct frame *f, const char *symbol,
                       enum ui_action a, struct wish *wish);
/* b and m of a headline (NULL: none is selected). */
bool news_mark_act(const struct frame *f, const struct headline *h,
                   enum ui_action a, struct wish *wish);
/* Of a title: how much a search of all that is kept found, else `usual`. */
void news_right(const struct frame *f, const char *usual, char *out,
                size_t size);

#endif
