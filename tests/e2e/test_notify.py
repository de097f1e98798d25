"""Notifications by the real program: the exact bytes for each terminal, BEL
alone behind tmux, nothing from a text that could act; commands, the file;
events that are followed."""
import json
import os
import re
import signal
import subprocess

import terminal
from pseudo import Pseudo

T0 = 1737990000000  # 2025-01-27T15:00:00Z


def line(t, symbol, price, **more):
    return dict(t=t, kind="quote", symbol=symbol, price=price, prev_close=100, as_of=t, source="tape",
                **more)


def tape(home, rows):
    path = os.path.join(home.path, "made.tape")
    with open(path, "w") as f:
        # So long that the clock, and the screen with it, goes on.
        for row in rows + [line(T0 + 86400000, "ZZZ", 99)]:
            f.write(json.dumps(row) + "\n")
    return path


HOSTILE = "evil\x1b]0;owned\x07\x1b\\; name\x9b31m"

CONFIG = """
[rule fallen]
when = change_pct <= -5
measure = change_pct
severity = 4
notify = bell, desktop, json
[rule percent-move]
enabled = no
"""


def answer(p):
    """All that was sent before the answer to a key has come then."""
    at = len(p.sent)
    p.type("?")
    p.wait_for("Help", at)


def leave(p):
    at = len(p.sent)
    p.type("Q")
    p.wait_for(b"\x1b[?1049l", at)
    os.waitpid(p.pid, 0)
    p.pid = 0


def notified(config="", more=None, term="xterm-256color", rows=None):
    """Plays a tape on which one symbol falls; the bytes that the program sent
    beside the screen: BEL and OSC but titles."""
    home = terminal.Home()
    home.config("notify_file = %s/told\n" % home.path + config + CONFIG)
    path = tape(home, rows or [
        dict(t=T0, kind="instrument", symbol="AAA", name=HOSTILE, type="equity", currency="USD",
             source="tape"),
        line(T0, "AAA", 99), line(T0 + 150000, "AAA", 90), line(T0 + 160000, "AAA", 89)])
    p = Pseudo(["--replay", path, "--speed", "60"], home.env(**(more or {})), term=term)
    try:
        p.wait_until("the event", lambda: os.path.exists(home.path + "/told"))
        answer(p)
        leave(p)
        sent = bytes(p.sent)
    finally:
        p.close()
        told = open(home.path + "/told").read() if os.path.exists(home.path + "/told") else ""
        home.remove()
    found = re.findall(rb"\x1bPtmux;.*?\x1b\\|\x1bP\x1b\].*?\x1b\\|\x1b\](?!11;)[0-9]+;[^\x07\x1b]*(?:\x07|\x1b\\)?|\x07",
                       sent)
    return [x for x in found if not x.startswith((b"\x1b]0;tapewatch", b"\x1b]2;tapewatch"))], told


TITLE = rb"AAA fell 1[01].00% on the day"
BODY = rb"rule fallen, severity 4"


def check(got, pattern):
    assert got[0] == b"\x07", got
    assert len(got) >= 2 and re.fullmatch(pattern, got[1]), (got, pattern)


def each_terminal_gets_its_own_code():
    ways = {
        "iTerm.app": rb"\x1b\]9;tapewatch: " + TITLE + b" - " + BODY + rb"\x1b\\",
        "WezTerm": rb"\x1b\]777;notify;" + TITLE + b";" + BODY + rb"\x1b\\",
        "ghostty": rb"\x1b\]777;notify;" + TITLE + b";" + BODY + rb"\x1b\\",
    }
    for program, pattern in ways.items():
        check(notified(more={"TERM_PROGRAM": program})[0], pattern)
    got, _ = notified(more={"KITTY_WINDOW_ID": "1"})
    check(got, rb"\x1b\]99;i=tapewatch:d=0;" + TITLE + rb"\x1b\\")
    assert re.fullmatch(rb"\x1b\]99;i=tapewatch:d=1:p=body;" + BODY + rb"\x1b\\", got[2]), got
    assert set(notified(more={"TERM_PROGRAM": "Apple_Terminal"})[0]) == {b"\x07"}
    assert set(notified("desktop = off\n", {"TERM_PROGRAM": "WezTerm"})[0]) == {b"\x07"}


def behind_tmux_the_bell_alone():
    inside = {"TMUX": "/tmp/none,1,0", "TERM_PROGRAM": "tmux"}
    assert set(notified(more=inside, term="screen-256color")[0]) == {b"\x07"}
    got, _ = notified("passthrough = yes\ndesktop = osc777\n", inside, term="screen-256color")
    check(got, rb"\x1bPtmux;\x1b\x1b\]777;notify;" + TITLE + b";" + BODY + rb"\x07\x1b\\")


