/* SPDX-License-Identifier: MIT */
/* Yahoo's streamer: a frame is JSON around base64 around one protobuf
 * message, which is read here without a library. */
#include "tapewatch/feeds/provider.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reply.h"
#include "source.h"
#include "tapewatch/base/civil.h"
#include "wire.h"
#include "yahoo.h"

/*
 * DESIGN. A protobuf message is a run of (field << 3 | wire type, value); what
 * is not in the table below is skipped by its wire type alone. A field that is
 * absent is 0, so a frame without market_hours is of the hours before the
 * open. Its floats have 24 bits: they become the shortest decimal that is the
 * same float, since 142.62 was meant and not 142.61999512.
 */

enum { MESSAGE_MAX = 4096, WORD_MAX = 64 };

extern const struct provider provider_yahoo_stream;

enum field {
    ID = 1, PRICE = 2, TIME = 3, CURRENCY = 4, EXCHANGE = 5, TYPE = 6,
    HOURS = 7, DAY_VOLUME = 9, HIGH = 10, LOW = 11, SHORT_NAME = 13,
    OPEN = 15, PREVIOUS = 16, BID = 23, BID_SIZE = 24, ASK = 25,
    ASK_SIZE = 26, FIELDS = 27
};

struct message {
    bool has[FIELDS];
    double number[FIELDS]; /* floats */
    int64_t whole[FIELDS]; /* varints; sint64 are still zig-zag */
    char word[FIELDS][WORD_MAX];
};

struct bytes {
    const unsigned char *at, *end;
};

static bool varint(struct bytes *b, uint64_t *out)
{
    uint64_t v = 0;

    for (unsigned shift = 0; shift < 64 && b->at < b->end; shift += 7) {
        unsigned char c = *b->at++;

        v |= (uint64_t)(c & 0x7f) << shift;
        if (!(c & 0x80)) {
            *out = v;
            return true;
        }
    }
    return false;
}

static int64_t zigzag(int64_t raw)
{
    uint64_t v = (uint64_t)raw;

    return (int64_t)(v >> 1 ^ (~(v & 1) + 1));
}

static double short_decimal(float f)
{
    char text[32];

    for (int digits = 6; digits <= 9; digits++) {
        (void)snprintf(text, sizeof text, "%.*g", digits, (double)f);
        if (strtof(text, NULL) == f)
            break;
    }
    return strtod(text, NULL);
}

static bool take_float(struct bytes *b, struct message *m, uint64_t field)
{
    uint32_t bits = 0;
    float f;

    if (b->end - b->at < 4)
        return false;
    for (int i = 3; i >= 0; i--)
        bits = bits << 8 | b->at[i];
    b->at += 4;
    memcpy(&f, &bits, sizeof f);
    if (field < FIELDS && isfinite(f)) {
        m->number[field] = short_decimal(f);
        m->has[field] = true;
    }
    return true;
}

static bool take_bytes(struct bytes *b, struct message *m, uint64_t field)
{
    uint64_t n;

    if (!varint(b, &n) || n > (uint64_t)(b->end - b->at))
        return false;
    if (field < FIELDS && n < WORD_MAX && !memchr(b->at, '\0', n)) {
        memcpy(m->word[field], b->at, n);
        m->word[field][n] = '\0';
        m->has[field] = true;
    }
    b->at += n;
    return true;
}

static bool take_field(struct bytes *b, struct message *m)
{
    uint64_t tag, v;

    if (!varint(b, &tag) || tag >> 3 == 0)
        return false;
    switch (tag & 7) {
    case 0:
        if (!varint(b, &v))
            return false;
        if (tag >> 3 < FIELDS) {
            m->whole[tag >> 3] = (int64_t)v;
            m->has[tag >> 3] = true;
        }
        return true;
    case 1:
        if (b->end - b->at < 8)
            return false;
        b->at += 8;
        return true;
    case 2:
        return take_bytes(b, m, tag >> 3);
    case 5:
        return take_float(b, m, tag >> 3);
    default:
        return false;
    }
}

