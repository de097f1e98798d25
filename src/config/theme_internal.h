/* What the theme's own tests and the colour blindness check use as well. */
#ifndef TAPEWATCH_CONFIG_THEME_INTERNAL_H
#define TAPEWATCH_CONFIG_THEME_INTERNAL_H

#include "tapewatch/config/theme.h"

/* Linear light, 0-1 each. */
void theme_to_linear(int32_t color, double out[3]);
int32_t theme_from_linear(const double in[3]);
/* CIEDE2000 between two colours given as L*a*b*. */
double theme_difference_lab(const double a[3], const double b[3]);

#endif
