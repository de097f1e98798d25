"""Measures the real binary on a terminal of its own: time to the first paint,
key to frame, bytes, memory, processor time. Prints a row per figure:
name, value, unit, budget, kind (time or count)."""
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

import bench_link

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.path.join(ROOT, os.environ.get("B", "build/plain"), "tapewatch")
TICK = os.sysconf("SC_CLK_TCK")
SYMBOLS = ["S%02d" % i for i in range(30)]
with open(os.path.join(ROOT, "data", "defaults.ini")) as _f:
    FEEDS = re.findall(r"(?m)^\[feed (.+)\]$", _f.read())


def row(name, value, unit, budget, kind):
    print("%s\t%.4g\t%s\t%g\t%s" % (name, value, unit, budget, kind), flush=True)


def take_terminal():
    """In the child: /dev/tty is what its output is."""
    fcntl.ioctl(1, termios.TIOCSCTTY, 0)


class Program:
    """The binary on a pty of 120x40; `stdin`: a descriptor it reads instead of
    the keyboard, which then is /dev/tty."""

    def __init__(self, args, home, size=(40, 120), stdin=None):
        env = {"HOME": home, "PATH": os.environ["PATH"], "LANG": "C.UTF-8",
               "TERM": "xterm-256color", "XDG_CONFIG_HOME": home + "/config",
               "XDG_DATA_HOME": home + "/data", "XDG_STATE_HOME": home + "/state"}
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.started = time.perf_counter()
        self.process = subprocess.Popen([BINARY, *args], env=env, stdout=slave, stderr=slave,
                                        stdin=slave if stdin is None else stdin, close_fds=True,
                                        start_new_session=True,
                                        preexec_fn=None if stdin is None else take_terminal)
        os.close(slave)
        self.fd = master
        self.bytes = 0

    def read(self, limit):
        """What comes within `limit` seconds: the first piece, or b""."""
        ready, _, _ = select.select([self.fd], [], [], limit)
        if not ready:
            return b""
        try:
            got = os.read(self.fd, 1 << 16)
        except OSError:
            return b""
        self.bytes += len(got)
        for _ in range(got.count(b"\x1b[5n")):  # as a terminal does
            os.write(self.fd, b"\x1b[0n")
        return got

    def read_until(self, wanted, limit=20):
        seen, end = b"", time.perf_counter() + limit
        while wanted not in seen and time.perf_counter() < end:
            seen += self.read(end - time.perf_counter())
        if wanted not in seen:
            raise SystemExit("bench: %r never came: %r" % (wanted, seen[-300:]))
        return seen

    def drain(self, seconds):
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.read(end - time.perf_counter())

    def quiet(self, seconds=0.3):
        while self.read(seconds):
            pass

    def cpu_s(self):
        fields = open("/proc/%d/stat" % self.process.pid).read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def cpu_ns(self):
        """Nanoseconds on a processor, all threads (finer than the tick)."""
        total = 0
        base = "/proc/%d/task" % self.process.pid
        for task in os.listdir(base):
            total += int(open("%s/%s/schedstat" % (base, task)).read().split()[0])
        return total

    def screen_ns(self):
        """The same of the thread that draws: what a busy machine does not add to."""
        pid = self.process.pid
        return int(open("/proc/%d/task/%d/schedstat" % (pid, pid)).read().split()[0])

    def rss_kb(self):
        text = open("/proc/%d/status" % self.process.pid).read()
        return int(re.search(r"VmRSS:\s+(\d+)", text).group(1))

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        while self.process.poll() is None:
            self.read(0.05)
        os.close(self.fd)


def home_with(config):
    home = tempfile.mkdtemp(prefix="tapewatch-bench-")
    os.makedirs(home + "/config/tapewatch")
    with open(home + "/config/tapewatch/config", "w") as f:
        f.write(config)
    return home


def config_for(port, interval="5s"):
    url = "http://127.0.0.1:%d" % port
    text = ("interval = %s\ninsecure_hosts = 127.0.0.1\nwatchlist = bench\nindices =\n"
            "providers = yahoo-spark yahoo-chart\n"
            "[provider yahoo-spark]\nurl = %s\n[provider yahoo-chart]\nurl = %s\n"
            "[watchlist bench]\nsymbols = %s\n" % (interval, url, url, " ".join(SYMBOLS)))
    return text + "".join("[feed %s]\nenabled = no\n" % f for f in FEEDS)


