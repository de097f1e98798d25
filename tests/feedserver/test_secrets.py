#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""No key is ever told. Every provider that wants one gets it from the
environment, from secrets.conf and from a command, is asked at a server that
fails in every way, mostly with the request in its answer; then all that the
program wrote is searched: output, errors, log, store, exported tape, doctor,
settings, screen. Loopback only; speaks TAP."""
import glob
import os
import re
import subprocess
import sys
import urllib.parse

from test_live import BINARY, ROOT, World, expect, main

sys.path.insert(0, os.path.join(ROOT, "tests", "e2e"))
import terminal  # noqa: E402


def keyed():
    """provider -> environment variable, as the sources have them."""
    found = {}
    for path in glob.glob(os.path.join(ROOT, "src", "feeds", "*.c")):
        with open(path, encoding="utf-8") as f:
            text = f.read()
        for body in re.findall(r"(?s)const struct provider \w+ = \{(.*?)\n\};",
                               text):
            variable = re.search(r'\.key_name = "(\w+)"', body)
            if variable:
                name = re.search(r'\.name = "([\w-]+)"', body).group(1)
                found[name] = variable.group(1)
    return found


KEYED = keyed()
WAYS = ("environment", "secrets.conf", "key_command")
ECHO_HTML = "<html><body>%s</body></html>"
FAULTS = (
    {"fault": "echo"}, {"fault": "echo", "status": 200},
    {"fault": "echo", "status": 401}, {"fault": "echo", "status": 403},
    {"fault": "echo", "status": 404}, {"fault": "echo", "status": 422},
    {"fault": "echo", "status": 429}, {"fault": "echo", "status": 500},
    {"fault": "echo", "status": 200, "body": ECHO_HTML, "type": "text/html"},
    {"fault": "echo", "status": 200, "body": "%s", "type": "text/plain"},
    {"fault": "echo", "status": 200, "body": '[{"error": %s}, %s', },
    {"fault": "echo_away", "to": "http://127.0.0.1:1"},
    {"fault": "echo_away", "to": "ftp://127.0.0.1"},
    {"fault": "truncated"}, {"fault": "close"}, {"fault": "silent"},
    {"fault": "big_told"}, {"fault": "bomb"}, {"fault": "loop"},
)


def key_of(name):
    """Signs in it that a URL spells otherwise; two halves where it must."""
    middle = ":" if name == "alpaca" else "/"
    return "K3y+%s%sof=%s" % (name.upper(), middle, name[::-1])


def spellings(name):
    key = key_of(name)
    parts = [key, *re.split("[:/]", key)]
    return {s.lower().encode() for p in parts
            for s in (p, urllib.parse.quote(p, safe=""),
                      urllib.parse.quote(p))}


class Keyed:
    """A world for one provider with its key."""

    def __init__(self, name):
        self.world = World()
        self.name = name
        self.written = b""
        os.makedirs(os.path.join(self.world.home, "cfg", "tapewatch"))

    def file(self, name):
        return os.path.join(self.world.home, name)

    def give(self, way, url, log):
        lines = ["providers = " + self.name, "insecure_hosts = 127.0.0.1",
                 "timeout = 1s", "connect_timeout = 1s", "indices =",
                 "log_file = " + log, "log_level = debug", "watchlist = mine",
                 "[watchlist mine]", "symbols = AAA",
                 "[provider %s]" % self.name, "enabled = yes", "url = " + url]
        environment = self.world.environment()
        secrets = os.path.join(self.world.home, "cfg/tapewatch/secrets.conf")
        if os.path.exists(secrets):
            os.remove(secrets)
        if way == "environment":
            environment[KEYED[self.name]] = key_of(self.name)
        elif way == "secrets.conf":
            with open(os.open(secrets, os.O_CREAT | os.O_WRONLY, 0o600), "w",
                      encoding="utf-8") as f:
                f.write("%s = %s\n" % (KEYED[self.name], key_of(self.name)))
        else:
            with open(self.file("key"), "w", encoding="utf-8") as f:
                f.write(key_of(self.name) + "\n")
            lines.append("key_command = cat " + self.file("key"))
        self.world.write_config(lines)
        return environment

    def run(self, environment, *words):
        done = subprocess.run(self.world.command(*words), env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=40)
        self.written += done.stdout + done.stderr
        return done

    def files(self):
        """Everything that the program left, but not what we gave it."""
        for folder, _, names in os.walk(self.world.home):
            for name in names:
                if name in ("config", "secrets.conf", "key", "scenario.json"):
                    continue
                with open(os.path.join(folder, name), "rb") as f:
                    yield name, f.read()

    def search(self):
        for name, text in [("output", self.written), *self.files()]:
            low = text.lower()
            for spelling in spellings(self.name):
                at = low.find(spelling)
                if at >= 0:
                    raise AssertionError("%s has the key of %s: %r" % (
                        name, self.name, text[max(0, at - 90):at + 60]))


def storm(k):
    """Every fault, the ways in turn; returns how often the key was sent."""
    arrived = 0
    for i, fault in enumerate(FAULTS):
        for stale in glob.glob(os.path.join(k.world.home, "data/*/*.db*")):
            os.remove(stale)  # a refusal must not spare the next
        k.world.set(faults=[dict(fault, path="*")])
        before = len(k.world.ask("/__seen"))
        environment = k.give(WAYS[i % 3], k.world.url, k.file("log"))
        k.run(environment, "news" if k.name.endswith("news") else "quote")
        arrived += any(
            spelling.decode() in str(request).lower()
            for request in k.world.ask("/__seen")[before:]
            for spelling in spellings(k.name))
        if i % 6 == 5:
            k.run(environment, "export")
        k.search()  # the store goes before the next
    return arrived


def nothing_is_told(name):
    def test(_):
        k = Keyed(name)
        try:
            arrived = storm(k)
            if arrived < len(FAULTS) - 2:
                raise AssertionError("sent only %d times" % arrived)
            dead = k.give("environment", "http://127.0.0.1:1", k.file("log"))
            for way in WAYS:
                env = k.give(way, k.world.url, k.file("log"))
                k.run(env, "doctor", "--json")
                k.run(env, "--print-config")
            k.run(dead, "quote")
            expect("log", os.path.exists(k.file("log")), True)
            k.search()
        finally:
            k.world.close()
    test.world = None
    return test


def on_the_screen(w):
    """The dashboard, its messages and its popups, while all keys are refused.
    """
    k = Keyed("finnhub-quote")
    t = None
    try:
        k.world.set(faults=[{"path": "*", "fault": "echo", "status": 401}])
        env = dict(k.give("environment", k.world.url, k.file("log")),
                   LANG="C.UTF-8")
        with open(k.file("config"), "a", encoding="utf-8") as f:
            f.write("[feed private]\nurl = %s/x?key=%s\n"
                    % (k.world.url, key_of(k.name)))
        t = terminal.Terminal(env)
        t.run(" ".join([BINARY, "--config", k.file("config")]))
        t.wait_for("AAA")
        t.wait_for("401", 20)
        for key in ("F", "Enter", "?"):
            k.written += t.tmux("capture-pane", "-p", "-S", "-").encode()
            t.keys(key)
        k.written += t.tmux("capture-pane", "-p", "-S", "-").encode()
        t.keys("q", "q", "q")
        k.written += diagnostics(t).encode()
        k.search()
    finally:
        if t:
            t.close()
        k.world.close()


def diagnostics(t):
    """What y copies of each of the sources, the failed ones first."""
    copies = ""
    t.keys("g", "f")
    t.wait_for("sources answer")
    for name in ("finnhub-quote", "private"):
        t.type("/" + name)
        t.keys("Enter")
        t.wait_for("Feeds  /" + name)
        t.wait_until("its failure", lambda screen: re.search(
            name + r" +. (failed|backoff)", screen))
        t.keys("y")
        t.wait_until("a copy of " + name, lambda _: name in t.tmux(
            "show-buffer", check=False))
        copies += t.tmux("show-buffer")
        t.keys("Escape")
    for words in ("1 in a row", "error     HTTP 401 Unauthorized"):
        expect("'%s' is copied" % words, copies.count(words), 2)
    return copies


on_the_screen.world = None


# ---- key_command and secrets.conf: what is said when they are no use

def said(command, script=None):
    """What is said on stderr of a command, or of a script that sh runs."""
    k = Keyed("finnhub-quote")
    try:
        env = k.give("environment", k.world.url, k.file("log"))
        del env["FINNHUB_API_KEY"]
        if script:
            command = "sh " + k.file("script")
            with open(k.file("script"), "w", encoding="utf-8") as f:
                f.write(script)
        with open(k.file("config"), "a", encoding="utf-8") as f:
            f.write("[provider finnhub-quote]\nkey_command = %s\n" % command)
        done = k.run(env, "quote")
        return done.stderr.decode(), k.world.ask("/__seen")
    finally:
        k.world.close()


def refuses(words, command, script=None):
    def test(_):
        told, asked = said(command, script)
        if words not in told or "finnhub-quote" not in told:
            raise AssertionError("%r lacks %r" % (told, words))
        expect("requests without a key", asked, [])
        expect("what it printed", "half-a-key" in told, False)
    test.world = None
    return test


def its_errors_go_nowhere(_):
    """A key may be in what the command says on stderr (sh -x)."""
    told, asked = said("", "set -x\nkey=a-good-key\necho $key\n")
    expect("stderr", told, "")
    tokens = {r["headers"].get("X-Finnhub-Token") for r in asked}
    expect("key", tokens, {"a-good-key"})
    told, asked = said("", "echo half-a-key >&2\nexit 1\n")
    expect("when it fails", "half-a-key" in told, False)
    expect("advice", "run it yourself" in told, True)


its_errors_go_nowhere.world = None


def others_may_read_it(_):
    k = Keyed("finnhub-quote")
    try:
        for mode in (0o644, 0o640, 0o604, 0o660):
            env = k.give("secrets.conf", k.world.url, k.file("log"))
            path = os.path.join(k.world.home, "cfg/tapewatch/secrets.conf")
            os.chmod(path, mode)
            done = k.run(env, "quote")
            advice = "chmod 600 " + path
            if advice not in done.stderr.decode():
                raise AssertionError("%o: %r" % (mode, done.stderr))
            doctor = k.run(env, "doctor")
            expect("doctor", advice in doctor.stdout.decode(), True)
        expect("requests", k.world.ask("/__seen"), [])
        os.chmod(path, 0o600)
        done = k.run(env, "quote")
        expect("advice", b"chmod" in done.stderr, False)
        expect("asked", len(k.world.ask("/__seen")) > 0, True)
        k.search()
    finally:
        k.world.close()


others_may_read_it.world = None

TESTS = [("no output has the key of " + name, nothing_is_told(name))
         for name in sorted(KEYED)] + [
    ("nor has the screen", on_the_screen),
    ("a key_command that fails is told",
     refuses("key_command failed", "", "echo half-a-key; exit 3")),
    ("one that does not end is ended after 10 s",
     refuses("took over 10 s", "", "echo half-a-key; exec sleep 60")),
    ("one that is not there is told",
     refuses("key_command failed", "no-such-command-anywhere")),
    ("one that prints no key is told",
     refuses("gave no key", "echo half-a-key with blanks")),
    ("its stderr reaches nobody", its_errors_go_nowhere),
    ("secrets.conf that others may read is not read", others_may_read_it),
]

if __name__ == "__main__":
    expect("providers with a key", len(KEYED) >= 8, True)
    main(TESTS)
