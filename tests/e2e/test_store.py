"""What outlives the program: events after kill -9, a follower that takes over,
a corrupt cache, the user's own lists. Against the scripted server."""
import glob
import json
import os
import re
import signal
import subprocess
import sys
import threading

import terminal
from terminal import BINARY, Home, Terminal

sys.path.insert(0, os.path.join(terminal.ROOT, "tests", "feedserver"))
from test_live import World  # noqa: E402


class Live(World):
    """A world whose home the terminal shares."""

    def env(self, **more):
        return {**self.environment(), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
                "TERM": "screen-256color", **more}

    def dash(self):
        return "%s --config %s/config" % (BINARY, self.home)


def with_world(test):
    def run():
        w = Live()
        terms = []

        def start(command=None):
            t = Terminal(w.env())
            terms.append(t)
            t.run((command or w.dash()) + "; echo left $?")
            return t
        try:
            return test(w, start)
        finally:
            for t in terms:
                t.close()
            w.close()
    run.__name__ = test.__name__
    return run


def events(w):
    done = w.run("events", "--offline", "--json")
    return [(e["rule"], e["symbol"], e["session"], e["opened"]["t"]) for e in json.loads(done.stdout)]


@with_world
def events_survive_kill_9_and_never_double(w, start):
    # A market that never closes: before the bell in New York a share's price is
    # still of the day before, and no rule runs on it.
    w.set(symbols={**w.scenario["symbols"],
                   "AAA-USD": {"price": 90.5, "prev": 100.0, "name": "Alpha",
                               "type": "CRYPTOCURRENCY"}})
    with open(w.home + "/config", "a") as f:
        f.write("[watchlist mine]\nsymbols = AAA-USD\n")
    t = start()
    t.wait_for("90.50")
    t.wait_until("the event", lambda s: re.search(r"▼ AAA-U\S+ +-9.50%", s))
    os.kill(t.program(), signal.SIGKILL)
    t.wait_for("left 137")
    kept = events(w)
    assert [e[:2] for e in kept if e[1] == "AAA-USD" and e[0] == "percent-move"], kept
    again = start()
    again.wait_for("9.50%")
    again.keys("Q")
    again.wait_for("left 0")
    assert events(w) == kept, (kept, events(w))


@with_world
def old_values_come_first_with_their_age(w, start):
    w.prices()
    w.configure("http://127.0.0.1:9")  # nobody there
    t = start()
    text = t.wait_for("90.50")
    text = t.wait_until("the source's failure", lambda s: "refused" in s or "✗" in s)
    assert "90.50" in text and "51.25" in text, text


@with_world
def a_second_one_follows_and_takes_over(w, start):
    first = start()
    first.wait_for("90.50")
    second = start()
    second.wait_for("follow")
    second.wait_for("90.50")
    asked = w.count("/v7/finance/spark")
    assert asked >= 1
    os.kill(first.program(), signal.SIGKILL)
    w.set(symbols={**w.scenario["symbols"], "AAA": {"price": 91.25, "prev": 100.0}})
    second.keys("r")
    second.wait_for("91.25", 40)


@with_world
def a_corrupt_cache_is_put_aside_with_a_message(w, start):
    w.prices()
    path = glob.glob(w.home + "/data/tapewatch/cache.db")[0]
    for extra in glob.glob(path + "-*"):
        os.remove(extra)
    with open(path, "r+b") as f:
        f.write(b"this is no database" * 100)
    prices, done = w.prices()
    assert prices["AAA"] == "90.5", done
    assert "corrupt" in done.stderr, done.stderr
    assert glob.glob(path + ".corrupt-*")
    assert os.path.exists(w.home + "/data/tapewatch/user.db")


@with_world
def symbols_added_and_deleted_are_the_users(w, start):
    t = start()
    t.wait_for("90.50")
    t.keys("G", "d")
    t.wait_gone("NONE ")
    t.keys("a")
    t.type("COIN-USD")
    t.keys("Enter")
    t.wait_for("1,234.5")
    t.keys("Q")
    t.wait_for("left 0")
    os.remove(w.home + "/data/tapewatch/cache.db")
    text = start().wait_for("1,234.5")
    assert "NONE " not in text and "COIN-U" in text


