/*
 * Lines of a config, so that nobody out there is asked.
 */
#ifndef TAPEWATCH_TESTS_POLL_NO_FEEDS_H
#define TAPEWATCH_TESTS_POLL_NO_FEEDS_H

/* The feeds of data/defaults.ini that are on, switched off. */
#define NO_SHIPPED_FEEDS                                                    \
    NO_FEED("Yahoo Finance") NO_FEED("CNBC") NO_FEED("MarketWatch")         \
    NO_FEED("Nasdaq") NO_FEED("GlobeNewswire") NO_FEED("PR Newswire")       \
    NO_FEED("Federal Reserve") NO_FEED("SEC") NO_FEED("Yahoo symbol")       \
    NO_FEED("Nasdaq symbol")
#define NO_FEED(name) "[feed " name "]\nenabled = no\n"

#endif
