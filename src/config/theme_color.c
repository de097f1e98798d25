/* SPDX-License-Identifier: MIT */
/* Colours as people see them: nearest palette entries, mixing, contrast. */
#include "theme_internal.h"

#include <math.h>

/* xterm's colours, of which 0-15 are what most terminals come near to. */
static const uint8_t ansi[16][3] = {
    {0, 0, 0},       {205, 0, 0},     {0, 205, 0},     {205, 205, 0},
    {0, 0, 238},     {205, 0, 205},   {0, 205, 205},   {229, 229, 229},
    {127, 127, 127}, {255, 0, 0},     {0, 255, 0},     {255, 255, 0},
    {92, 92, 255},   {255, 0, 255},   {0, 255, 255},   {255, 255, 255}};

static int32_t pack(int r, int g, int b)
{
    return 0x1000000 | r << 16 | g << 8 | b;
}

int32_t theme_rgb(int32_t color)
{
    static const uint8_t steps[6] = {0, 95, 135, 175, 215, 255};
    if (color < 0 || THEME_IS_RGB(color))
        return color;
    if (color < 16)
        return pack(ansi[color][0], ansi[color][1], ansi[color][2]);
    if (color < 232) {
        int i = color - 16;
        return pack(steps[i / 36], steps[i / 6 % 6], steps[i % 6]);
    }
    int grey = 8 + 10 * (color - 232);
    return pack(grey, grey, grey);
}

