/* SPDX-License-Identifier: MIT */
/* The keys of each kind of tape line. */
#include "rows.h"

#include <string.h>

static const char *instrument_word(int v)
{
    return instrument_type_name((enum instrument_type)v);
}

static bool instrument_from(const char *name, int *out)
{
    enum instrument_type type = instrument_type_from_name(name);

    *out = (int)type;
    return type != INSTRUMENT_unknown;
}

static const char *session_word(int v)
{
    return session_name((enum session)v);
}

static bool session_from(const char *name, int *out)
{
    enum session s;

    if (!session_from_name(name, &s))
        return false;
    *out = (int)s;
    return s != SESSION_UNKNOWN;
}

static const char *span_word(int v)
{
    return bar_span_name((enum bar_span)v);
}

static bool span_from(const char *name, int *out)
{
    enum bar_span span;

    if (!bar_span_from_name(name, &span))
        return false;
    *out = (int)span;
    return true;
}

static const char *action_word(int v)
{
    return v == ACTION_SPLIT ? "split" : "dividend";
}

static bool action_from(const char *name, int *out)
{
    *out = strcmp(name, "split") == 0 ? ACTION_SPLIT : ACTION_DIVIDEND;
    return strcmp(name, action_word(*out)) == 0;
}

static const char *state_word(int v)
{
    return source_state_name((enum source_state)v);
}

static bool state_from(const char *name, int *out)
{
    enum source_state s;

    if (!source_state_from_name(name, &s))
        return false;
    *out = (int)s;
    return true;
}

static const struct words instrument_words = {instrument_word, instrument_from};
static const struct words session_words = {session_word, session_from};
static const struct words span_words = {span_word, span_from};
static const struct words action_words = {action_word, action_from};
static const struct words state_words = {state_word, state_from};

#define AT(member) .at = offsetof(struct update, of.member)
#define TEXT(name, member, most)                                               \
    {                                                                          \
        .key = name, .type = FIELD_TEXT, AT(member), .room = (most)            \
    }
#define KEY_TEXT(name, member, most)                                           \
    {                                                                          \
        .key = name, .type = FIELD_TEXT, .is_required = true, AT(member),      \
        .room = (most)                                                         \
    }
#define PLAIN(name, kind, member)                                              \
    {                                                                          \
        .key = name, .type = FIELD_##kind, AT(member)                          \
    }
#define KEY(name, kind, member)                                                \
    {                                                                          \
        .key = name, .type = FIELD_##kind, .is_required = true, AT(member)     \
    }
#define WORD(name, member, list)                                               \
    {                                                                          \
        .key = name, .type = FIELD_WORD, AT(member), .words = &(list)          \
    }
#define KEY_WORD(name, member, list)                                           \
    {                                                                          \
        .key = name, .type = FIELD_WORD, .is_required = true, AT(member),      \
        .words = &(list)                                                       \
    }
#define BIT(name, kind, member, flag, where)                                   \
    {                                                                          \
        .key = name, .type = FIELD_##kind, AT(member), .bit = (flag),          \
        .known_at = offsetof(struct update, of.where)                          \
    }
