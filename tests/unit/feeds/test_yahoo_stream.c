/* SPDX-License-Identifier: MIT */
/* Yahoo's streamer: frames made here, byte by byte, and hostile ones. */
#include "replies.h"

#define P "yahoo-stream"

struct raw {
    unsigned char at[512];
    size_t n;
};

static void put_varint(struct raw *r, uint64_t v)
{
    for (; v >= 0x80; v >>= 7)
        r->at[r->n++] = (unsigned char)(v | 0x80);
    r->at[r->n++] = (unsigned char)v;
}

static void put_whole(struct raw *r, unsigned field, uint64_t v)
{
    put_varint(r, field << 3);
    put_varint(r, v);
}

static void put_signed(struct raw *r, unsigned field, int64_t v)
{
    put_whole(r, field, ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0));
}

static void put_text(struct raw *r, unsigned field, const char *s)
{
    put_varint(r, field << 3 | 2);
    put_varint(r, strlen(s));
    memcpy(r->at + r->n, s, strlen(s));
    r->n += strlen(s);
}

static void put_float(struct raw *r, unsigned field, float f)
{
    put_varint(r, field << 3 | 5);
    memcpy(r->at + r->n, &f, 4); /* little-endian machines alone run this */
    r->n += 4;
}

static void frame_of(const struct raw *r, size_t n, struct strbuf *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";

    strbuf_clear(out);
    strbuf_add(out, "{\"type\":\"pricing\",\"message\":\"");
    for (size_t i = 0; i < n; i += 3) {
        unsigned v = (unsigned)r->at[i] << 16;

        v |= i + 1 < n ? (unsigned)r->at[i + 1] << 8 : 0;
        v |= i + 2 < n ? r->at[i + 2] : 0;
        strbuf_add_char(out, digits[v >> 18]);
        strbuf_add_char(out, digits[v >> 12 & 63]);
        strbuf_add_char(out, i + 1 < n ? digits[v >> 6 & 63] : '=');
        strbuf_add_char(out, i + 2 < n ? digits[v & 63] : '=');
    }
    strbuf_add(out, "\"}");
}

static void decode_raw(struct got *g, const struct raw *r, size_t n)
{
    struct strbuf frame = {0};

    frame_of(r, n, &frame);
    decode_text(g, P, strbuf_text(&frame), "", 200);
    strbuf_done(&frame);
}

static void start(struct raw *r, const char *symbol, float price, int hours)
{
    *r = (struct raw){.n = 0};
    put_text(r, 1, symbol);
    put_float(r, 2, price);
    put_signed(r, 3, OPEN_MS + 60000);
    put_text(r, 4, "USD");
    put_whole(r, 6, 8);
    if (hours)
        put_whole(r, 7, (uint64_t)hours);
}

static void regular_hours(void **state)
{
    const struct quote *q;
    struct got g = {0};
    struct raw r;

    (void)state;
    start(&r, "AAA", 142.62F, 1);
    put_signed(&r, 9, 1234567);
    put_float(&r, 10, 143.5F);
    put_float(&r, 15, 141.25F);
    put_float(&r, 16, 140.1F);
    put_signed(&r, 99, -5); /* a field of the future */
    asked_for(&g, P, "AAA");
    decode_raw(&g, &r, r.n);
    assert_int_equal(g.e, ERR_OK);
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_true(q->price == 142.62 && q->prev_close == 140.1 &&
                q->high == 143.5 && q->open == 141.25 &&
                q->volume == 1234567);
    assert_int_equal(q->as_of, OPEN_MS + 60000);
    assert_false(QUOTE_HAS(q, low));
    assert_int_equal(nth(&g, UPDATE_instrument, 0)->of.instrument.type,
                     INSTRUMENT_equity);
    forget(&g);
}

static void extended_hours(void **state)
{
    const struct quote *q;
    struct got g = {0};
    struct raw r;

    (void)state;
    start(&r, "AAA", 139.5F, 2);
    decode_raw(&g, &r, r.n);
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_false(QUOTE_HAS(q, price));
    assert_true(q->ext_price == 139.5);
    assert_int_equal(q->ext_session, SESSION_POST);
    forget(&g);
    start(&r, "AAA", 139.5F, 0); /* what is 0 is not on the wire */
    decode_raw(&g, &r, r.n);
    assert_int_equal(nth(&g, UPDATE_quote, 0)->of.quote.ext_session,
                     SESSION_PRE);
    forget(&g);
}

