/*
 * How fast the way to the terminal is. Only on a fast one the clock shows
 * seconds and prices that changed are bold for a frame; a slow one gets few
 * colours.
 */
#ifndef TAPEWATCH_UI_SPEED_H
#define TAPEWATCH_UI_SPEED_H

enum link_speed { LINK_FAST, LINK_MEDIUM, LINK_SLOW };

#endif
