"""The real binary on a real terminal (tmux): the founding story by keyboard,
any size, any terminal, and the way out."""
import difflib
import json
import os
import re
import signal

import terminal
from terminal import BINARY, Home, Terminal

CLOSE = "2025-01-27T21:05:00Z"
AFTER_CLOSE = BINARY + " --demo --from " + CLOSE + " --speed 0.1"


class Session:
    """A terminal with the program running in it."""

    def __init__(self, command=AFTER_CLOSE, wait="118.42", env=None, **size):
        self.home = Home()
        self.term = Terminal({**self.home.env(), **(env or {})}, **size)
        self.term.run(command + "; echo left $?")
        self.first = self.term.wait_for(wait)

    def __enter__(self):
        return self.term

    def __exit__(self, *failure):
        self.term.close()
        self.home.remove()


def the_story_by_keyboard_alone():
    with Session() as t:
        for wanted in ("NVDA", "-592.7B", "Watchlist", "Events", "News"):
            t.wait_for(wanted)  # a frame comes in pieces
        t.keys("2", "Home", "Enter")
        for wanted in ("lost $592.7B", "largest one-day loss", "Rank", "AVGO", "2024-09-03", "before"):
            t.wait_for(wanted)
        t.keys("Escape")
        t.wait_for("Watchlist")
        t.keys("1")
        t.type("/MSFT")
        t.keys("Enter")
        t.wait_gone("29.07")  # of SMCI
        t.keys("Enter")
        for wanted in ("444.06", "Prev", "434.56"):  # the list has the price, but not the first
            t.wait_for(wanted)
        t.keys("Escape")
        t.wait_for("Watchlist")
        t.keys("3", "Enter")
        t.wait_for("NY")
        t.keys("q")
        t.wait_for("Watchlist")
        t.keys("?")
        t.wait_for("row down")
        t.keys("q")
        t.wait_gone("row down")


AFTER_RESULTS = "2025-01-30T21:05:00Z"
STORY = os.path.join(terminal.ROOT, "docs", "story")


def without_time(text):
    """A screen's lines but for what moves by itself: the clock's seconds and
    the status line (ages, the tape's speed)."""
    lines = [l.rstrip() for l in text.rstrip("\n").split("\n")]
    lines += [""] * (40 - len(lines))
    lines[0] = re.sub(r"(\d\d:\d\d):\d\d ET", r"\1 ET", lines[0])
    return lines[:38] + lines[39:]


def the_story_is_as_the_manual_shows_it():
    """The captures in docs/story, each line of them, on a real screen."""
    steps = {CLOSE: (("1-dashboard", []), ("2-event", ["Tab", "/nvda value-drop", "Enter", "Enter"]),
                     ("3-headline", ["BSpace", "3", "Enter"])),
             AFTER_RESULTS: (("4-filed", [":msft fa", "Enter"]),
                             ("5-spenders", [":compare msft meta nvda zzz", "Enter"]))}
    for moment, screens in steps.items():
        with Session(BINARY + " --demo --from " + moment + " --speed 0.1", wait="Watchlist") as t:
            t.wait_for("REPLAY")
            for name, keys in screens:
                for key in keys:
                    t.type(key) if " " in key or key[0] in "/:" else t.keys(key)
                with open(os.path.join(STORY, name + ".txt")) as f:
                    wanted = without_time(f.read())
                try:
                    t.wait_until(name, lambda text: without_time(text) == wanted)
                except AssertionError:
                    have = without_time(t.screen())
                    raise AssertionError("\n".join([name] + list(difflib.unified_diff(wanted, have, lineterm=""))))


def as_shown(row):
    """A row of `facts --json`, as the comparison has it."""
    def money(v):
        for size, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M")):
            if v >= size:
                digits = "%.4g" % (v / size)
                return digits + "0" * (5 - len(digits) if "." in digits else 0) + letter
        return "%g" % v
    return [money(row["value"]), "%+.1f%%" % round(row["yoy_pct"], 1), money(row["ttm"]),
            "%+.1f%%" % round(row["ttm_yoy_pct"], 1)]


