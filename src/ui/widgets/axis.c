/* SPDX-License-Identifier: MIT */
/* The steps of an axis: 1, 2, 2.5 and 5 times a power of ten. */
#include <math.h>

#include "parts.h"

enum { ROWS_PER_LABEL = 3 /* about */, LABELS_ENOUGH = 4 };

/* The smallest round step that is at least `least` (> 0). */
static double round_step(double least)
{
    static const double round[] = {1, 2, 2.5, 5, 10};
    double power = pow(10, floor(log10(least)));
    for (size_t i = 0; i < sizeof round / sizeof *round; i++)
        if (round[i] * power >= least * (1 - 1e-9))
            return round[i] * power;
    return 10 * power;
}

static int decimals_of(double step)
{
    int d = 0;
    for (double v = step; d < 8 && fabs(v - nearbyint(v)) > 1e-6 * v; v *= 10)
        d++;
    return d;
}

/* At most `most` round values. */
static void make_axis(struct axis *a, double low, double high, int most)
{
    double span = high - low;
    *a = (struct axis){0};
    most = most < 1 ? 1 : most > AXIS_TICKS_MOST ? AXIS_TICKS_MOST : most;
    if (!isfinite(span) || span <= 0)
        return;
    double step = round_step(span / most);
    double first = ceil(low / step);
    if (!isfinite(step) || step <= 0 || fabs(first) > 1e12)
        return; /* steps finer than a double can tell apart */
    a->decimals = decimals_of(step);
    for (; a->count < most; a->count++) {
        double v = (first + a->count) * step + 0.0;
        if (v > high)
            return;
        a->ticks[a->count] = v;
    }
}

/* The first `per` of 1, 2 and 5 times powers of ten; false when there are more
 * than `most`. */
static bool make_log(struct axis *a, double low, double high, int most,
                     int per)
{
    static const double round[] = {1, 2, 5};
    double power = pow(10, floor(log10(low)));

    *a = (struct axis){0};
    for (int i = 0; round[i % per] * power <= high; i++) {
        double v = round[i % per] * power;

        if (v >= low && a->count == most)
            return false;
        if (v >= low)
            a->ticks[a->count++] = v;
        if (i % per == per - 1)
            power *= 10;
    }
    a->decimals = decimals_of(a->count ? a->ticks[0] : 1);
    return true;
}

/* 1, 2 and 5 times powers of ten, or the powers alone, 0 < low; false when
 * there are fewer than three of them or more than `most`. */
static bool make_log_axis(struct axis *a, double low, double high, int most)
{
    *a = (struct axis){0};
    most = most < 1 ? 1 : most > AXIS_TICKS_MOST ? AXIS_TICKS_MOST : most;
    if (!(low > 0) || !isfinite(high) || high / low > 1e12)
        return false;
    return (make_log(a, low, high, most, 3) ||
            make_log(a, low, high, most, 1)) &&
           a->count >= 3;
}

/* How far the rows of a label are from what is wanted. */
static double rows_off(const struct axis *a, double span, int rows)
{
    return fabs(log((a->ticks[1] - a->ticks[0]) / span * rows /
                    ROWS_PER_LABEL));
}

/* Of two steps that leave a label two rows or more the better one, if enough
 * labels stay. */
void axis_fit(struct axis *a, double low, double high, int rows, bool is_log)
{
    int many = rows / 2, few = (rows + 2) / 3 + 1;
    double span = high - low;
    struct axis coarse;

    if (is_log && make_log_axis(a, low, high, few))
        return;
    make_axis(a, low, high, many > few ? many : few);
    if (a->count <= LABELS_ENOUGH)
        return;
    make_axis(&coarse, low, high,
              (int)(span / (a->ticks[1] - a->ticks[0]) * 0.999));
    if (coarse.count >= LABELS_ENOUGH &&
        rows_off(&coarse, span, rows) < rows_off(a, span, rows))
        *a = coarse;
}
