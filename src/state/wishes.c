/* SPDX-License-Identifier: MIT */
/* What the state is told besides facts: the user's lists and marks, and what
 * the poller knows of its sources. */
#include <string.h>

#include "market.h"
#include "tapewatch/base/mem.h"

void state_set_watchlist(struct state *s, const char *name,
                         const char *const *symbols, size_t n)
{
    lists_set(&s->lists, name, symbols, n);
}

void state_mark_listed(struct state *s, const char *list,
                       const struct list_mark *mark)
{
    lists_mark(&s->lists, list, mark);
}

bool state_list_add(struct state *s, const char *list, const char *symbol,
                    int index)
{
    return lists_add(&s->lists, list, symbol, index);
}

int state_list_remove(struct state *s, const char *list, const char *symbol)
{
    return lists_remove(&s->lists, list, symbol);
}

void state_acknowledge(struct state *s, const struct event_key *key)
{
    struct tracked *t = tracker_find(s, key);

    if (!t || t->event.acknowledged)
        return;
    t->event.acknowledged = true;
    tracker_mark(&s->tracker, t, s->now_ms);
}

void state_mark_read(struct state *s, const char *headline_id, bool is_read)
{
    if (headline_id && *headline_id)
        news_mark_read(&s->news, headline_id, is_read);
}

void state_bookmark(struct state *s, const char *headline_id, bool is_kept)
{
    if (is_kept)
        ids_put(&s->news.bookmarks, headline_id);
    else
        ids_drop(&s->news.bookmarks, headline_id);
}

void state_notice(struct state *s, const char *text)
{
    name_copy(s->notice, sizeof s->notice, text);
    s->notice_serial++;
}

void state_set_looked(struct state *s, int64_t ms)
{
    s->looked_ms = ms;
}

void state_set_interval(struct state *s, const char *source,
                        int64_t interval_ms, bool is_news)
{
    struct source_status *item = sources_add(&s->sources, source);

    item->interval_ms = interval_ms;
    item->is_news = is_news;
}

void state_set_pace(struct state *s, const char *symbol, int64_t interval_ms)
{
    struct entry *e = market_find(&s->market, symbol);

    if (e)
        e->pace_ms = interval_ms;
}

void state_set_failed(struct state *s, const char *symbol, bool failed)
{
    struct entry *e = failed ? market_add(&s->market, symbol)
                             : market_find(&s->market, symbol);

    if (e)
        e->pub.failed = failed;
}

void state_set_health(struct state *s, const struct health_list *list)
{
    const struct health_list *old = s->health;

    s->health = shared_hold(list);
    shared_release(old);
}

void state_set_book(struct state *s, const struct book *book)
{
    const struct book *old = s->book;

    s->book = shared_hold(book);
    shared_release(old);
}

void state_set_search(struct state *s, const struct search *search)
{
    const struct search *old = s->search;

    s->search = shared_hold(search);
    shared_release(old);
}

void state_set_rule_list(struct state *s, const struct rule_list *list)
{
    const struct rule_list *old = s->rule_list;

    s->rule_list = shared_hold(list);
    shared_release(old);
}

void state_set_trial(struct state *s, const struct rule_trial *trial)
{
    const struct rule_trial *old = s->trial;

    s->trial = shared_hold(trial);
    shared_release(old);
}