/* The length; 0 for what is not base64 or too long. */
static size_t base64(const char *text, unsigned char out[MESSAGE_MAX])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t held = 0;
    unsigned bits = 0;
    size_t n = 0;

    for (; *text && *text != '='; text++) {
        const char *digit = strchr(digits, *text);

        if (!digit || n >= MESSAGE_MAX)
            return 0;
        held = (held << 6 | (uint32_t)(digit - digits)) & 0xffffff;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out[n++] = (unsigned char)(held >> bits & 0xff);
        }
    }
    return text[strspn(text, "=")] ? 0 : n;
}

static enum instrument_type type_of(int64_t code)
{
    static const struct {
        int64_t code;
        enum instrument_type type;
    } types[] = {
        {8, INSTRUMENT_equity}, {9, INSTRUMENT_index},
        {11, INSTRUMENT_fund},  {14, INSTRUMENT_fx},
        {18, INSTRUMENT_future}, {20, INSTRUMENT_etf},
        {41, INSTRUMENT_crypto},
    };

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (types[i].code == code)
            return types[i].type;
    return INSTRUMENT_unknown;
}

static void add_regular(struct quote *q, const struct message *m,
                        enum instrument_type type)
{
    QUOTE_SET(q, price, m->number[PRICE]);
    if (m->has[PREVIOUS])
        QUOTE_SET(q, prev_close, m->number[PREVIOUS]);
    if (m->has[OPEN])
        QUOTE_SET(q, open, m->number[OPEN]);
    if (m->has[HIGH])
        QUOTE_SET(q, high, m->number[HIGH]);
    if (m->has[LOW])
        QUOTE_SET(q, low, m->number[LOW]);
    /* A coin's "day" is the last 24 hours here. */
    if (m->has[DAY_VOLUME] && type != INSTRUMENT_crypto &&
        zigzag(m->whole[DAY_VOLUME]) >= 0)
        QUOTE_SET(q, volume, (double)zigzag(m->whole[DAY_VOLUME]));
    if (m->has[BID])
        QUOTE_SET(q, bid, m->number[BID]);
    if (m->has[ASK])
        QUOTE_SET(q, ask, m->number[ASK]);
    if (m->has[BID_SIZE] && zigzag(m->whole[BID_SIZE]) > 0)
        QUOTE_SET(q, bid_size, (double)zigzag(m->whole[BID_SIZE]));
    if (m->has[ASK_SIZE] && zigzag(m->whole[ASK_SIZE]) > 0)
        QUOTE_SET(q, ask_size, (double)zigzag(m->whole[ASK_SIZE]));
}

/* Before the open, after the close, or "extended", which the clock tells. */
static void add_extended(struct quote *q, const struct message *m, int64_t ms)
{
    enum session part = m->whole[HOURS] == 0   ? SESSION_PRE
                        : m->whole[HOURS] == 2 ? SESSION_POST
                                               : calendar_session(HOURS_US, ms);

    if (part != SESSION_PRE && part != SESSION_POST)
        return;
    QUOTE_SET(q, ext_price, m->number[PRICE]);
    QUOTE_SET(q, ext_as_of, ms);
    q->ext_session = part;
}

static void add_updates(const struct source *s, const char *symbol,
                        const struct message *m)
{
    struct instrument about = {.type = type_of(m->whole[TYPE])};
    bool is_regular = m->whole[HOURS] == 1 ||
                      about.type == INSTRUMENT_crypto ||
                      about.type == INSTRUMENT_fx;
    int64_t ms = zigzag(m->whole[TIME]);
    struct quote q = {0};
    char plain[SYMBOL_MAX];

    if (symbol_from_text(m->word[CURRENCY], strlen(m->word[CURRENCY]), plain))
        name_copy(about.currency, sizeof about.currency, plain);
    about.name = m->word[SHORT_NAME][0] ? m->word[SHORT_NAME] : NULL;
    if (is_regular) {
        add_regular(&q, m, about.type);
        QUOTE_SET(&q, as_of, ms);
        q.session = SESSION_REGULAR;
    } else {
        add_extended(&q, m, ms);
    }
    if (about.type != INSTRUMENT_unknown || about.name || about.currency[0])
        source_instrument(s, symbol, &about);
    if (q.known)
        *source_quote(s, symbol) = q;
}

