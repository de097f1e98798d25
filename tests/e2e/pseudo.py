"""The real binary on a pseudo terminal whose every byte is ours: what it sends
is kept raw, what a terminal would answer is answered by the test."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

from terminal import BINARY

MODES = ("1049", "1000", "1006", "1004", "2004", "25")


class Pseudo:
    """answers: True: the questions of a modern terminal are answered, that for
    its background with `background`."""

    def __init__(self, args, env, size=(24, 80), term="xterm-256color", answers=True, shell=False, background=b""):
        self.background = background
        self.master, self.slave = pty.openpty()
        self.resize(*size)
        self.before = termios.tcgetattr(self.slave)
        self.sent = bytearray()
        self.answers = answers
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for fd in (0, 1, 2):
                os.dup2(self.slave, fd)
            env = dict(env, TERM=term)
            if shell:
                os.execvpe("sh", ["sh", "-i"], dict(env, PS1="$ "))
            os.execve(BINARY, [BINARY, *args], env)

    def resize(self, rows, columns):
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, data):
        os.write(self.master, data if isinstance(data, bytes) else data.encode())

    def read(self, limit):
        ready, _, _ = select.select([self.master], [], [], limit)
        if not ready:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return False
        at = max(0, len(self.sent) - 8)
        self.sent += data
        if self.answers:
            new = bytes(self.sent[at:])
            old = len(self.sent) - len(data) - at
            for m in re.finditer(rb"\x1b\[5n|\x1b\[6n|\x1b\[\?2026\$p|\x1b\]11;\?", new):
                if m.end() > old:
                    self.type({b"5n": b"\x1b[0n", b"6n": b"\x1b[1;2R", b"$p": b"\x1b[?2026;2$y",
                               b";?": self.background}[m.group()[-2:]])
        return True

    def wait_until(self, what, is_there, limit=20):
        end = time.monotonic() + limit
        while not is_there():
            left = end - time.monotonic()
            if left <= 0:
                raise AssertionError("%s never came; the last bytes: %r" % (what, bytes(self.sent[-600:])))
            self.read(left)

    def wait_for(self, wanted, since=0, limit=20):
        """Waits for bytes after position `since`; returns the position behind them."""
        wanted = wanted if isinstance(wanted, bytes) else wanted.encode()
        self.wait_until(repr(wanted), lambda: self.sent.find(wanted, since) >= 0, limit)
        return self.sent.find(wanted, since) + len(wanted)

    def quiet(self, seconds):
        """Reads for so long; returns the bytes that came."""
        at, end = len(self.sent), time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(max(0, end - time.monotonic()))
        return bytes(self.sent[at:])

    def modes(self):
        """Private modes that are switched on now."""
        on = set()
        for m in re.finditer(rb"\x1b\[\?([0-9;]+)([hl])", bytes(self.sent)):
            for mode in m.group(1).decode().split(";"):
                (on.add if m.group(2) == b"h" else on.discard)(mode)
        return on

    def end(self):
        """Waits for its end; returns the wait status."""
        ended = os.pidfd_open(self.pid)
        limit = time.monotonic() + 20
        while ended not in select.select([self.master, ended], [], [], 20)[0]:
            assert time.monotonic() < limit, "it does not end"
            self.read(0)
        os.close(ended)
        while self.read(0):
            pass
        status = os.waitpid(self.pid, 0)[1]
        self.pid = 0
        return status

    def demand_restored(self):
        """Modes and terminal settings are as they were."""
        after = termios.tcgetattr(self.slave)
        assert after == self.before, (after, self.before)
        # The cursor shows (25) before and after, the rest is off.
        left = self.modes() - {"25"}
        assert not left & set(MODES), left
        assert self.sent.rfind(b"\x1b[?25l") < self.sent.rfind(b"\x1b[?25h"), "cursor hidden"

    def close(self):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.master)
        os.close(self.slave)
