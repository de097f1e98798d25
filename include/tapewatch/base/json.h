/*
 * JSON in: typed look-ups over cJSON that say what was missing and where.
 * JSON out: a small writer. Nothing else in the program touches cJSON.
 *
 * A struct json is a borrowed place inside a parsed document: the value and
 * the path to it, for messages. Look-ups are case-sensitive; of duplicate
 * keys the first counts.
 */
#ifndef TAPEWATCH_BASE_JSON_H
#define TAPEWATCH_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/err.h"
#include "tapewatch/base/strbuf.h"

struct json_doc;
struct cJSON;

/* Parses n bytes (need not be terminated); more than `limit` bytes, a tail
 * after the value or anything malformed is an error. Free with
 * json_doc_free(). */
enum err json_parse(const char *bytes, size_t n, size_t limit,
                    struct json_doc **out, struct why *why);
void json_doc_free(struct json_doc *doc);

typedef const struct cJSON *json; /* NULL: absent; every look-up takes NULL */

json json_root(const struct json_doc *doc);
json json_get(json object, const char *key);   /* NULL if absent */
json json_path(json object, const char *path); /* "a.b.c"; no indices */
bool json_is_array(json v);
bool json_is_object(json v);
bool json_is_null(json v); /* a JSON null, not an absent value */
size_t json_count(json array_or_object);

/* Walking: for (json i = json_first(a); i; i = json_next(i)) */
json json_first(json array_or_object);
json json_next(json item);
const char *json_key(json member); /* name of an object's member */

/* Each returns false, leaving *out alone, when the value is absent, null, of
 * another type or (numbers) not finite. */
bool json_number(json v, double *out);
bool json_int(json v, int64_t *out); /* integral, |v| <= 2^53 */
bool json_bool(json v, bool *out);
const char *json_text(json v); /* NULL unless a string; borrowed */
/* The same by key. */
bool json_number_of(json object, const char *key, double *out);
bool json_int_of(json object, const char *key, int64_t *out);
const char *json_text_of(json object, const char *key);

/*
 * Big documents of which little is wanted: the members of an object in raw
 * text, one after the other, without building any of them. Keys come as they
 * stand there (escapes not decoded), values as the text that json_parse() or
 * json_members() takes. A value that nobody parses is skipped by its quotes
 * and brackets alone. `member` returns false to stop without error. Damage is
 * ERR_SYNTAX with the byte, after the calls for all that was whole.
 */
struct json_piece {
    const char *at;
    size_t n;
};
enum err json_members(struct json_piece object,
                      bool (*member)(void *self, struct json_piece key,
                                     struct json_piece value),
                      void *self, struct why *why);

/*
 * Writing. Numbers are written so that they read back the same double;
 * negative zero is written 0; a non-finite number is written null. Strings
 * are valid UTF-8 already (utf8_clean) or get U+FFFD for what is not; control
 * characters, U+2028 and U+2029 are escaped.
 */
void json_write_number(struct strbuf *out, double v);
void json_write_int(struct strbuf *out, int64_t v);
void json_write_text(struct strbuf *out, const char *s); /* NULL: null */

#endif
