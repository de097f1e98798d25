"""What goes to and comes from the terminal, byte by byte: mouse, paste, focus,
frames by the clock of its answers, and everything put back at the end."""
import os
import re
import select
import signal
import sys
import termios
import time

import terminal
from pseudo import Pseudo
from terminal import BINARY, Home

sys.path.insert(0, os.path.join(terminal.ROOT, "tests", "bench"))
import bench_link

CLOSE = "2025-01-27T21:05:00Z"
STILL = ["--demo", "--from", CLOSE, "--speed", "0.1"]
COLOUR = rb"\x1b\[[0-9;]*(?:3[0-79]|4[0-79]|9[0-7]|10[0-7]|38;[0-9;]+|48;[0-9;]+)m"


class Session:
    def __init__(self, args=STILL, wait="118.42", env=None, **how):
        self.home = Home()
        self.p = Pseudo(args, {**self.home.env(), **(env or {})}, **how)
        if wait:
            self.p.wait_for(wait)

    def __enter__(self):
        return self.p

    def __exit__(self, *failure):
        self.p.close()
        self.home.remove()


def at(x, y):
    return "\x1b[<0;%d;%dM\x1b[<0;%d;%dm" % (x, y, x, y)


def modes_are_switched_on():
    with Session() as p:
        on = p.modes()
        assert {"1049", "1000", "1006", "1004", "2004"} <= on, on
        assert "25" not in on and not {"1002", "1003"} & on, on
        p.type("Q")
        assert os.WEXITSTATUS(p.end()) == 0
        p.demand_restored()


def restored_after_every_way_out():
    for number, is_code in ((signal.SIGTERM, True), (signal.SIGHUP, True), (signal.SIGINT, True),
                            (signal.SIGSEGV, False), (signal.SIGABRT, False)):
        with Session() as p:
            os.kill(p.pid, number)
            status = p.end()
            if is_code:
                assert os.WEXITSTATUS(status) == 128 + number, (number, status)
            else:
                assert os.WTERMSIG(status) == number, (number, status)
            p.demand_restored()


def stop_gives_back_and_continue_takes_again():
    with Session(wait="$ ", shell=True) as p:
        p.type(BINARY + " " + " ".join(STILL) + "\n")
        here = p.wait_for("118.42")
        p.type("\x1a")
        here = p.wait_for("$ ", here)
        p.demand_restored()
        p.type("fg\n")
        here = p.wait_for(b"\x1b[?1006h", p.wait_for("118.42", here))
        assert {"1049", "1000", "1006", "1004", "2004"} <= p.modes()
        assert termios.tcgetattr(p.slave) != p.before
        p.type("Q")
        p.wait_for("$ ", here)
        p.demand_restored()


def without_a_mouse():
    for args, config in ((["--no-mouse"], ""), ([], "mouse = no\n")):
        home = Home()
        home.config(config)
        p = Pseudo(STILL + args, home.env())
        p.wait_for("118.42")
        assert not {"1000", "1006"} & p.modes()
        p.close()
        home.remove()


def a_click_selects_a_second_opens():
    with Session() as p:
        p.type(at(3, 7))
        here = p.wait_for("›")
        p.type(at(3, 7))
        p.wait_for("Prev", here)
        here = len(p.sent)
        p.type(at(14, 1))  # the crumb of the dashboard
        p.wait_for("Watchlist", here)
        here = len(p.sent)
        p.type("\x1b[<65;3;8M")
        p.wait_for("›", here)


def a_click_sorts_presses_and_leads():
    """Column headings, panel titles, the hints of the last line, the wheel."""
    with Session(size=(40, 120)) as p:
        def screen_of(what):
            """Where a text stands: (column, row), from 1."""
            shown = bench_link.Screen()
            shown.feed(bytes(p.sent))
            for y, line in enumerate(shown.grid):
                x = "".join(line).find(what)
                if x >= 0:
                    return x + 1, y + 1
            raise AssertionError(what)

        p.type(at(*screen_of("CHG%")))
        here = p.wait_for("by change")
        p.type(at(*screen_of("CHG%")))  # turned around
        p.wait_for("▲", here)
        here = len(p.sent)
        p.type(at(*screen_of("2 Events")))
        p.wait_for("seen", here)  # the hints are those of events
        here = len(p.sent)
        p.type(at(*screen_of("? help")))
        p.wait_for("row down", here)
        here = len(p.sent)
        p.type("q")
        p.wait_for("seen", here)
        x, y = screen_of("1 Watchlist")
        p.type(at(x, y))
        p.wait_for("mark", here)
        here = len(p.sent)
        for _ in range(3):
            p.type("\x1b[<65;%d;%dM" % (x, y + 3))
        p.wait_for("›", here)


