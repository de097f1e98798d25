"""The real binary in a real terminal: tmux, driven from Python.

Nothing here sleeps: wait_for() looks at the screen again whenever the program
has written something (a pipe from tmux says so).
"""
import os
import re
import select
import shutil
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.path.join(ROOT, os.environ.get("B", "build/plain"), "tapewatch")


class Home:
    """A fresh home folder: no config, no store, nothing of the user's."""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix="tapewatch-e2e-")

    def env(self, **more):
        env = {"HOME": self.path, "PATH": os.environ["PATH"], "LANG": "C.UTF-8",
               "XDG_CONFIG_HOME": self.path + "/config",
               "XDG_DATA_HOME": self.path + "/data",
               "XDG_STATE_HOME": self.path + "/state"}
        for name in ("ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                env[name] = os.environ[name]
        env.update(more)
        return env

    def config(self, text):
        os.makedirs(self.path + "/config/tapewatch", exist_ok=True)
        with open(self.path + "/config/tapewatch/config", "w") as f:
            f.write(text)

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)


class Terminal:
    """A tmux server of its own with one pane running a shell command."""

    def __init__(self, env, width=120, height=40, term="screen-256color"):
        self.folder = tempfile.mkdtemp(prefix="tapewatch-tmux-")
        self.socket = os.path.join(self.folder, "s")
        self.env = env
        fifo = os.path.join(self.folder, "out")
        os.mkfifo(fifo)
        self.out = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)
        conf = os.path.join(self.folder, "conf")
        with open(conf, "w") as f:
            f.write('set -g default-terminal "%s"\nset -g remain-on-exit on\n'
                    "set -sg escape-time 0\nset -g status off\n"
                    "set -g history-limit 100\n" % term)
        self.tmux("-f", conf, "new-session", "-d", "-x", str(width), "-y", str(height),
                  "env PS1='$ ' sh")
        self.tmux("pipe-pane", "-o", "cat > " + fifo)
        self.wait_for("$")

    def tmux(self, *args, check=True):
        flags = ["-u"] if "UTF-8" in self.env.get("LC_ALL", self.env["LANG"]) else []
        r = subprocess.run(["tmux", *flags, "-S", self.socket, *args], env=self.env,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if check and r.returncode:
            raise RuntimeError("tmux %s: %s" % (args, r.stdout.decode()))
        return r.stdout.decode("utf-8", "replace")

    def type(self, text):
        self.tmux("send-keys", "-l", text)

    def keys(self, *names):
        self.tmux("send-keys", *names)

    def run(self, command):
        self.type(command)
        self.keys("Enter")

    def screen(self, colors=False):
        return self.tmux("capture-pane", "-p", *(["-e"] if colors else []))

    def resize(self, width, height):
        self.tmux("resize-window", "-x", str(width), "-y", str(height))

    def wait_until(self, what, is_there, limit=20):
        end = time.monotonic() + limit
        while True:
            text = self.screen()
            if is_there(text):
                return text
            left = end - time.monotonic()
            if left <= 0:
                raise AssertionError("%s never came; the screen:\n%s" % (what, text))
            ready, _, _ = select.select([self.out], [], [], min(left, 0.5))
            if ready:
                os.read(self.out, 1 << 16)

    def wait_for(self, wanted, limit=20):
        return self.wait_until(repr(wanted), lambda text: wanted in text, limit)

    def wait_gone(self, unwanted, limit=20):
        return self.wait_until("without " + repr(unwanted),
                               lambda text: unwanted not in text, limit)

    def program(self):
        """The process id of the program in the pane."""
        shell = self.tmux("list-panes", "-F", "#{pane_pid}").split()[0]
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open("/proc/%s/stat" % pid) as f:
                    name, rest = f.read().split("(", 1)[1].rsplit(")", 1)
            except OSError:
                continue
            if name == "tapewatch" and rest.split()[1] == shell:
                return int(pid)
        raise AssertionError("the program does not run")

    def close(self):
        self.tmux("kill-server", check=False)
        os.close(self.out)
        shutil.rmtree(self.folder, ignore_errors=True)


def run(args, env, stdin=None, timeout=120):
    """Runs the binary without a terminal: (exit code, stdout, stderr)."""
    r = subprocess.run([BINARY, *args], env=env, input=stdin, timeout=timeout,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return r.returncode, r.stdout.decode("utf-8"), r.stderr.decode("utf-8")


def compare_prices(screen, rows):
    """Compares a dashboard's watchlist with `quote --json` records by symbol:
    price and change of each row that is there. Returns how many were."""
    compared = 0
    for line in screen.splitlines():
        m = re.match(r"[› ]([A-Z^.-]+) .*? ([0-9,]+\.[0-9]{2})~? +([▲▼])([0-9.]+)%", line)
        if not m or m.group(1) not in rows:
            continue
        row = rows[m.group(1)]
        change = float(m.group(4)) * (-1 if m.group(3) == "▼" else 1)
        assert abs(float(m.group(2).replace(",", "")) - row["price"]) < 0.005, line
        assert abs(change - row["change_pct"]) <= 0.005, line
        compared += 1
    return compared


def main(tests):
    """Runs test functions, or those with the first argument in their name;
    speaks TAP. A test may return a string: a skip."""
    import sys
    import traceback
    tests = [t for t in tests if len(sys.argv) < 2 or sys.argv[1] in t.__name__]
    failed = 0
    for number, test in enumerate(tests, 1):
        name = test.__name__.replace("_", " ")
        try:
            skipped = test()
            print("ok %d - %s%s" % (number, name, " # SKIP " + skipped if skipped else ""))
        except Exception:
            failed += 1
            print("not ok %d - %s" % (number, name))
            traceback.print_exc(file=sys.stdout)
        sys.stdout.flush()
    print("1..%d" % len(tests))
    sys.exit(1 if failed else 0)