#define QUOTE(kind, name)                                                      \
    BIT(#name, kind, quote.name, 1u << QUOTE_BIT_##name, quote.known)
#define BAR(name, flag) BIT(#name, NUMBER, bar.bar.name, flag, bar.bar.known)
#define PLAN(name, flag) BIT(#name, NUMBER, plan.name, flag, plan.known)
#define END                                                                    \
    {                                                                          \
        .key = NULL                                                            \
    }

static const struct field instrument_rows[] = {
    TEXT("name", instrument.name, 200),
    WORD("type", instrument.type, instrument_words),
    TEXT("venue", instrument.venue, 60),
    {.key = "currency",
     .type = FIELD_NAME,
     AT(instrument.currency),
     .room = CURRENCY_MAX},
    TEXT("sector", instrument.sector, 60),
    PLAIN("groups", GROUPS, instrument.groups),
    PLAIN("shares", NUMBER, instrument.shares),
    PLAIN("shares_asof", DATE, instrument.shares_asof),
    TEXT("shares_kind", instrument.shares_kind, 120),
    TEXT("shares_source", instrument.shares_source, 200),
    {.key = "cik",
     .type = FIELD_NAME,
     AT(instrument.cik),
     .room = CIK_MAX},
    END,
};

static const struct field quote_rows[] = {
    QUOTE(NUMBER, price),
    QUOTE(NUMBER, prev_close),
    QUOTE(NUMBER, open),
    QUOTE(NUMBER, high),
    QUOTE(NUMBER, low),
    QUOTE(NUMBER, volume),
    QUOTE(NUMBER, bid),
    QUOTE(NUMBER, ask),
    QUOTE(NUMBER, bid_size),
    QUOTE(NUMBER, ask_size),
    WORD("session", quote.session, session_words),
    QUOTE(TIME, as_of),
    QUOTE(NUMBER, ext_price),
    QUOTE(TIME, ext_as_of),
    WORD("ext_session", quote.ext_session, session_words),
    QUOTE(SECONDS, delay_s),
    END,
};

static const struct field bar_rows[] = {
    KEY_WORD("span", bar.span, span_words),
    KEY("start", TIME, bar.bar.start),
    BAR(open, BAR_HAS_OHL),
    BAR(high, BAR_HAS_OHL),
    BAR(low, BAR_HAS_OHL),
    KEY("close", NUMBER, bar.bar.close),
    BAR(volume, BAR_HAS_VOLUME),
    END,
};

static const struct field headline_rows[] = {
    KEY_TEXT("id", headline.id, 500),
    KEY_TEXT("title", headline.title, 1000),
    TEXT("summary", headline.summary, 4000),
    TEXT("publisher", headline.publisher, 120),
    TEXT("url", headline.url, 2000),
    PLAIN("published", TIME, headline.published),
    PLAIN("symbols", SYMBOLS, headline.symbols),
    END,
};

static const struct field fact_rows[] = {
    KEY_TEXT("concept", fact.concept, 80),
    PLAIN("start", DATE, fact.start),
    KEY("end", DATE, fact.end),
    KEY("value", NUMBER, fact.value),
    TEXT("unit", fact.unit, 40),
    TEXT("form", fact.form, 20),
    PLAIN("filed", DATE, fact.filed),
    TEXT("accn", fact.accn, 40),
    END,
};

static const struct field action_rows[] = {
    KEY_WORD("type", action.type, action_words),
    KEY("ex", DATE, action.ex),
    PLAIN("ratio", NUMBER, action.ratio),
    PLAIN("amount", NUMBER, action.amount),
    END,
};

static const struct field halt_rows[] = {
    TEXT("code", halt.code, 40),
    PLAIN("from", TIME, halt.from),
    PLAIN("until", TIME, halt.until),
    END,
};

static const struct field calendar_rows[] = {
    KEY_TEXT("type", calendar.type, 40),
    TEXT("title", calendar.title, 200),
    KEY("at", TIME, calendar.at),
    PLAIN("confirmed", FLAG, calendar.confirmed),
    END,
};

static const struct field status_rows[] = {
    KEY_WORD("state", status.state, state_words),
    TEXT("reason", status.reason, 400),
    PLAIN("retry_at", TIME, status.retry_at),
    END,
};

static const struct field plan_rows[] = {
    KEY_TEXT("concept", plan.concept, 80),
    PLAN(value, PLAN_HAS_VALUE),
    PLAN(low, PLAN_HAS_LOW),
    PLAN(high, PLAN_HAS_HIGH),
    TEXT("unit", plan.unit, 40),
    TEXT("period", plan.period, 40),
    TEXT("text", plan.text, 1000),
    TEXT("url", plan.url, 2000),
    END,
};

static const struct field *const rows[] = {
#define KIND_ROWS(name) [UPDATE_##name] = name##_rows,
    UPDATE_KINDS(KIND_ROWS)
#undef KIND_ROWS
};

const struct field *tape_rows(enum update_kind kind)
{
    return rows[kind];
}