def a_mouse_report_in_pieces():
    with Session() as p:
        here = len(p.sent)
        for piece in ("\x1b[<0", ";3;", "8", "M"):
            p.type(piece)
        p.wait_for("›", here)
        p.type("\x1b[<0;99999999999;3M\x1b[<;;M\x1b[<1;2M\x1b[<35;3;8M")  # nothing, and no keys
        p.type(":")
        p.type("q\r")
        assert os.WEXITSTATUS(p.end()) == 0


def pasted_text_is_no_keys():
    with Session() as p:
        here = len(p.sent)
        p.type("\x1b[200~Qd\nQ\nAAPL msft\x1b[A\x1b[201~")
        p.wait_for("symbols?", here)
        p.type("n")
        here = p.wait_for("nothing added", here)
        p.type(":\x1b[200~qu\rit\x07\x1b[201~")
        p.wait_for("qu it", here)
        p.type("\x15q\r")
        assert os.WEXITSTATUS(p.end()) == 0


def an_interrupted_paste_ends():
    with Session() as p:
        p.type("\x1b[200~ABCD")
        p.wait_for("symbol?")
        p.type("n")
        p.wait_for("nothing added")
        p.type("Q")
        assert os.WEXITSTATUS(p.end()) == 0


def lone_escape_is_not_waited_for():
    with Session() as p:
        p.type("\r")
        here = p.wait_for("Prev")
        p.type("\x1b")
        start = time.monotonic()
        p.wait_for("Watchlist", here)
        assert time.monotonic() - start < 5


def frames_wait_for_answers():
    """The tape moves every frame, but a terminal that is silent gets no second
    question, and with it no second frame, until it has answered the first."""
    with Session(["--demo", "--speed", "600", "--set", "fps=10", "--set", "bell=no", "--set", "desktop=off"], b"\x1b[5n", answers=False) as p:
        here = len(p.sent)
        p.type("\x1b[0n")  # to the question of the start
        here = p.wait_for(b"\x1b[5n", here)
        title = rb"\x1b\]2;[^\x1b]*\x1b\\"  # is no frame
        assert re.sub(title, b"", p.quiet(1.5)) == b"", "a frame before the answer"
        p.type("\x1b[0n")
        here = p.wait_for(b"\x1b[5n", here)
        assert re.sub(title, b"", p.quiet(1)) == b""
        p.type("?")  # keys are answered all the same
        p.wait_for("Help", here)
        assert p.sent.count(b"\x1b[5n", here) == 0
        p.type("q\x1b[0n")
        p.wait_for(b"\x1b[5n", here)


def a_lost_answer_is_asked_for_again():
    """Without a frame, every ten seconds: frames would only queue up."""
    with Session(["--demo", "--speed", "600", "--set", "fps=10", "--set", "bell=no", "--set", "desktop=off"], b"\x1b[5n", answers=False) as p:
        p.type("\x1b[0n")
        here = p.wait_for(b"\x1b[5n", len(p.sent))
        start = time.monotonic()
        here = p.wait_for(b"\x1b[5n", here)
        assert time.monotonic() - start > 8
        p.type("\x1b[0n")
        p.wait_for("\x1b[5n", here)  # frames go on


def a_slow_link_is_calm():
    with Session(["--demo", "--speed", "600", "--set", "link=slow"], "link slow") as p:
        p.type("?")
        p.wait_for("Help")
        sent = bytes(p.sent)
        assert not re.search(rb"38;5|48;5", sent) and re.search(COLOUR, sent)
        assert not re.search(rb"\d\d:\d\d:\d\d ET", sent)
    with Session(["--demo", "--speed", "60"], "NVDA", size=(40, 120)) as p:
        p.wait_until("figures of the link", lambda: re.search(rb"link 2 fps RTT \d+ ms", p.sent))
        p.wait_until("a clock", lambda: re.search(rb"\d\d:\d\d:\d\d ET", p.sent))
        p.wait_until("its rate", lambda: re.search(rb"link \d+\.\d KB/s", p.sent))