@with_world
def tags_are_there_after_a_restart_without_the_cache(w, start):
    t = start()
    t.wait_for("90.50")
    t.keys("g", "n")
    t.wait_until("a headline", lambda s: re.search(r"\n›.*\S", s) and "unread" in s)
    t.keys("T")
    t.wait_for(":TAG _")
    t.run("capex, M&A")
    t.wait_for("Tags: #capex #M&A")
    t.keys("T")
    t.run("halt")
    t.wait_for("Tags: #capex #M&A #halt")
    t.keys("Q")
    t.wait_for("left 0")
    os.remove(w.home + "/data/tapewatch/cache.db")
    asked = ["news", "--offline", "--columns", "title,tags", "--ndjson", "--where"]
    rows = [json.loads(r) for r in
            w.run(*asked, 'tags == "M&A"').stdout.splitlines()]
    assert [r["tags"] for r in rows] == [["capex", "M&A", "halt"]], rows
    assert not w.run(*asked, 'tags == "M"').stdout, "a part of a tag is none"
    again = start(w.dash() + " --offline")
    again.wait_for("Watchlist")
    again.keys("g", "n", "/")
    again.run("tags in (\"halt\", \"macro\")")
    text = again.wait_for("Tags: #capex #M&A #halt")
    assert rows[0]["title"][:40] in text, text
    again.keys("T", "C-u")
    again.run("TAG")
    again.wait_for("the filter is true of none")
    again.keys("Q")
    again.wait_for("left 0")
    assert not w.run(*asked, 'tags ~ "."').stdout


@with_world
def files_are_the_users_alone(w, start):
    w.prices()
    for path in glob.glob(w.home + "/data/tapewatch/*"):
        assert os.stat(path).st_mode & 0o077 == 0, path
    assert os.stat(w.home + "/data/tapewatch").st_mode & 0o077 == 0


@with_world
def export_plays_again(w, start):
    w.prices()
    done = w.run("export")
    assert done.returncode == 0 and done.stdout, done.stderr
    path = w.home + "/kept.tape"
    with open(path, "w") as f:
        f.write(done.stdout)
    done = w.run("quote", "--replay", path, "--json")
    prices = {r["symbol"]: r["price"] for r in json.loads(done.stdout)}
    assert prices["AAA"] == 90.5 and prices["BBB"] == 51.25, prices


def tree(top):
    """Every file below it, as it is: size, time and content."""
    found = {}
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            at = os.stat(path)
            with open(path, "rb") as f:
                found[os.path.relpath(path, top)] = (at.st_mtime_ns, f.read())
    return found


@with_world
def read_only_writes_nothing(w, start):
    done = w.run("quote", "--readonly", "--json")
    assert [q["price"] for q in json.loads(done.stdout)][0] == 90.5, done
    assert not any(name.endswith(".db") for name in tree(w.home)), tree(w.home)
    w.run("quote")  # something is kept now
    before = tree(w.home)
    t = start(w.dash() + " --readonly")
    t.wait_for("read only: nothing is written")
    t.wait_for("90.50")
    t.type(":add ZZZ\n")
    t.wait_for("ZZZ")
    t.wait_for("read only: this is not kept")
    t.type(":keep fps 1\n")
    t.wait_for("read only: this is not kept")
    t.type(":export %s/list.csv\n" % w.home)
    t.wait_for("read only: no file is written")
    t.type(":q\n")
    t.wait_for("left 0")
    assert tree(w.home) == before, [n for n, x in tree(w.home).items() if before.get(n) != x]
    for words in (["portfolio", "import", "x.csv"], ["lists", "import", "x.csv"],
                  ["lists", "drop", "mine"], ["collect"]):
        done = w.run(*words, "--readonly")
        assert done.returncode == 2 and "--readonly" in done.stderr, done


@with_world
def doctor_names_what_is_wrong(w, start):
    w.configure("http://127.0.0.1:9")
    done = w.run("doctor", "--json")
    checks = {c["check"]: c for c in json.loads(done.stdout)}
    assert done.returncode == 3 and checks["yahoo-spark"]["ok"] is False, done.stdout
    assert checks["yahoo-chart"]["ok"] is False, "it waits for the other, and is asked all the same"
    assert checks["streaming"]["ok"] is True and "wss" in checks["streaming"]["finding"]
    assert checks["yahoo-spark"]["state"] in ("failed", "backoff"), checks["yahoo-spark"]
    assert checks["store"]["ok"] is True