def who_keeps_spending():
    """From the drop to a headline, to MSFT's figures, to the comparison; the
    numbers are those of `facts --json`."""
    home = Home()
    code, out, err = terminal.run(["facts", "--demo", "--until", AFTER_RESULTS, "MSFT", "META", "--json",
                                   "--quarters", "1", "--concept", "revenue,capex"], home.env())
    home.remove()
    assert code == 0, err
    rows = json.loads(out)
    with Session(BINARY + " --demo --from " + AFTER_RESULTS + " --speed 0.1", wait="124.65") as t:
        t.keys("2")
        t.type("/NVDA value-drop")
        t.keys("Enter", "j", "j", "Enter")  # today, Wednesday, that Monday
        t.wait_for("Rank")
        t.wait_for("largest one-day loss")
        t.keys("Escape")
        t.wait_for("Watchlist")
        t.keys("3", "Enter")
        t.wait_gone("Watchlist")
        t.keys("q")
        t.wait_for("Watchlist")
        t.type(":MSFT FA")
        t.keys("Enter")
        t.wait_for("REVENUE")
        t.wait_for("69.63B")
        t.type(":COMPARE MSFT META")
        t.keys("Enter")
        t.wait_for("newest quarter and four quarters")
        for symbol in ("MSFT", "META"):
            row = re.compile(r"(?m)^.?%s +Dec'24 .*%%.*$" % symbol)
            line = row.search(t.wait_until(symbol, row.search)).group()
            wanted = [w for r in rows if r["symbol"] == symbol for w in as_shown(r)]
            assert len(wanted) == 8 and line.split()[2:10] == wanted, (line, wanted)


def an_altered_tape_alters_the_screen():
    home = Home()
    _, tape, _ = terminal.run(["stream", "--demo", "--until", CLOSE], home.env())
    lines = [l.replace('"close":118.42', '"close":119.99') if '"NVDA"' in l and '"1d"' in l else l
             for l in tape.splitlines()]
    lines = [l.replace("Nvidia on course for a record one-day loss", "Quite another headline")
             for l in lines]
    path = home.path + "/altered.tape"
    with open(path, "w") as f:
        f.write("\n".join(lines) + "\n")
    with Session("%s replay %s --from %s --speed 0.1" % (BINARY, path, CLOSE), wait="119.99") as t:
        # (119.99 - 142.62) x 24.49 bn; the first paint may still be under way
        text = t.wait_until("what was altered", lambda s: "-554.2B" in s and "15.87%" in s
                            and "Quite another" in s)
        assert "118.42" not in text, text
    home.remove()


def back_restores_the_selection():
    with Session() as t:
        t.keys("G")
        selected = [l for l in t.wait_until("selection", lambda s: re.search(r"^›", s, re.M)).splitlines()
                    if l.startswith("›")]
        t.keys("g", "g")
        t.keys("j", "j", "j")
        before = [l[:24] for l in t.wait_for("›AAPL").splitlines() if l.startswith("›")]
        t.keys("Enter")
        t.wait_for("Prev")
        t.keys("Escape")
        after = [l[:24] for l in t.wait_for("Watchlist").splitlines() if l.startswith("›")]
        assert selected and before == after, (before, after)


def the_screen_shows_what_json_says():
    home = Home()
    _, out, _ = terminal.run(["quote", "--demo", "--until", CLOSE, "--json"], home.env())
    prices = {r["symbol"]: r for r in json.loads(out)}
    home.remove()
    with Session(height=60, width=200) as t:
        # The first paint of so large a screen may still be under way.
        t.wait_until("20 rows", lambda s: terminal.compare_prices(s, prices) >= 20)


def every_size_from_1x1_up():
    with Session() as t:
        for width, height in ((1, 1), (3, 2), (19, 4), (30, 6), (59, 15), (60, 16), (80, 24),
                              (99, 30), (100, 30), (159, 50), (160, 50), (200, 60), (2, 60),
                              (200, 2), (120, 40)):
            t.resize(width, height)
            # Not Escape: with j right behind it, it would be Alt-j.
            for key in ("Enter", "BSpace", "j", "Tab"):
                t.keys(key)
        # Opened rows may lead elsewhere than back leads from: all the way.
        for _ in range(32):
            t.keys("BSpace")
        # The lists were scrolled on the way.
        t.keys("1", "g", "g")
        t.wait_for("›NVDA")


def resize_storm():
    with Session() as t:
        for i in range(60):
            t.resize(20 + (i * 37) % 180, 5 + (i * 23) % 55)
        t.resize(120, 40)
        t.wait_for("-592.7B")


def leaving(keys, code):
    with Session() as t:
        t.keys(*keys)
        text = t.wait_for("left %d" % code)
        assert "Watchlist" not in text, text
        t.run("stty -a | grep -c ' icanon .* echo ' || stty -a")
        t.run("echo still$((40+2))")
        t.wait_for("still42")


def q_twice_leaves_and_restores():
    leaving(["q", "q"], 0)


def upper_q_leaves_at_once():
    leaving(["Q"], 0)


def interrupt_leaves_with_130():
    leaving(["C-c"], 130)


def signals_restore_the_terminal():
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGSEGV, signal.SIGABRT):
        with Session() as t:
            os.kill(t.program(), number)
            text = t.wait_for("left %d" % (128 + number))
            assert "Watchlist" not in text
            t.run("stty -a | tr ';' '\\n' | grep -w icanon")
            text = t.wait_until("termios", lambda s: " icanon" in s or "\nicanon" in s)
            assert "-icanon" not in text.replace("grep -w icanon", ""), text


