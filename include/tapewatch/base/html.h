/*
 * HTML fragments to plain text: tags dropped (script, style and comments with
 * their content), block tags become line ends, entities decoded, blanks
 * collapsed. The result still goes through utf8_clean().
 */
#ifndef TAPEWATCH_BASE_HTML_H
#define TAPEWATCH_BASE_HTML_H

#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/strbuf.h"

/* Appends the text of the fragment. */
void html_text(struct strbuf *out, const char *html, size_t n);

/* Code point of a named entity ("nbsp", without & and ;), or 0. */
uint32_t html_entity(const char *name, size_t n);

#endif
