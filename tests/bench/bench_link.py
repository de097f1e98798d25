"""A slow way to the terminal: what the program sends waits in a large buffer,
as ssh's, and comes out at so many bytes a second and so much later. Measures
how late the figures on the screen are, and how late a key's answer. Prints
rows as bench_tty.py."""
import collections
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.path.join(ROOT, os.environ.get("B", "build/plain"), "tapewatch")
COLUMNS, ROWS = 120, 40
SYMBOLS = ["S%02d" % i for i in range(30)]
T0 = 1737988260000
MARK_MS = 500  # how often the marked symbol changes, by a cent each time


def row(name, value, unit, budget, kind):
    print("%s\t%.4g\t%s\t%g\t%s" % (name, value, unit, budget, kind), flush=True)


class Screen:
    """As much of a terminal as shows what curses draws: no colours."""

    TOKEN = re.compile(rb"\x1b\[([?>0-9;]*)([@-~])|\x1b[()].|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[=>78M]"
                       rb"|[\x00-\x1a\x1c-\x1f]|[^\x00-\x1f]+", re.S)
    PARTIAL = re.compile(rb"\x1b(?:\[[?>0-9;]*|[()]|\][^\x07\x1b]*\x1b?)?$")

    def __init__(self):
        self.grid = [[" "] * COLUMNS for _ in range(ROWS)]
        self.x = self.y = 0
        self.rest = b""
        self.last = " "

    def put(self, text):
        for c in text:
            if self.x < COLUMNS and self.y < ROWS:
                self.grid[self.y][self.x] = self.last = c
            self.x += 1

    def control(self, arguments, final):
        n = [int(a) if a.isdigit() else 0 for a in arguments.split(b";")] + [0]
        one, y, x = max(1, n[0]), min(self.y, ROWS - 1), min(self.x, COLUMNS)
        line = self.grid[y]
        if final in b"Hf":
            self.y, self.x = one - 1, max(1, n[1]) - 1
        elif final in b"Gd":
            self.x, self.y = (one - 1, self.y) if final == b"G" else (self.x, one - 1)
        elif final in b"ABCD":
            self.y += {b"A": -one, b"B": one}.get(final, 0)
            self.x += {b"C": one, b"D": -one}.get(final, 0)
        elif final == b"K":
            a, b = ((x, COLUMNS), (0, x + 1), (0, COLUMNS))[n[0]]
            line[a:b] = " " * (min(b, COLUMNS) - a)
        elif final == b"X":
            line[x:x + one] = " " * len(line[x:x + one])
        elif final == b"P":
            self.grid[y] = (line[:x] + line[x + one:] + [" "] * one)[:COLUMNS]
        elif final == b"@":
            self.grid[y] = (line[:x] + [" "] * one + line[x:])[:COLUMNS]
        elif final == b"b":
            self.put(self.last * one)
        elif final == b"J":
            for i in range(0 if n[0] == 2 else y, ROWS):
                self.grid[i] = [" "] * COLUMNS

    def feed(self, data):
        data = self.rest + data
        cut = self.PARTIAL.search(data)
        end = cut.start() if cut else len(data)
        if not cut:
            end -= self.unfinished(data)
        self.rest = data[end:]
        for m in self.TOKEN.finditer(data[:end]):
            token = m.group()
            if m.group(2):
                self.control(m.group(1), m.group(2))
            elif token == b"\r":
                self.x = 0
            elif token == b"\n":
                self.y += 1
            elif token == b"\b":
                self.x -= 1
            elif token[0] >= 0x20:
                self.put(token.decode("utf-8", "replace"))

    @staticmethod
    def unfinished(data):
        """Bytes at the end that are the start of a character."""
        for back in range(1, min(4, len(data) + 1)):
            lead = data[-back]
            if lead >= 0xc0:
                return back if back < (2 if lead < 0xe0 else 3 if lead < 0xf0 else 4) else 0
            if lead < 0x80:
                return 0
        return 0

    def line_of(self, symbol):
        for line in self.grid:
            text = "".join(line)
            if text[1:].startswith(symbol + " "):
                return text
        return ""

    def cursor(self):
        return next((y for y, line in enumerate(self.grid) if line[0] == "›"), -1)

    def mark(self):
        """How often the marked symbol has changed."""
        m = re.search(r" (\d+\.\d\d)", self.line_of("S00"))
        return round((float(m.group(1)) - 100) * 100) if m else -1


