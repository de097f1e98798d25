/*
 * The words for a halt's reason code. (struct halt itself is an update.)
 */
#ifndef TAPEWATCH_MODEL_HALT_H
#define TAPEWATCH_MODEL_HALT_H

/* "T1" -> "news pending"; NULL for a code that is not in the table. */
const char *halt_code_words(const char *code);

#endif
