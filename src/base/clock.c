/* SPDX-License-Identifier: MIT */
/* The only places that ask what time it is. */
#include "tapewatch/base/clock.h"

#include <time.h>

static int64_t read_ms(clockid_t clock)
{
    struct timespec t = {0};
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct clock_zone clock_zone_at(int64_t ms)
{
    time_t t = (time_t)(ms / 1000);
    struct clock_zone z = {.name = "UTC"};
    struct tm local;
    size_t n = 0;

    tzset();
    if (!localtime_r(&t, &local) || !local.tm_zone || !local.tm_zone[0])
        return z;
    z.offset_s = (int)local.tm_gmtoff;
    for (const char *p = local.tm_zone; *p && n + 1 < sizeof(z.name); p++)
        if (*p > ' ' && *p < 0x7f)
            z.name[n++] = *p;
    z.name[n] = '\0';
    return z;
}

int64_t clock_wall_ms(void)
{
    return read_ms(CLOCK_REALTIME);
}

int64_t clock_monotonic_ms(void)
{
    return read_ms(CLOCK_MONOTONIC);
}
