"""Rules made in the program: by keyboard on the demo tape, tried over its past
with the numbers of the headless backtest, told, kept, exported, mended."""
import glob
import json
import os
import re
import sqlite3

import terminal
from terminal import BINARY, Home, Terminal

BEFORE_CLOSE = "2025-01-27T20:59:30Z"
CLOSE = "2025-01-27T21:05:00Z"
WHEN = "cap_change_usd <= -50B and vol_ratio > 1.5"


def opened(home, command, **size):
    t = Terminal(home.env(), **size)
    t.run(command + "; echo left $?")
    return t


def dash(home, moment=BEFORE_CLOSE, **size):
    t = opened(home, BINARY + " --demo --from %s --speed 0.1" % moment, **size)
    t.wait_for("NVDA")
    t.wait_for("REPLAY")
    return t


def leave(t):
    t.keys("Q")
    t.wait_for("left 0")
    t.close()


def firings(home, *args):
    code, out, err = terminal.run(["backtest", "--demo", *args, "--json"], home.env())
    assert code == 0, err
    return json.loads(out)["firings"]


def in_words(rows):
    """As the dry run says it: "9 hits on 6 days   2025-01-27 ×3, ..."."""
    days = {}
    for row in rows:
        days[row["session"]] = days.get(row["session"], 0) + 1
    order = sorted(sorted(days, reverse=True), key=lambda day: -days[day])
    return "%d hit%s on %d day%s   %s" % (
        len(rows), "" if len(rows) == 1 else "s", len(days), "" if len(days) == 1 else "s",
        ", ".join("%s ×%d" % (day, days[day]) for day in order))


def make_rule(t, name):
    """From the dashboard, by keys alone; leaves the editor open."""
    t.keys("F9")
    t.wait_for("value-drop")
    t.keys("a")
    t.wait_for("[ Save ]")
    t.keys("C-u")
    t.type(name)
    t.keys("BTab", "BTab", "BTab", "BTab", "C-u")  # over the buttons to the text
    t.type(WHEN)


def report_of(home):
    code, out, err = terminal.run(["--demo", "--once"], home.env())
    assert code == 0, err
    return out.splitlines()[1]


def events_of(home, rule):
    code, out, err = terminal.run(
        ["events", "--demo", "--until", CLOSE, "--where", 'rule == "%s"' % rule, "--ndjson"],
        home.env())
    assert code == 0, err
    return [json.loads(line) for line in out.splitlines()], err


def a_rule_is_tried_saved_and_told():
    home = Home()
    assert "rule" not in report_of(home)
    t = dash(home)
    try:
        make_rule(t, "big drop")
        expected = firings(home, "--rule", WHEN, "--until", BEFORE_CLOSE)
        assert 0 < len(expected) < len(firings(home, "--rule", WHEN))
        t.wait_for(in_words(expected))
        t.wait_for("Now: ")
        t.keys("C-t")
        t.wait_for("test of the rule big-drop")
        t.keys("C-s")
        t.wait_gone("[ Save ]")
        t.wait_for("big-drop")
        t.type("/big-drop")
        t.keys("Enter")
        t.wait_gone("value-gain")
        at_close = [row for row in firings(home, "--rule", WHEN, "--until", CLOSE)
                    if row["session"] == "2025-01-27"]
        for _ in range(20):  # each is the next event of any rule
            if re.search(r"big-drop +%d 16:00" % len(at_close), t.screen()):
                break
            before = t.screen()
            t.keys(".")
            t.wait_until("a step", lambda text: text != before)
        t.wait_until("the events", lambda text: re.search(
            r"big-drop +%d 16:00" % len(at_close), text))
        leave(t)

        rows, _ = events_of(home, "big-drop")
        assert {row["symbol"] for row in rows} >= {row["symbol"] for row in at_close}
        assert report_of(home) == "on this tape as well: 1 rule made here (ga)"
        t = dash(home)
        t.keys("F9")
        t.wait_until("the rule, after a restart", lambda text: re.search(
            "big-drop .*cap_change_usd <= -50B and vol_ratio > 1.5.*this program", text))
        leave(t)
    finally:
        home.remove()


def what_was_made_is_shown_as_lines_of_a_config():
    home, other = Home(), Home()
    t = dash(home)
    try:
        make_rule(t, "mine")
        t.wait_for("hits on")
        t.keys("C-s")
        t.wait_for("rule mine is saved")
        t.type("gg")
        t.keys("Space")  # the first of all, of the program
        t.wait_for("value-drop is off")
        leave(t)
        code, out, err = terminal.run(["--print-config"], home.env())
        assert code == 0 and not err, err
        assert "# made in the program\n[rule mine]\nwhen     = " + WHEN in out, out
        assert "[rule value-drop]\nenabled  = no" in out
        own = out[out.index("# made in the program"):]
        other.config(own)
        rows, _ = events_of(home, "mine")
        same, _ = events_of(other, "mine")
        assert rows == same and rows
        for each in (home, other):
            assert events_of(each, "value-drop")[0] == []
        path = other.path + "/rules"
        with open(path, "w") as f:
            f.write(own.split("# switched")[0])
        assert len(firings(other, "--rules", path)) == len(firings(other, "--rule", WHEN))
    finally:
        home.remove()
        other.remove()


def a_rule_that_is_wrong_by_now_is_told_and_the_rest_works():
    home = Home()
    t = dash(home)
    try:
        make_rule(t, "mine")
        t.wait_for("hits on")
        t.keys("C-s")
        t.wait_for("rule mine is saved")
        leave(t)
        db = sqlite3.connect(glob.glob(home.path + "/data/tapewatch/user.db")[0])
        db.execute("INSERT INTO rule(name,standing,condition,measure,severity,worsen,notify,run)"
                   " VALUES('of-old',2,'chnge_pct < 1','',2,0,'none','')")
        db.commit()
        db.close()
        rows, err = events_of(home, "mine")
        assert rows
        assert "of-old" in err and "did you mean change_pct" in err and "^" in err, err
        t = dash(home)
        t.keys("F9")
        t.wait_until("the reason", lambda text: re.search("of-old +wrong .*chnge_pct", text))
        leave(t)
    finally:
        home.remove()


def no_folder_is_made_by_looking():
    home = Home()
    t = dash(home)
    try:
        t.keys("F9")
        t.wait_for("value-drop")
        t.keys("a")
        t.wait_for("hits on")
        t.keys("Escape")
        t.wait_gone("[ Save ]")
        leave(t)
        assert not os.path.exists(home.path + "/data")
    finally:
        home.remove()


def the_editor_takes_any_size():
    home = Home()
    t = dash(home, width=80, height=24)
    try:
        t.keys("F9")
        t.wait_for("value-drop")
        t.keys("a")
        for width, height in ((30, 6), (1, 1), (120, 40), (12, 3), (200, 60), (80, 24)):
            t.resize(width, height)
            t.keys("Tab")
        t.wait_for("[ Save ]")
        t.keys("Escape")
        t.wait_for("value-drop")
        leave(t)
    finally:
        home.remove()


terminal.main([a_rule_is_tried_saved_and_told, what_was_made_is_shown_as_lines_of_a_config,
               a_rule_that_is_wrong_by_now_is_told_and_the_rest_works, no_folder_is_made_by_looking,
               the_editor_takes_any_size])