static void signs_of_life(void **state)
{
    struct got g = {0};
    struct raw r = {.n = 0};

    (void)state;
    put_whole(&r, 6, 7);
    decode_raw(&g, &r, r.n);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 0);
    decode_text(&g, P, "{\"type\":\"status\"}", "", 200);
    assert_int_equal(g.e, ERR_OK);
    forget(&g);
}

static void cut_anywhere(void **state)
{
    struct got g = {0};
    struct raw r;

    (void)state;
    start(&r, "AAA", 142.62F, 1);
    for (size_t n = 1; n < r.n; n++) {
        decode_raw(&g, &r, n);
        assert_true(g.e == ERR_OK || g.why.text[0]);
    }
    forget(&g);
    put_varint(&r, 13 << 3 | 2);
    put_varint(&r, UINT64_MAX); /* longer than everything there is */
    decode_raw(&g, &r, r.n);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text,
                        P ": message: not a whole protobuf message");
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void fails(struct got *g, const char *body, enum err e,
                  const char *words)
{
    decode_text(g, P, body, "", 200);
    assert_int_equal(g->e, e);
    assert_string_equal(g->why.text, words);
    assert_int_equal(g->out.count, 0);
}

static void errors(void **state)
{
    struct got g = {0};
    struct raw r;

    (void)state;
    fails(&g, "{}", ERR_CORRUPT, P ": type: missing");
    fails(&g, "{\"type\":\"pricing\"}", ERR_CORRUPT, P ": message: missing");
    fails(&g, "{\"type\":\"pricing\",\"message\":\"a b\"}", ERR_CORRUPT,
          P ": message: not base64");
    fails(&g, "{\"type\":\"pricing\",\"message\":\"AA=A\"}", ERR_CORRUPT,
          P ": message: not base64");
    fails(&g, "{\"type\":\"pricing\",\"message\":\"/////////////////w==\"}",
          ERR_CORRUPT, P ": message: not a whole protobuf message");
    start(&r, "A B", 1, 1);
    decode_raw(&g, &r, r.n);
    assert_string_equal(g.why.text, P ": message.id: not a symbol");
    start(&r, "AAA", 0, 1);
    decode_raw(&g, &r, r.n);
    assert_string_equal(g.why.text, P ": AAA: message.price: missing");
    start(&r, "AAA", 5, 1);
    put_signed(&r, 3, -1);
    decode_raw(&g, &r, r.n);
    assert_string_equal(g.why.text, P ": AAA: message.time: not a time");
    start(&r, "AAA", 5, 1);
    put_text(&r, 4, "GBp");
    decode_raw(&g, &r, r.n);
    assert_int_equal(g.e, ERR_RANGE);
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void subscribing(void **state)
{
    const struct provider *p = provider_find(P);
    struct ask ask = {.symbol_count = 2, .symbols = {"AAA", "BTC-USD"}};
    struct strbuf text = {0};
    struct request r;
    char out[SYMBOL_MAX];

    (void)state;
    assert_non_null(p->stream);
    assert_int_equal(p->stream->resubscribe_ms, 15000);
    assert_int_equal(p->stream->subscribe(&ask, &text, NULL), ERR_OK);
    assert_string_equal(strbuf_text(&text),
                        "{\"subscribe\":[\"AAA\",\"BTC-USD\"]}");
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_USAGE);
    assert_false(p->spell("FRED:DGS10", INSTRUMENT_unknown, out));
    assert_false(p->spell("VOD.L", INSTRUMENT_equity, out)); /* in pence */
    assert_true(p->spell("7203.T", INSTRUMENT_equity, out));
    strbuf_done(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regular_hours), cmocka_unit_test(extended_hours),
        cmocka_unit_test(signs_of_life), cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(errors),        cmocka_unit_test(subscribing),
    };

    return cmocka_run_group_tests_name(P, tests, NULL, NULL);
}