@with_world
def nobody_answers(w, start):
    """collect, chart and facts say why in one line each."""
    w.configure("http://127.0.0.1:9")
    said = "no source answers: "
    with subprocess.Popen(w.command("collect", "AAA-USD"), env=w.environment(),
                          stderr=subprocess.PIPE, text=True) as collect:
        line = collect.stderr.readline()
        collect.terminate()
    assert said in line and "check the network or proxy" in line, line
    done = w.run("chart", "AAA-USD")
    assert done.returncode == 3 and said in done.stderr, done.stderr
    done = w.run("facts", "AAA")
    assert done.returncode == 3 and not done.stdout, done.stdout
    assert done.stderr.splitlines() == [
        "tapewatch: AAA: SEC wants an address: contact = you@example.com"], done.stderr
    done = subprocess.run([BINARY, "doctor"], capture_output=True, text=True,
                          env=dict(w.environment(), all_proxy="http://127.0.0.1:9"))
    assert "no config yet (%s/cfg/tapewatch/config); defaults" % w.home in done.stdout, done.stdout


@with_world
def doctor_asks_each_source_once(w, start):
    done = w.run("doctor", "--json")
    checks = {c["check"]: c for c in json.loads(done.stdout)}
    for source in ("yahoo-spark", "yahoo-chart", "a"):
        assert checks[source]["ok"] is True and checks[source]["p50_ms"] >= 0, checks[source]
    text = w.run("doctor").stdout
    assert re.search(r"^ok +yahoo-chart +\S+, .*answered in \d", text, re.M), text
    assert re.search(r"^ok +finnhub-quote +needs key: put FINNHUB_API_KEY", text, re.M), text


@with_world
def doctor_asks_no_more_than_it_needs(w, start):
    """The two sources of quotes, the chart of each symbol that has none yet,
    and the feed: nothing twice."""
    w.run("doctor", "--json")
    paths = [r["path"] for r in w.ask("/__seen")]
    assert len(paths) == len(set(paths)), paths
    assert w.count("/v7/finance/spark") == w.count("/rss/a") == 1, paths


@with_world
def doctor_says_what_to_do(w, start):
    w.configure(w.url, "ca_file = /nowhere/ca.pem", "intervall = 3s")
    done = subprocess.run(w.command("doctor", "--json"), stdin=subprocess.DEVNULL,
                          env={**w.environment(), "TERM": "no-such-terminal", "LC_ALL": "C"},
                          capture_output=True, text=True)
    found = {c["check"]: c for c in json.loads(done.stdout)}
    for check, finding, advice in (
            ("terminal", "not in the terminal database", "set TERM"), ("locale", "ANSI", "UTF-8"),
            ("config", "interval", "ignored"),
            ("certificates", "/nowhere/ca.pem", "readable file")):
        row = found[check]
        assert finding in row["finding"] and advice in row["advice"], row
        assert row["ok"] is False, row


@with_world
def a_switched_source_stays_off(w, start):
    """The Feeds screen names what fails; e switches it off, for good."""
    w.set(faults=[{"path": "/rss/a", "fault": "status", "status": 404}])
    t = start()
    t.wait_for("90.50")
    t.keys("g", "f")
    t.wait_until("the failure", lambda s: re.search(r"news +a +. (backoff|failed)", s))
    t.keys("g", "g")
    t.wait_until("its row", lambda s: re.search(r"›news +a ", s))
    t.keys("e")
    t.wait_until("off", lambda s: re.search(r"news +a +. off", s))
    t.keys("Q")
    t.wait_for("left 0")
    asked = w.count("/rss/a")
    again = start()
    again.wait_for("90.50")
    again.keys("g", "f")
    again.wait_for("needs key")
    again.keys("G")
    again.wait_until("still off", lambda s: re.search(r"news +a +. off", s))
    again.keys("Q")
    again.wait_for("left 0")
    assert w.count("/rss/a") == asked