static bool is_in_minor_units(const char *currency)
{
    return strcmp(currency, "GBp") == 0 || strcmp(currency, "GBX") == 0 ||
           strcmp(currency, "ZAc") == 0 || strcmp(currency, "ILA") == 0;
}

static enum err read_message(const struct source *s, const char *text)
{
    unsigned char raw[MESSAGE_MAX];
    struct bytes b = {.at = raw, .end = raw + base64(text, raw)};
    struct message m = {.has = {false}};
    char symbol[SYMBOL_MAX];
    int64_t ms;

    if (b.at == b.end)
        return source_error(s, ERR_CORRUPT, NULL, "message", "not base64");
    while (b.at < b.end)
        if (!take_field(&b, &m))
            return source_error(s, ERR_CORRUPT, NULL, "message",
                                "not a whole protobuf message");
    if (m.whole[TYPE] == 7) /* a sign of life */
        return ERR_OK;
    if (!wire_symbol(s->reply, &provider_yahoo_stream, m.word[ID], symbol))
        return source_error(s, ERR_CORRUPT, NULL, "message.id",
                            "not a symbol");
    ms = zigzag(m.whole[TIME]);
    if (!m.has[PRICE] || m.number[PRICE] == 0)
        return source_error(s, ERR_CORRUPT, symbol, "message.price",
                            "missing");
    if (ms <= 0 || ms > INT64_C(100000000000000))
        return source_error(s, ERR_CORRUPT, symbol, "message.time",
                            "not a time");
    if (is_in_minor_units(m.word[CURRENCY]))
        return source_error(s, ERR_RANGE, symbol, "message.currency",
                            "in pence or cents, which frames do not always "
                            "say");
    add_updates(s, symbol, &m);
    return ERR_OK;
}

/* Frames of London, Johannesburg and Tel Aviv do not always say that they are
 * in pence or cents: those are polled. */
static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    const char *dot = strrchr(symbol, '.');

    if (dot && (strcmp(dot, ".L") == 0 || strcmp(dot, ".JO") == 0 ||
                strcmp(dot, ".TA") == 0))
        return false;
    return yahoo_spell(symbol, type, out);
}

static enum err subscribe(const struct ask *ask, struct strbuf *out,
                          struct why *why)
{
    char word[SYMBOL_MAX];

    if (ask->symbol_count == 0)
        return why_set(why, ERR_USAGE, "yahoo-stream: no symbols");
    strbuf_add(out, "{\"subscribe\":[");
    for (size_t i = 0; i < ask->symbol_count; i++) {
        if (!spell(ask->symbols[i], ask->types[i], word))
            return why_set(why, ERR_USAGE, "yahoo-stream: %s: not streamed",
                           ask->symbols[i]);
        if (i)
            strbuf_add_char(out, ',');
        json_write_text(out, word);
    }
    strbuf_add(out, "]}");
    return ERR_OK;
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    (void)ask;
    (void)out;
    return why_set(why, ERR_USAGE, "yahoo-stream: sends by itself");
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct source s = {.reply = reply, .out = out, .why = why,
                       .name = reply_source(reply, "yahoo-stream"),
                       .from = out->count};
    struct json_doc *doc;
    enum err e = source_json(&s, NULL, &doc);
    const char *type, *text;

    if (e != ERR_OK)
        return e;
    type = json_text_of(json_root(doc), "type");
    text = json_text_of(json_root(doc), "message");
    if (!type)
        e = source_error(&s, ERR_CORRUPT, NULL, "type", "missing");
    else if (strcmp(type, "pricing") == 0)
        e = text ? read_message(&s, text)
                 : source_error(&s, ERR_CORRUPT, NULL, "message", "missing");
    json_doc_free(doc);
    return e;
}

static const struct stream_ops stream = {
    .resubscribe_ms = 15000, /* it forgets who is silent */
    .subscribe = subscribe,
};

const struct provider provider_yahoo_stream = {
    .name = "yahoo-stream",
    .help = "Yahoo streamer: quotes as they change, over a WebSocket, no key",
    .batch = REQUEST_SYMBOLS_MAX,
    .base_url = "wss://streamer.finance.yahoo.com/?version=2",
    .stream = &stream,
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
