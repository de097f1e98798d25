#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The real program against the scripted server: what it prints, how often it
asks, and that bad weather takes nothing away. Loopback only; speaks TAP."""
import concurrent.futures
import csv
import io
import json
import os
import re
import shutil
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BINARY = os.environ.get("TAPEWATCH") or os.path.join(
    ROOT, os.environ.get("B", "build/plain"), "tapewatch")
with open(os.path.join(ROOT, "data", "defaults.ini"), encoding="utf-8") as _f:
    SHIPPED = re.findall(r"(?m)^\[feed (.+)\]$", _f.read())


class Skip(Exception):
    """What the test needs is not there."""


class World:
    """A server with a scenario, a config that points to it, and a home."""

    tls = ()  # certificate and key of a server that speaks TLS
    scheme = "http"

    def __init__(self, **scenario):
        with open(os.path.join(HERE, "scenario.json"), encoding="utf-8") as f:
            self.scenario = json.load(f)
        self.scenario.update(scenario)
        self.home = tempfile.mkdtemp(prefix="tapewatch-live-")
        path = os.path.join(self.home, "scenario.json")
        with open(path, "w", encoding="utf-8") as f:
            json.dump(self.scenario, f)
        self.server = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "feedserver.py"), path,
             *self.tls],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.server.stdout.readline())
        self.url = "%s://127.0.0.1:%d" % (self.scheme, self.port)
        self.configure(self.url)

    def configure(self, url, *more):
        lines = [*more, "indices = AAA", "providers = yahoo-spark yahoo-chart", "insecure_hosts = 127.0.0.1", "timeout = 2s",
                 "connect_timeout = 1s", "watchlist = mine",
                 "[watchlist mine]", "symbols = AAA BBB CCC NONE",
                 "[provider yahoo-spark]", "url = " + url,
                 "[provider yahoo-chart]", "url = " + url,
                 "[feed a]", "url = %s/rss/a" % url]
        self.write_config(lines)

    def write_config(self, lines):
        for name in SHIPPED:
            lines += ["[feed %s]" % name, "enabled = no"]
        with open(os.path.join(self.home, "config"), "w",
                  encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")

    def set(self, **changes):
        self.scenario.update(changes)
        request = urllib.request.Request(
            self.url + "/__scenario", json.dumps(self.scenario).encode())
        urllib.request.urlopen(request, context=self.context()).read()

    def context(self):
        """Nobody else answers at our own port: no certificate to check."""
        return ssl._create_unverified_context() if self.tls else None

    def ask(self, path):
        with urllib.request.urlopen(self.url + path,
                                    context=self.context()) as f:
            return json.load(f)

    def count(self, path):
        return self.ask("/__count?path=" + path)

    def seen(self, path):
        """The requests for it, with their headers."""
        return [r for r in self.ask("/__seen")
                if r["path"].split("?")[0] == path]

    def environment(self):
        return {"HOME": self.home, "PATH": os.environ["PATH"], "TERM": "dumb",
                "XDG_DATA_HOME": os.path.join(self.home, "data"),
                "XDG_CONFIG_HOME": os.path.join(self.home, "cfg"),
                "XDG_STATE_HOME": os.path.join(self.home, "state"),
                "LC_ALL": "C.UTF-8"}

    def command(self, *words):
        return [BINARY, *words, "--config",
                os.path.join(self.home, "config")]

    def run(self, *words):
        return subprocess.run(self.command(*words), env=self.environment(),
                              stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=40)

    def prices(self, *words):
        done = self.run("quote", "--csv", "--columns", "symbol,price", *words)
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        return {r["symbol"]: r["price"] for r in rows}, done

    def close(self):
        self.server.stdin.close()
        self.server.wait()
        self.server.stdout.close()
        shutil.rmtree(self.home, ignore_errors=True)


def expect(what, got, wanted):
    if got != wanted:
        raise AssertionError("%s: %r, not %r" % (what, got, wanted))


KNOWN = {"AAA": "90.5", "BBB": "51.25", "CCC": "7.125", "NONE": ""}


def known(prices):
    return {symbol: price for symbol, price in prices.items() if price}


def quotes_from_batch_and_chart(w):
    prices, _ = w.prices()
    expect("prices", prices, KNOWN)
    expect("batches", w.count("/v7/finance/spark"), 1)
    expect("the unknown one's chart", w.count("/v8/finance/chart/NONE"), 1)


def a_named_symbol_is_asked(w):
    expect("watched or not", w.prices("COIN-USD")[0], {"COIN-USD": "1234.5"})


def bookmarks_are_told_apart(w):
    w.run("news")
    lines = [json.loads(line) for line in w.run("export").stdout.splitlines()]
    kept = [line for line in lines if line.get("kind") == "headline"][0]
    user = os.path.join(w.home, "data", "tapewatch", "user.db")
    with sqlite3.connect(user) as db:
        db.execute("INSERT INTO setting VALUES(?,?)",
                   ("bookmark." + kept["id"], json.dumps(kept)))
    db.close()
    os.remove(os.path.join(w.home, "data", "tapewatch", "cache.db"))
    done = w.run("news", "--bookmarks", "--ndjson", "--offline")
    titles = [json.loads(line)["title"] for line in done.stdout.splitlines()]
    expect("kept titles", titles, [kept["title"]])
    done = w.run("news", "--where", "bookmarked", "--columns", "title",
                 "--csv", "--offline")
    expect("by a field", done.stdout.split("\n")[1].strip('"\r'),
           kept["title"])


def older_headlines_come_with_since(w):
    w.run("news")
    day, now = 86400000, int(time.time() * 1000)
    cache = os.path.join(w.home, "data", "tapewatch", "cache.db")
    with sqlite3.connect(cache) as db:
        for age in (10, 20, 40):
            db.execute("INSERT INTO headline(symbol,source,t,seq,id,title,published) VALUES('','a',?,1,?,?,?)",
                       (now - age * day, "old%d" % age, "Old by %d days" % age, now - age * day))
    db.close()

    def titles(*options):
        done = w.run("news", "--offline", "--columns", "title", "--csv", *options)
        return [t for t in done.stdout.replace("\r", "").split("\n") if t.startswith("Old by")]

    def date(age):
        return time.strftime("%Y-%m-%d", time.gmtime(now / 1000 - age * 86400))
    expect("what a start reads", titles(), ["Old by 10 days"])
    expect("from 30 days ago", titles("--since", date(30)),
           ["Old by 10 days", "Old by 20 days"])
    expect("from 60 days ago, in order", titles("--since", date(60)),
           ["Old by %d days" % n for n in (10, 20, 40)])


def news_with_validators(w):
    done = w.run("news", "--ndjson")
    titles = [json.loads(line)["title"] for line in done.stdout.splitlines()]
    expect("titles", sorted(titles), sorted(w.scenario["news"]["a"]))
    again = w.run("news", "--ndjson")
    expect("news after a 304", again.stdout, done.stdout)
    expect("feed", w.count("/rss/a"), 2)


def conditions(w):
    return [(r["headers"].get("If-None-Match"),
             r["headers"].get("If-Modified-Since")) for r in w.seen("/rss/a")]


def both_validators_are_sent(w):
    w.run("news")
    w.run("news")
    expect("conditions", conditions(w), [
        (None, None), ('"a-1"', "Mon, 27 Jan 2025 14:00:00 GMT")])


def a_date_of_long_ago_is_no_validator(w):
    """Some servers stamp everything with it and then always say 304."""
    w.set(validators={"a": {"Last-Modified": "Tue, 01 Jan 1980 00:00:00 GMT",
                            "always": True}})
    w.run("news")
    w.set(news={"a": w.scenario["news"]["a"] + ["Something new at last"]})
    done = w.run("news")
    expect("conditions", conditions(w), [(None, None)] * 2)
    expect("the new one", "Something new at last" in done.stdout, True)


def validators_go_when_none_come(w):
    w.run("news")
    w.set(validators={"a": {}})
    w.run("news")
    w.run("news")
    expect("conditional", [any(c) for c in conditions(w)],
           [False, True, False])


def a_storm_of_refusals_is_one_request(w):
    """All of a site's sources wait when one of them is refused."""
    w.set(faults=[{"path": "*", "fault": "status", "status": 429}])
    for _ in range(4):
        w.run("quote")
        w.run("news")
    expect("requests", [r["path"].split("?")[0] for r in w.ask("/__seen")][1:],
           [])


