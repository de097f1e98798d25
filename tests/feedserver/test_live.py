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
import subprocess
import sys
import tempfile
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BINARY = os.environ.get("TAPEWATCH") or os.path.join(
    ROOT, os.environ.get("B", "build/plain"), "tapewatch")
with open(os.path.join(ROOT, "data", "defaults.ini"), encoding="utf-8") as _f:
    SHIPPED = re.findall(r"(?m)^\[feed (.+)\]$", _f.read())


class World:
    """A server with a scenario, a config that points to it, and a home."""

    def __init__(self, **scenario):
        with open(os.path.join(HERE, "scenario.json"), encoding="utf-8") as f:
            self.scenario = json.load(f)
        self.scenario.update(scenario)
        self.home = tempfile.mkdtemp(prefix="tapewatch-live-")
        path = os.path.join(self.home, "scenario.json")
        with open(path, "w", encoding="utf-8") as f:
            json.dump(self.scenario, f)
        self.server = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "feedserver.py"), path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = "http://127.0.0.1:%d" % int(self.server.stdout.readline())
        self.configure(self.url)

    def configure(self, url):
        lines = ["indices = AAA", "providers = yahoo-spark yahoo-chart", "insecure_hosts = 127.0.0.1", "timeout = 2s",
                 "connect_timeout = 1s", "watchlist = mine",
                 "[watchlist mine]", "symbols = AAA BBB CCC NONE",
                 "[provider yahoo-spark]", "url = " + url,
                 "[provider yahoo-chart]", "url = " + url,
                 "[feed a]", "url = %s/rss/a" % url]
        for name in SHIPPED:
            lines += ["[feed %s]" % name, "enabled = no"]
        with open(os.path.join(self.home, "config"), "w",
                  encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")

    def set(self, **changes):
        self.scenario.update(changes)
        request = urllib.request.Request(
            self.url + "/__scenario", json.dumps(self.scenario).encode())
        urllib.request.urlopen(request).read()

    def count(self, path):
        with urllib.request.urlopen(
                "%s/__count?path=%s" % (self.url, path)) as f:
            return json.load(f)

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


def news_with_validators(w):
    done = w.run("news", "--ndjson")
    titles = [json.loads(line)["title"] for line in done.stdout.splitlines()]
    expect("titles", sorted(titles), sorted(w.scenario["news"]["a"]))
    again = w.run("news", "--ndjson")
    expect("news after a 304", again.stdout, done.stdout)
    expect("feed", w.count("/rss/a"), 2)


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
    ("news, and nothing new the second time", news_with_validators),
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
    ("--offline asks nothing", offline_asks_nothing),
    ("stream prints updates; a second program follows", stream_and_follower),
]


def run_one(test):
    world = World()
    try:
        test(world)
        return None
    except Exception as problem:  # every problem is a failed line
        return "%s: %s" % (type(problem).__name__, problem)
    finally:
        world.close()


def main():
    failed = 0
    print("1..%d" % len(TESTS))
    # They mostly wait, for the pace that a site is asked at: four at a time.
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        results = pool.map(run_one, [test for _, test in TESTS])
        for number, ((name, _), problem) in enumerate(zip(TESTS, results), 1):
            print("%sok %d - %s" % ("not " if problem else "", number, name))
            if problem:
                failed += 1
                print("# " + problem)
            sys.stdout.flush()
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
