/* SPDX-License-Identifier: MIT */
/* What is done with the selected headline: its page, its address, and that
 * others like it are left out. */
#include <stdio.h>
#include <string.h>

#include "show.h"
#include "turn.h"

enum { ADDRESS_MS = 20000 };

const struct headline *story_selected(struct turn *t)
{
    return show_headline(t->now, turn_selected(t).headline);
}

static const char no_url[] = "this headline has no address";

static bool has_url(const struct headline *h)
{
    return h->url && h->url[0];
}

static bool is_web(const char *url)
{
    return strncmp(url, "https://", 8) == 0 ||
           strncmp(url, "http://", 7) == 0;
}

void story_open(struct turn *t)
{
    const struct headline *h = story_selected(t);

    if (!h || !has_url(h) || !is_web(h->url)) {
        turn_say(t, ROLE_warn, !h            ? "no headline is selected"
                               : has_url(h) ? "its address is no web page"
                                            : no_url);
        return;
    }
    strbuf_clear(&t->u->clip);
    strbuf_add(&t->u->clip, h->url);
    t->out->open = strbuf_text(&t->u->clip);
}

void story_show_address(struct turn *t)
{
    const struct headline *h = story_selected(t);

    if (!h || !has_url(h)) {
        turn_say(t, ROLE_info, h ? no_url : "no headline is selected");
        return;
    }
    turn_say(t, ROLE_info, h->url);
    t->u->message_until = t->real_ms + ADDRESS_MS;
}

/* What was muted before, then this outlet: the user changes and accepts it. A
 * replay keeps nothing: there it is for this session. */
void story_mute(struct turn *t)
{
    const struct headline *h = story_selected(t);
    const char *before = config_text(t->u->config, OPT_mute);
    char line[256];

    if (!h) {
        turn_say(t, ROLE_info, "no headline is selected");
        return;
    }
    snprintf(line, sizeof(line), "%s mute %.150s%s%.60s",
             t->now->mode == RUN_REPLAY ? "set" : "keep", before,
             before[0] ? ", " : "",
             h->publisher && h->publisher[0] ? h->publisher : h->source);
    prompt_open(&t->u->prompt, PROMPT_COMMAND, line);
}
