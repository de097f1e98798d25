/* SPDX-License-Identifier: MIT */
/* Words that the user puts on headlines. */
#include "tapewatch/model/tags.h"

#include <string.h>
#include <strings.h>

bool tags_same(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

static size_t place_of(const struct tags *t, const char *tag)
{
    size_t i = 0;

    while (i < t->count && !tags_same(t->at[i], tag))
        i++;
    return i;
}

bool tags_have(const struct tags *t, const char *tag)
{
    return place_of(t, tag) < t->count;
}

bool tags_put(struct tags *t, const char *tag)
{
    if (tags_have(t, tag))
        return true;
    if (t->count == TAGS_MAX || strlen(tag) >= TAG_MAX)
        return false;
    memcpy(t->at[t->count++], tag, strlen(tag) + 1);
    return true;
}

void tags_drop(struct tags *t, const char *tag)
{
    size_t at = place_of(t, tag);

    if (at == t->count)
        return;
    t->count--;
    memmove(t->at[at], t->at[at + 1], (t->count - at) * sizeof t->at[0]);
}

void tags_keep_common(struct tags *t, const struct tags *other)
{
    for (size_t i = t->count; i-- > 0;)
        if (!tags_have(other, t->at[i]))
            tags_drop(t, t->at[i]);
}

/* What stands in no tag: it parts them, or an expression's text would end. */
static const char between[] = " ,\t\"\\";

enum err tags_read(const char *text, struct tags *out, struct why *why)
{
    struct tags found = {.count = 0};

    for (text += strspn(text, between); *text;
         text += strspn(text, between)) {
        const char *word = text + strspn(text, "#");
        size_t n = strcspn(word, between);
        char tag[TAG_MAX];

        text = word + n;
        if (n >= sizeof tag)
            return why_set(why, ERR_USAGE,
                           "a tag has at most %d bytes: %.*s", TAG_MAX - 1,
                           n > 60 ? 60 : (int)n, word);
        memcpy(tag, word, n);
        tag[n] = '\0';
        if (n > 0 && !tags_put(&found, tag))
            return why_set(why, ERR_USAGE,
                           "a headline has at most %d tags", TAGS_MAX);
    }
    *out = found;
    return ERR_OK;
}

void tags_write(const struct tags *t, const char *before, struct strbuf *out)
{
    for (size_t i = 0; i < t->count; i++)
        strbuf_format(out, "%s%s%s", i ? " " : "", before, t->at[i]);
}
