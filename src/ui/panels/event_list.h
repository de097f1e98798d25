/*
 * Rows of events, shared by the events of all and those of one symbol.
 */
#ifndef TAPEWATCH_UI_EVENT_LIST_H
#define TAPEWATCH_UI_EVENT_LIST_H

#include "../list_panel.h"

/* `symbol` NULL: of all. */
void event_list_build(const struct frame *f, const char *symbol,
                      struct list_rows *out);
void event_list_row(const struct frame *f, uint32_t at, int time_cells,
                    struct canvas *c, struct rect area);
int64_t event_list_time(const struct event *e); /* that the row shows */
/* The same where a row may stand for all events of a symbol's day. */
void event_list_group_row(const struct frame *f, const struct list_rows *r,
                          uint32_t at, struct canvas *c, struct rect area);
/* The same under event_list_header(). */
void event_list_headed_row(const struct frame *f, const struct list_rows *r,
                           uint32_t at, struct canvas *c, struct rect area);
void event_list_header(const struct frame *f, struct canvas *c,
                       struct rect area);
/* Of the event; of all that the row stands for. */
void event_list_keys(const struct frame *f, const struct list_rows *r,
                     uint32_t at, struct strbuf *out);
void event_list_group_keys(const struct frame *f, const struct list_rows *r,
                           uint32_t at, struct strbuf *out);
void event_list_add_key(const struct event *e, struct strbuf *out);
bool event_list_group_act(void *view, const struct frame *f,
                          enum ui_action a, struct wish *wish);
bool event_list_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out);
/* As any list; d acknowledges the selected event. */
bool event_list_act(void *view, const struct frame *f, enum ui_action a,
                    struct wish *wish);

#endif
