/*
 * What the envelope and the quotes of CNBC share.
 */
#ifndef TAPEWATCH_SRC_FEEDS_CNBC_H
#define TAPEWATCH_SRC_FEEDS_CNBC_H

#include "tapewatch/base/json.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/model/request.h"
#include "tapewatch/model/update.h"

/* A reply while it is read; symbol and type are of the quote at hand. */
struct cnbc {
    const struct reply *reply;
    struct updates *out;
    const char *source;
    struct strbuf unknown; /* symbols it does not know, with commas */
    struct why first;      /* what was wrong with the first damaged quote */
    enum err damage;
    size_t quotes;
    char symbol[SYMBOL_MAX];
    enum instrument_type type;
};

/* A figure; yields and indices have 0 where there is none. */
bool cnbc_figure(json q, const char *key, double *out);
/* Adds instrument and quote of c->symbol. */
void cnbc_add(struct cnbc *c, json q, double price);

#endif
