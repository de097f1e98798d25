/* SPDX-License-Identifier: MIT */
/* What two listings have to do with each other; formula in derive.h. */
#include <math.h>

#include "session.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/state/derive.h"

enum { WINDOW_DAYS = 90, COMMON_MIN = 20 };

/* Daily returns of both, of the same days. */
struct pairs {
    double a[WINDOW_DAYS], b[WINDOW_DAYS];
    size_t count;
};

/* Where one of the two is in its days: at bars[end - 1], going back. */
struct walk {
    enum market_hours hours;
    const struct series *daily;
    size_t end;
};

static struct walk walk_from(const struct derive_input *in, int32_t session)
{
    struct walk w = {.hours = instrument_hours(in->instrument),
                     .daily = in->daily};

    w.end = session_daily_at(w.hours, w.daily, session);
    return w;
}

static int32_t date_of(const struct walk *w, size_t back)
{
    return bar_date(w->hours, BAR_1d, &w->daily->bars[w->end - back]);
}

static const struct bar *bar_at(const struct walk *w, size_t back)
{
    return &w->daily->bars[w->end - back];
}

/* Of one exchange, bars that start together are of one day: most are, and
 * dates are dear. */
static bool starts_alike(const struct walk *a, const struct walk *b,
                         size_t back)
{
    return a->hours == b->hours &&
           bar_at(a, back)->start == bar_at(b, back)->start;
}

static double return_of(const struct walk *w)
{
    const struct bar *b = &w->daily->bars[w->end - 1];

    return log(b->close / b[-1].close);
}

/* A return is over the time since the bar before: both must have that one. */
static void add(struct pairs *p, const struct walk *a, const struct walk *b)
{
    double x, y;

    if (!starts_alike(a, b, 2) && date_of(a, 2) != date_of(b, 2))
        return;
    x = return_of(a);
    y = return_of(b);
    if (!isfinite(x) || !isfinite(y))
        return;
    p->a[p->count] = x;
    p->b[p->count++] = y;
}

static void find_pairs(const struct derive_input *a,
                       const struct derive_input *b, int32_t session,
                       struct pairs *out)
{
    struct walk x = walk_from(a, session), y = walk_from(b, session);
    /* A bar's start is within a day of its date: from here on it is inside. */
    int64_t inside = (session - WINDOW_DAYS + 2) * MS_PER_DAY;

    /* A day without trade may have any number of bars. */
    while (x.end >= 2 && y.end >= 2 && out->count < WINDOW_DAYS) {
        int32_t of_a, of_b;

        if (starts_alike(&x, &y, 1) && bar_at(&x, 1)->start >= inside) {
            add(out, &x, &y);
            x.end--;
            y.end--;
            continue;
        }
        of_a = date_of(&x, 1);
        of_b = date_of(&y, 1);
        if (of_a < session - WINDOW_DAYS || of_b < session - WINDOW_DAYS)
            break;
        if (of_a == of_b)
            add(out, &x, &y);
        x.end -= of_a >= of_b;
        y.end -= of_b >= of_a;
    }
}

static double mean_of(const double *v, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += v[i];
    return sum / (double)n;
}

bool derive_correlation(const struct derive_input *a,
                        const struct derive_input *b, int32_t session,
                        double *out)
{
    struct pairs p = {.count = 0};
    double mean_a, mean_b, aa = 0, bb = 0, ab = 0, r;

    if (session == NO_DATE)
        return false;
    find_pairs(a, b, session, &p);
    if (p.count < COMMON_MIN)
        return false;
    mean_a = mean_of(p.a, p.count);
    mean_b = mean_of(p.b, p.count);
    for (size_t i = 0; i < p.count; i++) {
        double x = p.a[i] - mean_a, y = p.b[i] - mean_b;

        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    r = ab / sqrt(aa * bb);
    if (!isfinite(r))
        return false;
    *out = fmax(-1, fmin(1, r));
    return true;
}
