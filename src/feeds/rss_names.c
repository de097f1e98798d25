/* SPDX-License-Identifier: MIT */
/* Which elements of a feed mean something, by name space and name. */
#include <string.h>

#include "rss.h"

enum where { WHERE_CHILD, WHERE_INSIDE };

#define SPACE(uri, space) {uri, sizeof(uri) - 1, space}
static const struct {
    const char *uri;
    size_t length;
    enum rss_space space;
} spaces[] = {
    SPACE("http://www.w3.org/2005/Atom", RSS_CORE),
    SPACE("http://purl.org/atom/ns#", RSS_CORE),
    SPACE("http://purl.org/rss/1.0/", RSS_CORE),
    SPACE("http://my.netscape.com/rdf/simple/0.9/", RSS_CORE),
    SPACE("http://channel.netscape.com/rdf/simple/0.9/", RSS_CORE),
    SPACE("http://backend.userland.com/", RSS_CORE),
    SPACE("http://www.w3.org/1999/02/22-rdf-syntax-ns#", RSS_CORE),
    SPACE("https://www.bing.com/", RSS_BING),
    SPACE("http://www.bing.com/", RSS_BING),
    SPACE("http://purl.org/dc/", RSS_DUBLIN),
    SPACE("http://purl.org/rss/1.0/modules/", RSS_OTHER),
    SPACE("http://purl.org/rss/1.0/modules/content/", RSS_MODULE),
    SPACE("http://search.yahoo.com/mrss", RSS_MEDIA),
    SPACE("http://nasdaq.com/reference/feeds/", RSS_NASDAQ),
};

static const struct {
    const char *name;
    enum rss_space space;
    enum where where;
    enum rss_field field;
} elements[] = {
#define ELEMENT(space, name, where, field)                                  \
    {#name, RSS_##space, WHERE_##where, RSS_##field},
#include "rss_elements.def"
#undef ELEMENT
};

enum rss_space rss_space_of(const char *name, const char **local)
{
    const char *bar = strrchr(name, '|');
    size_t n = bar ? (size_t)(bar - name) : 0;
    enum rss_space found = RSS_OTHER;
    size_t longest = 0;

    *local = bar ? bar + 1 : name;
    if (!bar)
        return RSS_CORE;
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
        size_t m = spaces[i].length;

        /* A name space may end in a version; the longest match counts. They
         * all begin alike, so the last letter tells most of them apart. */
        if (m <= n && m > longest && name[m - 1] == spaces[i].uri[m - 1] &&
            memcmp(name, spaces[i].uri, m) == 0) {
            found = spaces[i].space;
            longest = m;
        }
    }
    return found;
}

enum rss_field rss_field_of(enum rss_space space, const char *local,
                            bool is_child)
{
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
        if (elements[i].space == space && elements[i].name[0] == *local &&
            strcmp(elements[i].name, local) == 0 &&
            (is_child || elements[i].where == WHERE_INSIDE))
            return elements[i].field;
    return RSS_NONE;
}
