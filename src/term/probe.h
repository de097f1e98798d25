/* Questions to terminfo before curses starts. */
#ifndef TAPEWATCH_TERM_PROBE_H
#define TAPEWATCH_TERM_PROBE_H

#include <stdbool.h>
#include <stddef.h>

struct probe {
    bool is_known;   /* there is an entry for the name */
    bool can_move;   /* the cursor can be placed */
    bool has_title;  /* a window title of its own, that we may set */
    int colors;      /* 0: none */
    /* What resets the terminal, without padding; cut never. */
    char reset[256];
    size_t reset_length;
};
bool probe_is_multiplexed(void); /* inside tmux or screen */
bool probe_is_remote(void);      /* over ssh */
struct probe probe_terminal(const char *name, int fd);

/* The entry with true colours that goes with `name`, and what it can do;
 * false when the terminal has none, or the database does not know it. */
bool probe_direct(const char *name, char *out, size_t size, struct probe *p);

#endif