def suspend_and_resume():
    with Session() as t:
        t.keys("C-z")
        t.wait_until("stopped", lambda s: "Stopped" in s or "$ " in s.splitlines()[-1] or "suspended" in s)
        t.run("fg")
        t.wait_for("-592.7B")


def pause_speed_and_next_event():
    with Session(BINARY + " --demo --speed 1", wait="09:25") as t:
        t.keys("p")
        t.wait_for("PAUSED")
        t.keys("p")
        t.wait_gone("PAUSED")
        t.keys(")")
        t.wait_for("2x")
        t.keys(".")
        t.wait_for("09:30")


def the_cursor_stands_on_the_selected_row():
    """Where a braille line or a screen reader looks; hidden for the others."""
    def cursor(t):
        return t.tmux("display-message", "-p", "#{cursor_flag} #{cursor_y}").split()

    def is_selected(t):
        def look(text):
            rows = [y for y, line in enumerate(text.splitlines()) if line.startswith(">")]
            return rows and cursor(t) == ["1", str(rows[0])]
        return look
    with Session(AFTER_CLOSE + " --set a11y=yes") as t:
        for key in ("j", "j", "G", "k"):
            t.keys(key)
            text = t.wait_until("the cursor on the row", is_selected(t))
            assert all(ord(c) < 0x80 for c in text)
    with Session() as t:
        t.wait_until("no cursor", lambda _: cursor(t)[0] == "0")


def copy_inside_tmux():
    with Session() as t:
        t.keys("y")
        t.wait_for("copied to tmux")
        t.wait_until("the buffer", lambda _: t.tmux("show-buffer", check=False) == "NVDA")


def wrong_keys_are_named():
    home = Home()
    home.config("[keys]\nzom = ^T\nzoom = F11 ^Q\nsort = Tab\n[aliases]\nfallers = EQS change_pct < -5\n")
    code, _, err = terminal.run(["--check-config"], home.env())
    assert code == 1 and "config:2:1: unknown action 'zom', did you mean 'zoom'?" in err, err
    assert "config:3:8: 'F11 ^Q' for zoom is not a list of keys" in err and "config:4:8: " in err, err
    home.config("[keys]\nzoom = ^T\n")
    code, out, err = terminal.run(["--list-keys"], home.env())
    assert code == 0 and not err and re.search(r"\^T +zoom", out), out
    home.remove()


def the_users_time_stands_second():
    for zone, clock in (("CET-1CEST,M3.5.0,M10.5.0/3", "22:05 CET"), ("UTC0", "21:05 UTC")):
        with Session(env={"TZ": zone}) as t:
            t.wait_for("ET  " + clock)
    with Session(env={"TZ": "EST5EDT,M3.2.0,M11.1.0"}) as t:
        t.wait_until("one clock", lambda s: re.search(r"16:05:\d\d ET$", s.splitlines()[0].rstrip()))


def without_color():
    for env, term in (({"NO_COLOR": "1"}, "screen-256color"), ({}, "vt100")):
        command = "TERM=%s %s" % (term, AFTER_CLOSE)
        with Session(command, env=env) as t:
            assert not re.search(r"\x1b\[[0-9;]*(3[0-7]|4[0-7]|38;|48;|9[0-7])[0-9;]*m",
                                 t.screen(colors=True))


def not_utf8():
    env = {"LC_ALL": "C", "LANG": "C"}
    home = Home()
    t = Terminal({**home.env(), **env})
    try:
        t.run(AFTER_CLOSE)
        text = t.wait_for("118.42")
        assert all(ord(c) < 0x80 for c in text), [c for c in text if ord(c) > 0x7f]
        assert "-16.97%" in text
    finally:
        t.close()
        home.remove()


def unknown_terminal_is_told():
    with Session("TERM=nosuchterm " + AFTER_CLOSE, wait="treated as xterm-256color") as t:
        t.wait_for("-592.7B")


def a_dumb_terminal_is_an_error():
    home = Home()
    t = Terminal(home.env())
    try:
        t.run("TERM=dumb " + AFTER_CLOSE + "; echo left $?")
        text = t.wait_for("left 2")
        assert "tapewatch: " in text
    finally:
        t.close()
        home.remove()


terminal.main([the_story_by_keyboard_alone, the_story_is_as_the_manual_shows_it, who_keeps_spending, an_altered_tape_alters_the_screen, back_restores_the_selection,
               the_screen_shows_what_json_says, every_size_from_1x1_up, resize_storm,
               q_twice_leaves_and_restores, upper_q_leaves_at_once, interrupt_leaves_with_130,
               signals_restore_the_terminal, suspend_and_resume, pause_speed_and_next_event, the_cursor_stands_on_the_selected_row, copy_inside_tmux, wrong_keys_are_named,
               the_users_time_stands_second, without_color, not_utf8, unknown_terminal_is_told, a_dumb_terminal_is_an_error])