def the_next_source_takes_over(w):
    w.set(faults=[{"path": "/v7/finance/spark", "fault": "status",
                   "status": 503, "body": "busy"}])
    with subprocess.Popen(w.command("stream"), env=w.environment(),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          text=True) as stream:
        guard = threading.Timer(40, stream.kill)
        guard.start()
        found = None
        for line in stream.stdout:
            u = json.loads(line)
            if u["kind"] == "quote" and u["symbol"] == "AAA":
                found = u["source"], u["price"]
                break
        guard.cancel()
        stream.terminate()
        expect("source", found, ("yahoo-chart", 90.5))
    if not 1 <= w.count("/v7/finance/spark") <= 4:
        raise AssertionError("%d batches" % w.count("/v7/finance/spark"))


def bad_weather(w, fault):
    prices, _ = w.prices()
    expect("before", prices, KNOWN)
    w.set(faults=[dict(fault, path=path) for path in
                  ("/v7/finance/spark", "/rss/a", "/v8/finance/chart/AAA",
                   "/v8/finance/chart/BBB", "/v8/finance/chart/CCC",
                   "/v8/finance/chart/NONE")])
    prices, done = w.prices()
    expect("kept prices", known(prices), known(KNOWN))
    if done.returncode < 0:
        raise AssertionError("ended by signal %d" % -done.returncode)


