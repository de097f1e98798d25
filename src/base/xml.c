/* SPDX-License-Identifier: MIT */
/* XML in, by expat: hostile entities refused, damage mended once. */
#include "tapewatch/base/xml.h"

#include <expat.h>
#include <limits.h>
#include <string.h>

#include "tapewatch/base/html.h"
#include "tapewatch/base/utf8.h"
#include "xml_steps.h"

enum stop { STOP_NOT, STOP_WISHED, STOP_ENTITY, STOP_DEPTH };

struct parse {
    XML_Parser parser;
    const struct xml_handler *h;
    unsigned depth, most;
    enum stop stop;
    unsigned long line; /* of what ended the parse */
};

static void stop(struct parse *p, enum stop why)
{
    if (p->stop != STOP_NOT)
        return;
    p->stop = why;
    p->line = XML_GetCurrentLineNumber(p->parser);
    XML_StopParser(p->parser, XML_FALSE);
}

static void XMLCALL start_element(void *self, const char *name,
                                  const char **attributes)
{
    struct parse *p = self;

    if (p->stop != STOP_NOT)
        return;
    if (++p->depth > p->most)
        stop(p, STOP_DEPTH);
    else if (!p->h->start(p->h->self, name, attributes))
        stop(p, STOP_WISHED);
}

static void XMLCALL end_element(void *self, const char *name)
{
    struct parse *p = self;

    /* An empty element's end still comes after a stop at its start. */
    if (p->stop != STOP_NOT)
        return;
    p->depth--;
    if (!p->h->end(p->h->self, name))
        stop(p, STOP_WISHED);
}

static void XMLCALL character_data(void *self, const char *text, int n)
{
    struct parse *p = self;

    if (p->stop == STOP_NOT && !p->h->text(p->h->self, text, (size_t)n))
        stop(p, STOP_WISHED);
}

/* A name that nobody declared: HTML's, or a word between "&" and ";". */
static void XMLCALL skipped_entity(void *self, const char *name, int is_param)
{
    uint32_t code = html_entity(name, strlen(name));
    char put[4];

    if (is_param)
        return;
    if (code) {
        character_data(self, put, (int)utf8_put(put, code));
        return;
    }
    character_data(self, "&", 1);
    character_data(self, name, (int)strlen(name));
    character_data(self, ";", 1);
}

static void XMLCALL entity_declared(void *self, const char *name, int is_param,
                                    const char *value, int n, const char *base,
                                    const char *system_id,
                                    const char *public_id,
                                    const char *notation)
{
    (void)name, (void)is_param, (void)value, (void)n, (void)base;
    (void)system_id, (void)public_id, (void)notation;
    stop(self, STOP_ENTITY);
}

/* How the parse ended; a damaged text may be mended by the caller. */
static enum err outcome(const struct parse *p, enum XML_Status status,
                        struct why *why)
{
    switch (p->stop) {
    case STOP_WISHED:
        return ERR_OK;
    case STOP_ENTITY:
        return why_set(why, ERR_REFUSED,
                       "damaged at line %lu: declares an entity", p->line);
    case STOP_DEPTH:
        return why_set(why, ERR_TOO_BIG,
                       "damaged at line %lu: more than %u elements deep",
                       p->line, p->most);
    case STOP_NOT:
        break;
    }
    if (status != XML_STATUS_ERROR)
        return ERR_OK;
    return why_set(why, ERR_CORRUPT, "damaged at line %lu: %s",
                   (unsigned long)XML_GetCurrentLineNumber(p->parser),
                   XML_ErrorString(XML_GetErrorCode(p->parser)));
}

static enum err parse_once(const char *text, size_t n, unsigned depth,
                           const struct xml_handler *h, struct why *why)
{
    struct parse p = {.h = h, .most = depth};
    enum XML_Status status;
    enum err e;

    p.parser = XML_ParserCreateNS("UTF-8", '|');
    if (!p.parser)
        return why_set(why, ERR_IO, "no memory for the XML parser");
    XML_SetUserData(p.parser, &p);
    XML_SetElementHandler(p.parser, start_element, end_element);
    XML_SetCharacterDataHandler(p.parser, character_data);
    XML_SetEntityDeclHandler(p.parser, entity_declared);
    XML_SetParamEntityParsing(p.parser, XML_PARAM_ENTITY_PARSING_NEVER);
    /* With a DTD that might be elsewhere an unknown name is no error. */
    (void)XML_UseForeignDTD(p.parser, XML_TRUE);
    XML_SetSkippedEntityHandler(p.parser, skipped_entity);
    /* In one piece: between pieces it would count the lines of each. */
    status = XML_Parse(p.parser, text, (int)n, XML_TRUE);
    e = outcome(&p, status, why);
    XML_ParserFree(p.parser);
    return e;
}

/* Appends the damaged text as it may have been meant; true when that is
 * another one. Its bytes were looked at by nobody but the parser so far. */
static bool mend(struct strbuf *out, const char *bytes, size_t n)
{
    struct strbuf clean = {0};
    bool changed;

    xml_clean(&clean, bytes, n);
    changed = xml_repair(out, strbuf_text(&clean), clean.len);
    changed |= clean.len != n || memcmp(strbuf_text(&clean), bytes, n) != 0;
    strbuf_done(&clean);
    return changed && out->len <= INT_MAX;
}

enum err xml_parse(const char *bytes, size_t n, const char *charset,
                   struct xml_limits limits, const struct xml_handler *h,
                   struct why *why)
{
    struct strbuf text = {0}, mended = {0};
    enum err e;

    if (n > limits.bytes)
        return why_set(why, ERR_TOO_BIG, "XML of %zu bytes, limit %zu", n,
                       limits.bytes);
    if (!xml_is_utf8(&bytes, &n, charset)) { /* most are: no copy */
        xml_to_utf8(&text, bytes, n, charset);
        bytes = strbuf_text(&text);
        n = text.len;
    }
    if (n > INT_MAX / 2) {
        e = why_set(why, ERR_TOO_BIG, "XML of %zu bytes", n);
        goto out;
    }
    e = parse_once(bytes, n, limits.depth, h, why);
    if (e == ERR_CORRUPT && mend(&mended, bytes, n)) {
        h->reset(h->self);
        e = parse_once(strbuf_text(&mended), mended.len, limits.depth, h, why);
    }
    if (e == ERR_REFUSED || e == ERR_TOO_BIG)
        e = ERR_CORRUPT;
out:
    strbuf_done(&mended);
    strbuf_done(&text);
    return e;
}