@with_world
def a_home_that_cannot_be_written_costs_the_keeping_only(w, start):
    def run(*words):
        return subprocess.run(w.command(*words), env={**w.environment(), "XDG_DATA_HOME": "/proc/self/none"},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=40)
    done = run("quote", "AAA", "--csv", "--columns", "symbol,price")
    assert done.returncode == 0 and "AAA,90.5" in done.stdout, done
    assert "/proc/self/none" in done.stderr and "choose a folder" in done.stderr, done.stderr
    with open(w.home + "/words", "w") as f:
        f.write("NVDA AMD\n")
    for words in (("collect",), ("lists", "import", w.home + "/words"), ("export",)):
        done = run(*words)
        assert done.returncode == 1 and "/proc/self/none" in done.stderr, done


@with_world
def a_chart_of_five_years_asks_for_them(w, start):
    w.set(symbols={**w.scenario["symbols"],
                   "AAA": {**w.scenario["symbols"]["AAA"], "daily": True}})
    done = w.run("chart", "AAA", "--range", "5y", "--size", "60x12")
    assert done.returncode == 0 and "90.50" in done.stdout, done
    def older():
        return sum("period1" in r["path"] for r in w.seen("/v8/finance/chart/AAA"))
    assert older() == 1
    assert not w.seen("/v8/finance/chart/BBB")  # of no other symbol
    done = w.run("backtest", "--rule", "change_pct < 50", "--symbols", "AAA", "--since", "2020-01-01")
    assert done.returncode == 0, done
    assert older() == 2
    asked = len(w.seen("/v8/finance/chart/AAA"))
    done = w.run("backtest", "--rule", "change_pct < 50", "--symbols", "AAA", "--since", "2020-01-01", "--offline")
    assert done.returncode == 0 and len(w.seen("/v8/finance/chart/AAA")) == asked, done


@with_world
def collect_fills_the_store_and_tells(w, start):
    told = w.home + "/told.json"

    def lines():  # while New York trades there are others', too
        if not os.path.exists(told):
            return []
        with open(told) as f:
            return [json.loads(line) for line in f if line.endswith("\n") and "AAA-USD" in line]
    w.set(symbols={**w.scenario["symbols"],
                   "AAA-USD": {"price": 90.5, "prev": 100.0, "name": "Alpha",
                               "type": "CRYPTOCURRENCY"}})
    w.configure(w.url, "notify_file = " + told)
    with open(w.home + "/config", "a") as f:
        f.write("[rule fell]\nwhen = change_pct < -5\nmeasure = change_pct\nseverity = 2\n"
                "notify = json\n")
    with subprocess.Popen(w.command("collect", "AAA-USD"), env=w.environment(),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as one:
        guard = threading.Timer(40, one.kill)
        guard.start()
        try:
            while one.poll() is None and not lines():
                w.prices("AAA-USD", "--offline")  # takes its time; a reader beside it
            follower = w.run("quote", "AAA-USD", "--csv", "--columns", "symbol,price")
            assert "AAA-USD,90.5" in follower.stdout, follower
            one.terminate()
            out, err = one.communicate()
        finally:
            guard.cancel()
        assert one.returncode == 128 + signal.SIGTERM and not out, (one.returncode, out, err)
    line = lines()[0]
    assert line["rule"] == "fell" and line["symbol"] == "AAA-USD", line
    kept = [e for e in events(w) if e[1] == "AAA-USD"]
    assert ("fell", "AAA-USD") in [e[:2] for e in kept], kept
    assert '"AAA-USD"' in w.run("export", "--symbols", "AAA-USD").stdout


if __name__ == "__main__":
    terminal.main([events_survive_kill_9_and_never_double, old_values_come_first_with_their_age,
                   a_second_one_follows_and_takes_over, a_corrupt_cache_is_put_aside_with_a_message,
                   symbols_added_and_deleted_are_the_users,
                   tags_are_there_after_a_restart_without_the_cache, files_are_the_users_alone,
                   export_plays_again, read_only_writes_nothing, doctor_names_what_is_wrong,
                   doctor_asks_each_source_once, doctor_asks_no_more_than_it_needs,
                   doctor_says_what_to_do, nobody_answers, collect_fills_the_store_and_tells,
                   a_chart_of_five_years_asks_for_them,
                   a_home_that_cannot_be_written_costs_the_keeping_only,
                   a_switched_source_stays_off])