def moving_tape(seconds):
    lines = []
    for s in SYMBOLS:
        lines.append({"t": T0, "kind": "quote", "symbol": s, "price": 100, "prev_close": 101, "open": 100,
                      "high": 100, "low": 100, "volume": 1, "as_of": T0, "session": "regular",
                      "source": "bench"})
    seed, price = 7, {s: 100.0 for s in SYMBOLS}
    for tick in range(10 * seconds):
        seed = (seed * 1103515245 + 12345) % (1 << 31)
        s = SYMBOLS[1 + (seed >> 8) % 29]
        t = T0 + tick * 100
        if t % MARK_MS == T0 % MARK_MS:
            s, price["S00"] = "S00", 100 + (t - T0) // MARK_MS / 100
        else:
            price[s] = round(price[s] + ((seed >> 16) % 21 - 10) / 100, 2)
        lines.append({"t": t, "kind": "quote", "symbol": s, "price": round(price[s], 2), "as_of": t,
                      "session": "regular", "source": "bench"})
    return "".join(json.dumps(u) + "\n" for u in lines)


class Relay:
    """Between the program and a terminal: bytes a second down, a delay each
    way, and a buffer that never says no."""

    def __init__(self, args, home, rate, delay):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        env = {"HOME": home, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color",
               "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "XDG_STATE_HOME": home,
               "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for fd in (0, 1, 2):
                os.dup2(slave, fd)
            os.execve(BINARY, [BINARY, *args], env)
        os.close(slave)
        self.rate, self.delay = rate, delay
        self.waiting = bytearray()          # in the buffer
        self.down = collections.deque()     # (when it is there, bytes)
        self.up = collections.deque()
        self.sent, self.shown = Screen(), Screen()
        self.tail, self.credit, self.last = b"", 0.0, time.monotonic()
        self.longest = 0

    def key(self, data):
        self.up.append((time.monotonic() + self.delay, data))

    def turn(self):
        """Moves what may move; a hundredth of a second."""
        if select.select([self.master], [], [], 0.01)[0]:
            data = os.read(self.master, 1 << 16)
            self.waiting += data
            self.sent.feed(data)
        now = time.monotonic()
        self.credit = min(self.credit + (now - self.last) * self.rate, self.rate * 0.1 + 200)
        self.last = now
        n = min(int(self.credit), len(self.waiting))
        if n:
            self.down.append((now + self.delay, bytes(self.waiting[:n])))
            del self.waiting[:n]
            self.credit -= n
        self.longest = max(self.longest, len(self.waiting))
        while self.down and self.down[0][0] <= now:
            self.arrive(self.down.popleft()[1])
        while self.up and self.up[0][0] <= now:
            os.write(self.master, self.up.popleft()[1])
        return now

    def arrive(self, data):
        self.shown.feed(data)
        text = self.tail + data
        for m in re.finditer(rb"\x1b\[5n|\x1b\[6n", text):
            if m.end() > len(self.tail):
                self.key(b"\x1b[0n" if m.group() == b"\x1b[5n" else b"\x1b[1;2R")
        self.tail = text[-4:]

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.master)


def p95(values):
    return sorted(values)[int(len(values) * 0.95)]


def measure(seconds=40, rate=2048, delay=0.1):
    home = tempfile.mkdtemp(prefix="tapewatch-bench-")
    os.mkdir(home + "/tapewatch")
    with open(home + "/tapewatch/config", "w") as f:
        f.write("watchlist = bench\nindices =\nbell = no\n[watchlist bench]\nsymbols = %s\n" % " ".join(SYMBOLS))
    with open(home + "/moving.tape", "w") as f:
        f.write(moving_tape(seconds + 30))
    r = Relay(["replay", home + "/moving.tape", "--speed", "1"], home, rate, delay)
    start = now = time.monotonic()
    offset, marks, echoes = None, [], []
    pressed, cursor, mark = 0, -1, -1
    while now < start + seconds:
        now = r.turn()
        true = r.sent.mark()
        if true >= 0:  # when the tape began, by what the program sent soonest
            begun = now - true * MARK_MS / 1000
            offset = begun if offset is None or begun < offset else offset
        mark = r.shown.mark()
        if mark >= 0 and now > start + 6:  # the first paint has come
            marks.append((now, mark))
        if pressed and r.shown.cursor() not in (-1, cursor):
            echoes.append(now - pressed)
            pressed = 0
        elif not pressed and r.shown.cursor() >= 0 and now > start + 6 + 1.7 * len(echoes):
            cursor, pressed = r.shown.cursor(), now
            r.key(b"j" if len(echoes) % 8 < 5 else b"k")
    r.end()
    shutil.rmtree(home)
    if not marks or not echoes or pressed and now - pressed > 5:
        sys.exit("bench_link: nothing moved on the slow link: %d figures, %d answers, %r" %
                 (len(marks), len(echoes), "".join(r.shown.grid[5])))
    lags = [t - (offset + m * MARK_MS / 1000) for t, m in marks]
    row("slow link (2 KB/s, 200 ms): lag of figures, p95", p95(lags), "s", 4, "count")
    row("slow link: a key's answer, p95 of %d" % len(echoes), p95(echoes), "s", 1.5, "count")
    row("slow link: most bytes that wait", r.longest / 1024, "KB", 16, "count")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