def refusal_is_remembered(w):
    w.set(faults=[{"path": "/v7/finance/spark", "fault": "status",
                   "status": 429, "headers": {"Retry-After": "600"}}])
    w.prices()
    first = w.count("/v7/finance/spark")
    expect("asked", first, 1)
    w.set(faults=[])
    w.prices()
    expect("asked again during the pause", w.count("/v7/finance/spark"),
           first)


def big_batch_is_halved(w):
    w.set(batch=2)
    prices, _ = w.prices()
    expect("prices", prices, KNOWN)
    if w.count("/v7/finance/spark") < 3:
        raise AssertionError("not asked in smaller batches")


def dead_host(w):
    w.prices()
    w.configure("http://127.0.0.1:1")
    prices, _ = w.prices()
    expect("kept prices", known(prices), known(KNOWN))


def offline_asks_nothing(w):
    w.prices("--offline")
    expect("requests", w.count("/v7/finance/spark"), 0)


def a_proxy_is_asked(w):
    """Nobody else could find the host."""
    away = "http://feeds.invalid"
    w.write_config(["insecure_hosts = feeds.invalid", "proxy = " + w.url,
                    "providers = yahoo-spark", "indices =",
                    "watchlist = mine", "[watchlist mine]", "symbols = AAA",
                    "[provider yahoo-spark]", "url = " + away])
    expect("prices", w.prices()[0], {"AAA": "90.5"})
    expect("asked", [r["path"].split("?")[0] for r in w.ask("/__seen")],
           [away + "/v7/finance/spark"])


def stream_and_follower(w):
    with subprocess.Popen(w.command("stream"), env=w.environment(),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          text=True) as stream:
        seen = {}
        for line in stream.stdout:
            u = json.loads(line)
            if u["kind"] == "quote":
                seen[u["symbol"]] = u["price"]
            if set(seen) >= {"AAA", "BBB", "CCC"}:
                break
        expect("streamed", seen["AAA"], 90.5)
        before = w.count("/v7/finance/spark")
        prices, _ = w.prices()
        expect("the follower's price", prices["AAA"], "90.5")
        expect("the follower asked", w.count("/v7/finance/spark"), before)
        stream.terminate()


def fault(name, **more):
    return lambda w: bad_weather(w, dict(more, fault=name))


TESTS = [
    ("quotes from the batch, the rest from the chart",
     quotes_from_batch_and_chart),
    ("a symbol of the command line is asked", a_named_symbol_is_asked),
    ("bookmarks, when the cache is gone", bookmarks_are_told_apart),
    ("older headlines come with --since", older_headlines_come_with_since),
    ("news, and nothing new the second time", news_with_validators),
    ("ETag and Last-Modified come back", both_validators_are_sent),
    ("a date of long ago is no validator", a_date_of_long_ago_is_no_validator),
    ("validators go when none come", validators_go_when_none_come),
    ("a storm of refusals is one request", a_storm_of_refusals_is_one_request),
    ("the next source takes over", the_next_source_takes_over),
    ("HTML instead of JSON keeps old prices", fault("html")),
    ("500 keeps old prices", fault("status", status=500, body="oops")),
    ("403 keeps old prices", fault("status", status=403, body="no")),
    ("404 keeps old prices", fault("status", status=404, body="no")),
    ("a truncated body keeps old prices", fault("truncated")),
    ("a 100 MB body keeps old prices", fault("big")),
    ("a gzip bomb keeps old prices", fault("bomb")),
    ("a dripping server keeps old prices", fault("drip")),
    ("a redirect to a file keeps old prices",
     fault("redirect", to="file:///etc/hostname")),
    ("429 is remembered by the next run", refusal_is_remembered),
    ("a refused batch is halved", big_batch_is_halved),
    ("a dead host keeps old prices", dead_host),
    ("a proxy is asked", a_proxy_is_asked),
    ("--offline asks nothing", offline_asks_nothing),
    ("stream prints updates; a second program follows", stream_and_follower),
]


def run_one(test):
    world = None
    try:
        make = getattr(test, "world", World)  # None: it makes its own
        world = make() if make else None
        test(world)
        return None
    except Skip as why:
        return why
    except Exception as problem:  # every problem is a failed line
        return "%s: %s" % (type(problem).__name__, problem)
    finally:
        if world:
            world.close()


def main(tests):
    failed = 0
    print("1..%d" % len(tests))
    # They mostly wait, for the pace that a site is asked at: six at a time.
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        results = pool.map(run_one, [test for _, test in tests])
        for number, ((name, _), problem) in enumerate(zip(tests, results), 1):
            if isinstance(problem, Skip):
                print("ok %d - %s # SKIP %s" % (number, name, problem))
                continue
            print("%sok %d - %s" % ("not " if problem else "", number, name))
            if problem:
                failed += 1
                print("# " + problem)
            sys.stdout.flush()
    sys.exit(failed > 0)


if __name__ == "__main__":
    main(TESTS)