def what_is_not_grave_rings_only_unfocused():
    rows = [line(T0, "AAA", 99), line(T0 + 150000, "AAA", 90), line(T0 + 160000, "AAA", 89)]
    home = terminal.Home()
    home.config("notify_file = %s/told\n" % home.path + CONFIG.replace("severity = 4", "severity = 2"))
    rows += [line(T0 + 170000, "BBB", 99), line(T0 + 7200000, "BBB", 90), line(T0 + 7200001, "BBB", 89)]
    p = Pseudo(["--replay", tape(home, rows), "--speed", "60"], home.env(TERM_PROGRAM="WezTerm"))
    try:
        p.wait_until("the event", lambda: os.path.exists(home.path + "/told"))
        answer(p)
        assert b"\x07" not in p.sent and b"]777" not in p.sent
        p.type("q")
        p.type("\x1b[O")   # the focus goes elsewhere
        p.type(".")        # to the next event
        p.wait_for(b"\x1b]777;notify;BBB fell")
        assert b"\x07" in p.sent
        leave(p)
    finally:
        p.close()
        home.remove()


def a_hostile_name_cannot_act():
    got, told = notified(more={"TERM_PROGRAM": "WezTerm"})
    assert not any(b"owned" in x for x in got), got
    assert told.count("\n") == len(told.splitlines()) and "\x1b" not in told and "\x07" not in told


def the_file_holds_an_event_a_line():
    _, told = notified()
    rows = [json.loads(x) for x in told.splitlines()]
    assert rows and rows[0]["rule"] == "fallen" and rows[0]["symbol"] == "AAA", rows
    assert {"opened", "worst", "last", "headlines", "peers", "terms", "rank"} <= set(rows[0])


def follow(*args):
    code, out, err = terminal.run(["events", "--follow", *args], home.env())
    assert code == 0, err
    return out


def events_are_followed_through_their_life():
    rows = [json.loads(x) for x in follow("--demo", "--ndjson").splitlines()]
    kept = {}
    for row in rows:
        key = (row["rule"], row["symbol"], row["session"])
        life = kept.setdefault(key, [])
        life.append(row["change"])
        assert (life[0] == "open") and life.count("open") == 1, (key, life)
        assert "close" not in life[:-1], (key, life)
        if row["change"] in ("recover", "close"):
            assert row["state"] == {"recover": "recovered", "close": "closed"}[row["change"]]
    code, out, _ = terminal.run(["events", "--demo", "--ndjson"], home.env())
    assert len(kept) == len(out.splitlines()), (len(kept), len(out.splitlines()))
    life = kept[("value-drop", "AMZN", "2025-01-27")]
    assert life[:2] == ["open", "recover"] or "recover" in life, life
    assert follow("--demo", "--ndjson") == follow("--demo", "--ndjson", "--speed", "1000000")


def following_ends_between_two_lines():
    p = subprocess.Popen([terminal.BINARY, "events", "--demo", "--follow", "--ndjson", "--speed", "20000"],
                         env=home.env(), stdout=subprocess.PIPE)
    first = p.stdout.readline()
    assert json.loads(first)["change"] == "open"
    p.send_signal(signal.SIGINT)
    rest = p.stdout.read()
    assert p.wait(20) == 130 and (not rest or rest.endswith(b"\n"))
    p = subprocess.Popen([terminal.BINARY, "events", "--demo", "--follow", "--ndjson"], env=home.env(),
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    p.stdout.readline()
    p.stdout.close()  # nobody reads any more
    assert p.wait(20) == 0 and p.stderr.read() == b""


def a_level_by_one_key():
    t = terminal.Terminal(home.env())
    try:
        t.run(terminal.BINARY + " --demo --from 2025-01-27T15:00:00Z --speed 1")
        t.wait_for("NVDA")
        t.wait_for("REPLAY")
        t.type("A")
        t.wait_for("ALERT NVDA 1")
        t.keys("Enter")
        t.wait_for("NVDA: told when the price")
        t.type(":ALERT NVDA off")
        t.keys("Enter")
        t.wait_for("NVDA: 1 price level dropped")
        t.type(":ALERT NVDA -3")
        t.keys("Enter")
        t.wait_for("above 0")
    finally:
        t.close()


home = terminal.Home()
try:
    terminal.main([each_terminal_gets_its_own_code, behind_tmux_the_bell_alone,
                   what_is_not_grave_rings_only_unfocused, a_hostile_name_cannot_act,
                   the_file_holds_an_event_a_line, events_are_followed_through_their_life,
                   following_ends_between_two_lines, a_level_by_one_key])
finally:
    home.remove()