def feed_server():
    """The scripted server, answering for SYMBOLS: (process, port)."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as f:
        json.dump({"symbols": {s: {"price": 90.0 + i, "prev": 100.0, "name": s}
                               for i, s in enumerate(SYMBOLS)}}, f)
        f.flush()
        server = subprocess.Popen(
            [sys.executable, os.path.join(ROOT, "tests/feedserver/feedserver.py"), f.name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return server, int(server.stdout.readline())


def first_paint_and_keys():
    """A store filled by one polled run; then starts while every feed hangs."""
    server, port = feed_server()
    home = home_with(config_for(port))
    p = Program([], home)
    p.read_until(b"90.00")
    p.drain(8)
    p.end()
    server.terminate()
    deaf = socket.socket()
    deaf.bind(("127.0.0.1", 0))
    deaf.listen(64)
    with open(home + "/config/tapewatch/config", "w") as f:
        f.write(config_for(deaf.getsockname()[1]))
    paints, keys = [], []
    for i in range(15):
        p = Program([], home)
        p.read_until(b"90.00")
        paints.append((time.perf_counter() - p.started) * 1e3)
        if i == 14:
            p.quiet()
            for n in range(200):
                start = time.perf_counter()
                os.write(p.fd, b"j" if n % 40 < 20 else b"k")
                p.read(5)
                keys.append((time.perf_counter() - start) * 1e3)
                p.quiet(0.005)
        p.end()
    row("start to first paint, from the store", statistics.median(paints), "ms", 15, "time")
    row("key to changed frame, every feed hanging", statistics.median(keys), "ms", 2, "time")
    shutil.rmtree(home)


def polling_cost(seconds=40):
    """Processor time is its own, whatever else runs meanwhile: most of the two
    minutes are waiting, so the others are measured beside it."""
    server, port = feed_server()
    home = home_with(config_for(port))
    p = Program([], home)
    p.read_until(b"90.00")
    p.drain(70)  # one history a symbol comes first, at the site's pace
    before = p.cpu_ns()
    p.drain(seconds)
    row("processor time a minute, 30 symbols every 5 s", (p.cpu_ns() - before) / 1e9 * 60 / seconds,
        "s", 0.05, "time")
    p.end()
    server.terminate()
    shutil.rmtree(home)


def moving_tape(seconds, symbols=SYMBOLS, rate=10):
    """`rate` changes a second, from a seed: the same every time."""
    seed, lines, t0 = 1, [], 1737988200000
    price = {s: 100.0 for s in symbols}
    for s in symbols:
        lines.append({"t": t0, "kind": "instrument", "symbol": s, "name": s, "type": "equity",
                      "currency": "USD", "shares": 1e9, "source": "bench"})
        lines.append({"t": t0, "kind": "quote", "symbol": s, "price": 100, "prev_close": 101,
                      "open": 100, "high": 100, "low": 100, "volume": 1, "as_of": t0,
                      "session": "regular", "source": "bench"})
    for tick in range(rate * seconds):
        seed = (seed * 1103515245 + 12345) % (1 << 31)
        s = symbols[(seed >> 8) % len(symbols)]
        price[s] = round(price[s] + ((seed >> 16) % 21 - 10) / 100, 2)
        t = t0 + 1000 + tick * 1000 // rate
        lines.append({"t": t, "kind": "quote", "symbol": s, "price": price[s], "as_of": t,
                      "session": "regular", "source": "bench"})
    return "".join(json.dumps(u) + "\n" for u in lines)


def bytes_to_the_terminal(seconds=20):
    home = home_with("fps = 1\nwatchlist = bench\nindices =\n[watchlist bench]\nsymbols = %s\n"
                     % " ".join(SYMBOLS))
    path = home + "/moving.tape"
    with open(path, "w") as f:
        f.write(moving_tape(seconds + 10))
    p = Program(["replay", path, "--speed", "1"], home)
    p.read_until(b"S10")
    p.drain(3)
    p.bytes = 0
    p.drain(seconds)
    row("bytes a second to the terminal, 1 frame/s", p.bytes / seconds / 1024, "KB/s", 1.2, "count")
    p.end()
    p = Program(["replay", path, "--speed", "max"], home)
    p.read_until(b"END")
    p.drain(3)
    p.bytes = 0
    p.drain(5)
    row("bytes to the terminal while nothing changes", p.bytes, "B", 0, "count")
    p.end()
    shutil.rmtree(home)


def watching(symbols, fps):
    return home_with("fps = %g\nwatchlist = bench\nindices =\nbell = no\n[watchlist bench]\nsymbols = %s\n"
                     % (fps, " ".join(symbols)))


def five_hundred_symbols(seconds=20):
    symbols = ["S%03d" % i for i in range(500)]
    home = watching(symbols, 2)
    with open(home + "/moving.tape", "w") as f:
        f.write(moving_tape(seconds + 10, symbols))
    p = Program(["replay", home + "/moving.tape", "--speed", "1"], home)
    p.read_until(b"S010")
    p.drain(3)
    before = p.cpu_ns()
    p.drain(seconds)
    row("processor time a minute, 500 symbols, 10/s, 2 frames/s",
        (p.cpu_ns() - before) / 1e9 * 60 / seconds, "s", 0.3, "time")
    p.end()
    shutil.rmtree(home)


class Flood(threading.Thread):
    """Writes a tape into a pipe while it happens: `rate` quotes a second."""

    T0 = 1737988200000

    def __init__(self, symbols, rate):
        super().__init__()
        self.symbols, self.rate, self.sent = symbols, rate, 0
        self.out, self.write_end = os.pipe()
        self.ended = threading.Event()

    def put(self, lines):
        data = "".join(lines).encode()
        while data:
            data = data[os.write(self.write_end, data):]

    def quotes(self, first, last):
        """The quotes of those numbers, each a symbol and price from a seed."""
        for n in range(first, last):
            seed = (n * 2654435761 + 12345) % (1 << 32)
            t = self.T0 + 1000 + n * 1000 // self.rate
            yield ('{"t":%d,"kind":"quote","symbol":"%s","price":%.2f,"as_of":%d,"session":"regular",'
                   '"source":"bench"}\n' % (t, self.symbols[seed % len(self.symbols)],
                                            99 + (seed >> 16) % 200 / 100, t))

    def run(self):
        self.put('{"t":%d,"kind":"quote","symbol":"%s","price":100,"prev_close":101,"open":100,"high":100,'
                 '"low":100,"volume":1,"as_of":%d,"session":"regular","source":"bench"}\n'
                 % (self.T0, s, self.T0) for s in self.symbols)
        start = time.monotonic()
        while not self.ended.wait(0.02):
            due = int((time.monotonic() - start) * self.rate)
            self.put(self.quotes(self.sent, due))
            self.sent = due
        os.close(self.write_end)


def keys_in_a_flood(keys=400):
    symbols = ["T%04d" % i for i in range(10000)]
    home = watching(symbols, 2)
    flood = Flood(symbols, 5000)
    p = Program(["replay", "-", "--speed", "1"], home, stdin=flood.out)
    flood.start()
    p.read_until(b"T0001")
    p.drain(3)
    took, cost, before, start = [], [], flood.sent, time.monotonic()
    for n in range(keys):
        begun, used = time.perf_counter(), p.screen_ns()
        os.write(p.fd, b"j" if n % 40 < 20 else b"k")
        p.read(5)
        took.append((time.perf_counter() - begun) * 1e3)
        p.drain(0.02)
        cost.append((p.screen_ns() - used) / 1e6)
    rate = (flood.sent - before) / (time.monotonic() - start)
    row("key to frame, 10,000 symbols, %.0f updates/s: p99" % rate, sorted(took)[keys * 99 // 100 - 1],
        "ms", 5, "time")
    row("the same: processor time of the screen's thread, p99", sorted(cost)[keys * 99 // 100 - 1],
        "ms", 5, "time")
    flood.ended.set()
    flood.join()
    os.close(flood.out)
    p.end()
    shutil.rmtree(home)


def memory_on_the_demo():
    home = home_with("")
    p = Program(["--demo", "--speed", "max"], home)
    p.read_until(b"END")
    p.quiet()
    row("resident memory at the demo tape's end", p.rss_kb() / 1024, "MB", 12, "count")
    p.end()
    shutil.rmtree(home)


def replay_time(runs=5):
    home = home_with("")
    env = dict(os.environ, HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([BINARY, "events", "--demo", "--json"], env=env, stdout=subprocess.DEVNULL,
                       check=True)
        times.append(time.perf_counter() - start)
    row("whole demo tape at full speed", statistics.median(times), "s", 1, "time")
    shutil.rmtree(home)


for measure in (first_paint_and_keys, replay_time, keys_in_a_flood):
    measure()
beside = threading.Thread(target=polling_cost)
beside.start()
for measure in (memory_on_the_demo, bytes_to_the_terminal, five_hundred_symbols, bench_link.measure):
    measure()
beside.join()