def the_rate_is_by_the_way():
    """2 frames a second; half of it over ssh, and half of it in tmux or screen."""
    ssh, tmux = {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, {"TMUX": "/tmp/none,1,0"}
    for env, wanted in ((ssh, rb"link 1 fps RTT \d+ ms"), (tmux, rb"link 1 fps[^ ]"), ({"STY": "1.none"}, rb"link 1 fps[^ ]"),
                        ({**ssh, **tmux}, rb"link medium 0.5 fps[^ ]")):
        with Session(["--demo", "--speed", "60"], "NVDA", size=(40, 120), env=env) as p:
            p.wait_until("its rate", lambda: re.search(wanted, p.sent))
            assert not re.search(rb"link 2 fps", p.sent), env


def a_terminal_without_answers_gets_frames():
    with Session(["--demo", "--speed", "600"], "NVDA", answers=False) as p:
        here = len(p.sent)
        p.wait_until("three frames", lambda: p.sent.count(b"\x1b[5n") == 1 and
                     len(p.sent) > here + 300, 30)
        assert p.sent.count(b"\x1b[5n") == 1


def large_frames_are_held():
    with Session() as p:
        here = len(p.sent)
        p.type("?")
        start = p.wait_for(b"\x1b[?2026h", here)
        end = p.wait_for(b"\x1b[?2026l", start)
        assert b"Help" in p.sent[start:end]
    with Session(answers=False) as p:
        p.type("?")
        p.wait_for("Help")
        assert b"\x1b[?2026h" not in p.sent
    with Session(env={"TMUX": "/tmp/none,1,0"}) as p:
        assert b"2026" not in p.sent and b"\x1b]2;" not in p.sent


def focus_brings_a_frame():
    with Session(["--demo", "--speed", "600", "--set", "fps=0.5"], "NVDA") as p:
        p.type("\x1b[O")
        p.quiet(0.3)
        here = len(p.sent)
        assert p.quiet(3) == b"", "unfocused: a frame in 8 s"
        p.type("\x1b[I")
        p.wait_until("a frame", lambda: len(p.sent) > here, 2)


def focus_shows_what_came_meanwhile():
    """The frame that it brings has the newest price, not the one of before."""
    home = Home()
    tape = home.path + "/pipe.tape"
    os.mkfifo(tape)
    p = Pseudo(["replay", tape, "--set", "fps=0.1", "--set", "bell=no"], home.env())
    def quote(t, price):
        return ('{"t":%d,"kind":"quote","symbol":"NVDA","price":%.2f,"prev_close":120,"session":"regular",'
                '"as_of":%d,"source":"x"}\n' % (t, price, t))
    with open(tape, "w") as f:
        f.write(quote(1737990000000, 111.25))
        f.flush()
        p.wait_for("111.25")
        p.type("\x1b[O")
        p.quiet(0.3)
        f.write(quote(1737990000001, 122.75))
        f.flush()
        p.quiet(1.5)  # the poller has read it by then
        assert b"122.75" not in p.sent, "unfocused: a frame in 40 s"
        p.type("\x1b[I")
        p.wait_for("122.75", limit=5)
    p.close()
    home.remove()


def a_wish_is_not_kept_waiting():
    """What a key asks the poller for shows before the next frame's turn."""
    with Session(STILL + ["--set", "fps=0.1"]) as p:
        while p.quiet(0.5):
            pass  # the frame of the start
        here = len(p.sent)
        p.type("d")
        p.wait_for("ORCL", here, 8)  # the rows below move up
        here = len(p.sent)
        p.type("u")
        p.wait_for("118.42", here, 8)


def wide_arrows_give_ascii():
    with Session(answers=False) as p:
        p.type("\x1b[1;3R")
        here = p.wait_for("+3.18%")
        p.type("\x0c")
        p.wait_for("Watchlist", here)
        assert all(b < 0x80 for b in p.sent[here:])


def the_wish_for_glyphs_holds():
    with Session(STILL + ["--set", "glyphs=unicode"], answers=False) as p:
        p.type("\x1b[1;3R")
        here = p.wait_for("+3.18%") if b"+3.18%" in p.sent else len(p.sent)
        p.type("\x0c")
        p.wait_for("▼", here)


def the_console_gets_blocks_and_shades():
    braille, thin = r"[\u2801-\u28ff]", r"[▁▂▃▅▆▇━┏●◐✗…]"
    for term, args in (("linux", []), ("xterm-256color", ["--set", "glyphs=blocks"])):
        with Session(STILL + args, term=term, size=(40, 120)) as p:
            here = len(p.sent)
            p.type(":nvda gp\r")
            p.wait_for("Prev", here)
            p.wait_until("half blocks", lambda: re.search("[▀▄█]", p.sent[here:].decode("utf-8", "replace")))
            text = p.sent.decode("utf-8", "replace")
            assert not re.search(braille, text) and not re.search(thin, text), re.findall(thin, text)[:9]
            assert re.search("[░▒▓]", text) and "═" in text
    with Session(size=(40, 120)) as p:
        p.type(":nvda gp\r")
        p.wait_until("braille", lambda: re.search(braille, p.sent.decode("utf-8", "replace")))


def light_terminals_get_a_light_theme():
    """By OSC 11, else by COLORFGBG; never against the user's word."""
    light, dark = b"\x1b]11;rgb:ffff/ffff/eeee\x1b\\", b"\x1b]11;rgb:0000/1111/2222\x07"
    for answer, env, args, is_light in ((light, {}, [], True), (dark, {}, [], False), (b"", {}, [], False),
                                        (b"", {"COLORFGBG": "0;15"}, [], True),
                                        (b"", {"COLORFGBG": "15;0"}, [], False),
                                        (light, {}, ["--theme", "dark"], False)):
        with Session(STILL + args, env=env, background=answer) as p:
            if is_light:
                p.wait_for(b"48;5;231m")
            else:
                here = len(p.sent)
                p.type("?")
                p.wait_for("row down", here)
                assert b"48;5;231m" not in p.sent, (answer, env, args)


def the_title_tells_alerts_and_is_put_back():
    with Session() as p:
        p.wait_for(re.search(rb"\x1b\]2;tapewatch \d+!", bytes(p.sent)).group()
                   if re.search(rb"\x1b\]2;tapewatch \d+!", bytes(p.sent)) else b"\x1b]2;tapewatch ")
        assert p.sent.count(b"\x1b]2;") == 1
        p.type("Q")
        p.end()
        assert p.sent.count(b"\x1b[22;0t") == p.sent.count(b"\x1b[23;0t") == 1


def copy_and_open():
    with Session() as p:
        p.type("y")
        p.wait_for(b"\x1b]52;c;TlZEQQ==\x1b\\")  # NVDA
        p.wait_for("sent to the terminal")
    home = Home()
    seen = home.path + "/seen"
    browser = home.path + "/browser"
    with open(browser, "w") as f:
        f.write("#!/bin/sh\nprintf '%%s|' \"$@\" > %s.new; mv %s.new %s\n" % (seen, seen, seen))
    os.chmod(browser, 0o755)
    os.mkfifo(home.path + "/told")
    told = os.open(home.path + "/told", os.O_RDWR)
    with open(browser, "a") as f:
        f.write("echo done > %s/told\n" % home.path)
    with open(home.path + "/news.tape", "w") as f:
        f.write('{"t":1737990000000,"kind":"headline","id":"one","title":"A story to open",'
                '"url":"https://news.example/a-story?x=$(touch%20no)","published":1737990000000,"source":"rss"}\n')
    p = Pseudo(["replay", home.path + "/news.tape"], home.env(BROWSER=browser + " --new %s"))
    p.wait_for("A story to open")
    p.type("gno")
    assert select.select([told], [], [], 20)[0], "no browser was started"
    os.close(told)
    with open(seen) as f:
        words = f.read().split("|")
    assert words[0] == "--new" and words[1] == "https://news.example/a-story?x=$(touch%20no)", words
    p.close()
    home.remove()


def hostile_text_is_inert():
    """Whatever a headline or a name holds, no byte of it acts."""
    evil = "\\u001b]52;c;ZXZpbA==\\u0007\\u001b[2J\\u009b31m\\u202eevil\\u2066\\u200b\\u0000\\u0008\\u007f\\r\\n\\t\\u001b[?1049l end"
    home = Home()
    with open(home.path + "/evil.tape", "w") as f:
        f.write('{"t":1737990000000,"kind":"instrument","symbol":"NVDA","name":"Name %s","type":"equity","currency":"USD","source":"x"}\n'
                '{"t":1737990000000,"kind":"quote","symbol":"NVDA","price":118.42,"prev_close":142.62,"session":"regular","as_of":1737990000000,"source":"x"}\n'
                '{"t":1737990000000,"kind":"headline","id":"one","title":"Title %s","summary":"Text %s","publisher":"Press %s",'
                '"url":"javascript:alert(1)","published":1737990000000,"symbols":["NVDA"],"source":"rss"}\n' % (evil, evil, evil, evil))
    p = Pseudo(["replay", home.path + "/evil.tape"], home.env(), size=(40, 120))
    here = p.wait_for("118.42")
    p.wait_for("Title")
    p.type("gn")
    p.wait_for("Text", here)
    for key in ("\r", "y", "o", "q", "gd", ":nvda\r"):
        p.type(key)
    p.wait_for("no web page", here)
    p.type("Q")
    p.end()
    sent = bytes(p.sent)
    assert b"\x1b[2J" not in sent[here:] and b"ZXZpbA==\x07" not in sent
    assert b"\x1b]52;c;ZXZpbA==" not in sent and sent.count(b"\x1b[?1049l") == 1
    for bad in ("\u202e", "\u2066", "\u200b", "\u009b"):
        assert bad.encode() not in sent, bad
    assert not re.search(rb"[\x00\x7f]", sent)
    p.demand_restored()
    p.close()
    home.remove()


def keys_of_many_terminals():
    """Home, End, paging and function keys in the sequences terminfo misses."""
    with Session(size=(24, 80)) as p:
        for end, home in (("\x1b[F", "\x1b[H"), ("\x1bOF", "\x1bOH"), ("\x1b[4~", "\x1b[1~"), ("\x1b[8~", "\x1b[7~")):
            here = len(p.sent)
            p.type(end)
            here = p.wait_for("›", here)
            p.type(home)
            p.wait_for("›NVDA", here)
        for f1 in ("\x1bOP", "\x1b[11~", "\x1b[[A"):
            here = len(p.sent)
            p.type(f1)
            here = p.wait_for("row down", here)
            p.type("q")
            p.wait_for("Watchlist", here)
        p.type("\x1b[21~")  # F10
        assert os.WEXITSTATUS(p.end()) == 0


def a_storm_of_sizes():
    with Session() as p:
        for i in range(400):
            p.resize(1 + (i * 29) % 70, 1 + (i * 53) % 220)
            os.kill(p.pid, signal.SIGWINCH)
            if i % 16 == 0:
                p.type("jk")
            p.read(0)
        p.resize(1, 1)
        os.kill(p.pid, signal.SIGWINCH)
        p.type("\r")
        p.resize(24, 80)
        os.kill(p.pid, signal.SIGWINCH)
        here = len(p.sent)
        p.type("gd\x0c")
        p.wait_for("Watchlist", here)
        p.type("Q")
        assert os.WEXITSTATUS(p.end()) == 0
        p.demand_restored()


def a_locale_that_is_not_here():
    """Over ssh comes the locale of another machine: its UTF-8 and its habits hold."""
    shown = {"xx_YY.UTF-8": (79, 203), "zh_CN.utf8": (203, 79), "ja_JP.UTF-8": (203, 79), "ko_KR.UTF-8": (203, 75),
             "zh_HK.UTF-8": (79, 203), "en_SG.UTF-8": (79, 203)}
    for name, (up, down) in shown.items():
        with Session(env={"LC_ALL": name}) as p:
            for arrow, colour in (("▲3.18", up), ("▼16.97", down)):
                p.wait_for(arrow)
                colours = re.findall(rb"38;5;(\d+)m", p.sent[:p.sent.find(arrow.encode())])
                assert int(colours[-1]) == colour, (name, arrow, colours[-1])
    with Session(env={"LC_ALL": "xx_YY.ISO-8859-1"}) as p:
        assert all(b < 0x80 for b in p.sent)


def colour_by_word():
    """--color wins over NO_COLOR, and config over the environment."""
    for env, args, wanted in (({"NO_COLOR": "1"}, ["--color", "256"], rb"38;5;"),
                              ({"NO_COLOR": "1", "TAPEWATCH_COLOR": "16"}, ["--set", "color=256"], rb"38;5;"),
                              ({}, ["--color", "none"], None),
                              ({"NO_COLOR": ""}, [], rb"38;5;"), ({}, ["--color", "16"], rb"\x1b\[[0-9;]*[39][0-7]m")):
        with Session(STILL + args, env=env) as p:
            if wanted:
                p.wait_until("colour", lambda: re.search(wanted, p.sent))
                assert wanted == rb"38;5;" or b"38;5;" not in p.sent
            else:
                assert not re.search(COLOUR, bytes(p.sent))


def no_colour_sequences():
    for env, term in (({"NO_COLOR": "1"}, "xterm-256color"), ({}, "vt100")):
        with Session(env=env, term=term) as p:
            for key in "?q\rq:nvda\rq":
                p.type(key)
            p.quiet(0.5)
            p.type(",")
            p.wait_for("256 colours (none used)" if env else "no colours")
            assert not re.search(COLOUR, bytes(p.sent)), re.search(COLOUR, bytes(p.sent)).group()


def seven_bits_in_the_c_locale():
    with Session(env={"LC_ALL": "C", "LANG": "C"}) as p:
        for key in "?q\rq:nvda\rq2\rqg":
            p.type(key)
        p.quiet(1)
        assert all(b < 0x80 for b in p.sent), bytes(b for b in p.sent if b >= 0x80)[:40]


def terminals_of_all_kinds():
    for term in ("xterm-256color", "tmux-256color", "screen", "screen-256color", "linux", "vt100"):
        if not any(os.path.exists("%s/%s/%s" % (d, term[0], term))
                   for d in ("/usr/share/terminfo", "/lib/terminfo", "/etc/terminfo")):
            continue
        with Session(term=term, answers=term != "linux") as p:
            p.type("jj\r")
            p.wait_for("Prev")
            p.type("Q")
            assert os.WEXITSTATUS(p.end()) == 0, term
            assert termios.tcgetattr(p.slave) == p.before, term


def for_screen_readers():
    with Session(["--demo", "--from", CLOSE, "--speed", "1", "--set", "a11y=yes"]) as p:
        assert "25" in p.modes() or p.sent.rfind(b"\x1b[?25l") < p.sent.rfind(b"\x1b[?25h")
        assert all(b < 0x80 for b in p.sent)
        p.quiet(1)
        assert p.quiet(2.5) == b"", "something ticks"


def settings_of_the_session():
    with Session() as p:
        here = len(p.sent)
        p.type(":theme light\r")
        here = p.wait_for("theme = light", here)
        p.type(":theme nosuch\r")
        here = p.wait_for("error:", here)
        p.type(":set store_file x\r")
        p.wait_for("error:", here)


terminal.main([modes_are_switched_on, restored_after_every_way_out, stop_gives_back_and_continue_takes_again,
               without_a_mouse, a_click_selects_a_second_opens, a_click_sorts_presses_and_leads, a_mouse_report_in_pieces,
               pasted_text_is_no_keys, an_interrupted_paste_ends, lone_escape_is_not_waited_for,
               frames_wait_for_answers, a_lost_answer_is_asked_for_again, a_slow_link_is_calm, the_rate_is_by_the_way, a_terminal_without_answers_gets_frames, large_frames_are_held,
               focus_brings_a_frame, focus_shows_what_came_meanwhile, a_wish_is_not_kept_waiting, wide_arrows_give_ascii, the_title_tells_alerts_and_is_put_back,
               the_wish_for_glyphs_holds, the_console_gets_blocks_and_shades, light_terminals_get_a_light_theme,
               hostile_text_is_inert, keys_of_many_terminals, a_storm_of_sizes, colour_by_word,
               copy_and_open, no_colour_sequences, seven_bits_in_the_c_locale, a_locale_that_is_not_here, terminals_of_all_kinds,
               for_screen_readers, settings_of_the_session])
