/* SPDX-License-Identifier: MIT */
/* JSON in: all of cJSON that the program may touch. */
#include "tapewatch/base/json.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"

struct json_doc {
    cJSON *root;
};

static bool only_blanks(const char *at, const char *end)
{
    while (at < end && strchr(" \t\r\n", *at) && *at)
        at++;
    return at == end;
}

/* The byte offset at which the parser stopped, for a message. */
static enum err refuse(const char *copy, const char *end, struct why *why)
{
    return why_set(why, ERR_SYNTAX, "not JSON at byte %zu",
                   end ? (size_t)(end - copy) : (size_t)0);
}

enum err json_parse(const char *bytes, size_t n, size_t limit,
                    struct json_doc **out, struct why *why)
{
    const char *end = NULL;
    enum err e = ERR_OK;
    cJSON *root;
    char *copy;

    if (n > limit)
        return why_set(why, ERR_TOO_BIG, "JSON of %zu bytes, limit %zu", n,
                       limit);
    if (n == 0)
        return why_set(why, ERR_SYNTAX, "empty, not JSON");
    copy = mem_text_n(bytes, n); /* the parser wants a terminator */
    root = cJSON_ParseWithLengthOpts(copy, n + 1, &end, 0);
    if (!root || !only_blanks(end, copy + n))
        e = refuse(copy, end, why);
    free(copy);
    if (e != ERR_OK) {
        cJSON_Delete(root);
        return e;
    }
    *out = mem_new(1, sizeof **out);
    (*out)->root = root;
    return ERR_OK;
}

void json_doc_free(struct json_doc *doc)
{
    if (!doc)
        return;
    cJSON_Delete(doc->root);
    free(doc);
}

json json_root(const struct json_doc *doc)
{
    return doc->root;
}

json json_get(json object, const char *key)
{
    return cJSON_IsObject(object)
               ? cJSON_GetObjectItemCaseSensitive(object, key)
               : NULL;
}

json json_path(json object, const char *path)
{
    char key[64];

    while (object && *path) {
        size_t n = strcspn(path, ".");

        if (n >= sizeof key)
            return NULL;
        memcpy(key, path, n);
        key[n] = '\0';
        object = json_get(object, key);
        path += n + (path[n] == '.');
    }
    return object;
}

bool json_is_array(json v)
{
    return cJSON_IsArray(v);
}

bool json_is_object(json v)
{
    return cJSON_IsObject(v);
}

bool json_is_null(json v)
{
    return cJSON_IsNull(v);
}

json json_first(json v)
{
    return cJSON_IsArray(v) || cJSON_IsObject(v) ? v->child : NULL;
}

json json_next(json item)
{
    return item->next;
}

size_t json_count(json v)
{
    size_t n = 0;

    for (json i = json_first(v); i; i = json_next(i))
        n++;
    return n;
}

const char *json_key(json member)
{
    return member->string;
}

bool json_number(json v, double *out)
{
    if (!cJSON_IsNumber(v) || !isfinite(v->valuedouble))
        return false;
    *out = v->valuedouble;
    return true;
}

bool json_int(json v, int64_t *out)
{
    double d;

    if (!json_number(v, &d) || d != floor(d) || fabs(d) > 9007199254740992.0)
        return false;
    *out = (int64_t)d;
    return true;
}

bool json_bool(json v, bool *out)
{
    if (!cJSON_IsBool(v))
        return false;
    *out = cJSON_IsTrue(v);
    return true;
}

const char *json_text(json v)
{
    return cJSON_IsString(v) ? v->valuestring : NULL;
}

bool json_number_of(json object, const char *key, double *out)
{
    return json_number(json_get(object, key), out);
}

bool json_int_of(json object, const char *key, int64_t *out)
{
    return json_int(json_get(object, key), out);
}

const char *json_text_of(json object, const char *key)
{
    return json_text(json_get(object, key));
}