static double to_linear(int byte)
{
    double v = byte / 255.0;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static int to_byte(double linear)
{
    double v = linear <= 0.0031308 ? 12.92 * linear
                                   : 1.055 * pow(linear, 1 / 2.4) - 0.055;
    double byte = floor(v * 255 + 0.5);
    return byte < 0 ? 0 : byte > 255 ? 255 : (int)byte;
}

void theme_to_linear(int32_t color, double out[3])
{
    int32_t rgb = theme_rgb(color);
    out[0] = to_linear(rgb >> 16 & 255);
    out[1] = to_linear(rgb >> 8 & 255);
    out[2] = to_linear(rgb & 255);
}

int32_t theme_from_linear(const double in[3])
{
    return pack(to_byte(in[0]), to_byte(in[1]), to_byte(in[2]));
}

static double luminance(int32_t color)
{
    double c[3];
    theme_to_linear(color, c);
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

double theme_contrast(int32_t a, int32_t b)
{
    double la = luminance(a), lb = luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static double lab_root(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

/* CIE L*a*b* under D65. */
static void to_lab(int32_t color, double lab[3])
{
    double c[3];
    theme_to_linear(color, c);
    double x = 0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2];
    double y = 0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2];
    double z = 0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2];
    double fx = lab_root(x / 0.95047), fy = lab_root(y),
           fz = lab_root(z / 1.08883);
    lab[0] = 116 * fy - 16;
    lab[1] = 500 * (fx - fy);
    lab[2] = 200 * (fy - fz);
}

static double hue_degrees(double b, double a)
{
    double h = a == 0 && b == 0 ? 0 : atan2(b, a) * 180 / M_PI;
    return h < 0 ? h + 360 : h;
}

static double cos_degrees(double d)
{
    return cos(d * M_PI / 180);
}

/* Chroma and hue as CIEDE2000 corrects them for greys. */
struct corrected {
    double chroma, hue;
};

static struct corrected correct(const double lab[3], double g)
{
    double a = (1 + g) * lab[1];
    return (struct corrected){.chroma = hypot(a, lab[2]),
                              .hue = hue_degrees(lab[2], a)};
}

static double pow7_share(double c)
{
    double p = pow(c, 7);
    return sqrt(p / (p + 6103515625.0)); /* 25^7 */
}

/* The mean hue, on the shorter side of the circle. */
static double mean_hue(struct corrected p, struct corrected q)
{
    double sum = p.hue + q.hue;
    if (p.chroma * q.chroma == 0)
        return sum;
    if (fabs(p.hue - q.hue) <= 180)
        return sum / 2;
    return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

static double hue_step(struct corrected p, struct corrected q)
{
    double d = q.hue - p.hue;
    if (p.chroma * q.chroma == 0)
        return 0;
    return d > 180 ? d - 360 : d < -180 ? d + 360 : d;
}

/* Sharma, Wu, Dalal: The CIEDE2000 color-difference formula (2005). */
double theme_difference_lab(const double m[3], const double n[3])
{
    double c = (hypot(m[1], m[2]) + hypot(n[1], n[2])) / 2;
    double g = 0.5 * (1 - pow7_share(c));
    struct corrected p = correct(m, g), q = correct(n, g);
    double dl = n[0] - m[0], dc = q.chroma - p.chroma;
    double dh = 2 * sqrt(p.chroma * q.chroma) *
                sin(hue_step(p, q) / 2 * M_PI / 180);
    double l = (m[0] + n[0]) / 2, mc = (p.chroma + q.chroma) / 2;
    double h = mean_hue(p, q), far = (l - 50) * (l - 50);
    double t = 1 - 0.17 * cos_degrees(h - 30) + 0.24 * cos_degrees(2 * h) +
               0.32 * cos_degrees(3 * h + 6) - 0.20 * cos_degrees(4 * h - 63);
    double sl = 1 + 0.015 * far / sqrt(20 + far), sc = 1 + 0.045 * mc,
           sh = 1 + 0.015 * mc * t, bend = (h - 275) / 25;
    double turn = 60 * exp(-bend * bend) * M_PI / 180;
    double rt = -sin(turn) * 2 * pow7_share(mc);
    double x = dl / sl, y = dc / sc, z = dh / sh;
    return sqrt(x * x + y * y + z * z + rt * y * z);
}

double theme_difference(int32_t a, int32_t b)
{
    double la[3], lb[3];
    to_lab(a, la);
    to_lab(b, lb);
    return theme_difference_lab(la, lb);
}

int theme_nearest_256(int32_t rgb)
{
    double wanted[3], best = INFINITY;
    int nearest = 16;

    /* Shipped themes are written in colours of the cube: no search. */
    for (int i = 16; i < 256; i++)
        if (theme_rgb(i) == theme_rgb(rgb))
            return i;
    to_lab(rgb, wanted);
    for (int i = 16; i < 256; i++) {
        double lab[3];
        to_lab(i, lab);
        double d = theme_difference_lab(wanted, lab);
        if (d < best) {
            best = d;
            nearest = i;
        }
    }
    return nearest;
}

static double hsv_hue(int32_t rgb)
{
    int r = rgb >> 16 & 255, g = rgb >> 8 & 255, b = rgb & 255;
    int most = r > g ? (r > b ? r : b) : (g > b ? g : b);
    int least = r < g ? (r < b ? r : b) : (g < b ? g : b);
    double span = most - least;
    if (span == 0)
        return 0;
    double sixth = most == r   ? (g - b) / span
                   : most == g ? (b - r) / span + 2
                               : (r - g) / span + 4;
    return sixth < 0 ? sixth * 60 + 360 : sixth * 60;
}

int theme_nearest_16(int32_t rgb)
{
    static const struct {
        double below;
        int color; /* of the eight dark ones */
    } hues[] = {{20, 1}, {75, 3}, {165, 2}, {200, 6}, {270, 4}, {330, 5}};
    double lab[3];
    to_lab(rgb, lab);
    if (hypot(lab[1], lab[2]) < 12)
        return lab[0] < 20 ? 0 : lab[0] < 60 ? 8 : lab[0] < 88 ? 7 : 15;
    double hue = hsv_hue(theme_rgb(rgb));
    int color = 1;
    for (size_t i = sizeof hues / sizeof *hues; i-- > 0;) {
        if (hue < hues[i].below)
            color = hues[i].color;
    }
    return lab[0] >= 58 ? color + 8 : color;
}

/* OKLab (Ottosson 2020): mixtures keep their hue. */
static void to_oklab(int32_t color, double out[3])
{
    double c[3];
    theme_to_linear(color, c);
    double l = cbrt(0.4122214708 * c[0] + 0.5363325363 * c[1] +
                    0.0514459929 * c[2]);
    double m = cbrt(0.2119034982 * c[0] + 0.6806995451 * c[1] +
                    0.1073969566 * c[2]);
    double s = cbrt(0.0883024619 * c[0] + 0.2817188376 * c[1] +
                    0.6299787005 * c[2]);
    out[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
    out[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
    out[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

int32_t theme_mix(int32_t from, int32_t to, double share)
{
    double a[3], b[3];
    to_oklab(from, a);
    to_oklab(to, b);
    for (int i = 0; i < 3; i++)
        a[i] += (b[i] - a[i]) * share;
    double l = a[0] + 0.3963377774 * a[1] + 0.2158037573 * a[2];
    double m = a[0] - 0.1055613458 * a[1] - 0.0638541728 * a[2];
    double s = a[0] - 0.0894841775 * a[1] - 1.2914855480 * a[2];
    l = l * l * l;
    m = m * m * m;
    s = s * s * s;
    return theme_from_linear((double[]){
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s});
}
