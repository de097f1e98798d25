"""The founding story from the command line: figures, order, formats, altered
tapes. Each figure is checked in the product's own words (docs: README)."""
import csv
import io
import json
import os
import re
import subprocess

import terminal

CLOSE = "2025-01-27T21:05:00Z"
home = terminal.Home()
env = home.env()


def ndjson(*args):
    code, out, err = terminal.run([*args, "--ndjson"], env)
    assert code == 0, err
    return [json.loads(line) for line in out.splitlines()]


def events(rule, until=CLOSE, *source):
    rows = ndjson("events", *(source or ("--demo",)), "--until", until,
                  "--where", 'rule == "%s" and session == 2025-01-27' % rule)
    return {row["symbol"]: row for row in rows}


def close_to(a, b, digits):
    assert a is not None and round(a, digits) == round(b, digits), (a, b)


def the_rank_of_a_loss_is_asked_for():
    rows = ndjson("quote", "--demo", "--until", CLOSE, "--where", "rank_loss <= 10",
                  "--columns", "symbol,rank_loss")
    assert rows == [{"symbol": "NVDA", "rank_loss": 1}, {"symbol": "AVGO", "rank_loss": 10}], rows


def flat(value):
    """As CSV has it."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"),
                                                           ensure_ascii=False)


def every_list_has_every_format():
    for words in (["lists"], ["themes"], ["fields"], ["--list-providers"],
                  ["NVDA", "--demo", "--once"]):
        rows = json.loads(terminal.run([*words, "--json"], env)[1])
        assert rows and ndjson(*words) == rows, words
        code, out, _ = terminal.run([*words, "--csv"], env)
        table = list(csv.DictReader(io.StringIO(out)))
        assert code == 0 and len(table) == len(rows), (words, len(table))
        for row, line in zip(rows, table):
            assert list(row) == list(line), (words, line)
            if words != ["NVDA", "--demo", "--once"]:  # its numbers: every_format_says_the_same
                assert [flat(v) for v in row.values()] == [
                    v.lstrip("'") for v in line.values()], (words, line)


def nvda_is_the_largest_loss_on_record():
    e = events("value-drop")["NVDA"]
    assert e["opened"]["t"] == 1737988200000 and e["opened"]["price"] == 124.80, e["opened"]
    close_to(e["opened"]["measure"] / 1e9, -436.4, 1)
    assert e["worst"]["price"] == 116.70 and e["worst"]["t"] == 1738007400000, e["worst"]
    close_to(e["worst"]["measure"] / 1e9, -634.8, 1)
    assert e["price"] == 118.42 and e["official"] is True and e["rank"] == 1
    close_to(e["cap_change_usd"] / 1e9, -592.7, 1)
    close_to(e["change_pct"], -16.97, 2)
    assert e["severity"] == 4


def states_and_ranks_after_the_close():
    got = events("value-drop")
    assert {s for s, e in got.items() if e["state"] == "open"} == {
        "NVDA", "AVGO", "TSM", "GOOGL", "ORCL", "MSFT"}
    assert {s for s, e in got.items() if e["state"] == "recovered"} == {"AMZN", "META", "TSLA"}
    close_to(got["AVGO"]["cap_change_usd"] / 1e9, -199.9, 1)
    assert got["AVGO"]["rank"] == 10
    close_to(got["TSM"]["cap_change_usd"] / 1e9, -153.3, 1)
    assert got["TSM"]["rank"] is None and got["TSM"]["rank_own"] is not None


def a_replay_of_2025_does_not_know_2026():
    assert events("value-drop", "2025-01-27T15:00:00Z")["NVDA"]["rank"] == 1


def changes_of_the_day():
    rows = {r["symbol"]: r for r in ndjson("quote", "--demo", "--until", CLOSE)}
    for symbol, pct in (("VRT", -29.88), ("ORCL", -13.79), ("AAPL", 3.18), ("META", 1.91)):
        close_to(rows[symbol]["change_pct"], pct, 2)
    for symbol in ("^DJI", "IWM"):  # hourly only: no official previous close
        assert rows[symbol]["prev_close"] is None and rows[symbol]["change_pct"] is None
    assert rows["NVDA"]["session"] == "post" and rows["NVDA"]["volume"] == 818830900


def the_largest_falls_in_order():
    code, out, err = terminal.run(
        ["quote", "--demo", "--until", CLOSE, "--where", "change_pct < -10", "--sort",
         "change_pct", "--csv", "--columns", "symbol,change_pct"], env)
    assert code == 0, err
    rows = list(csv.reader(io.StringIO(out)))
    assert rows[:4] == [["symbol", "change_pct"], ["VRT", "-29.88"], ["VST", "-28.27"],
                        ["GEV", "-21.52"]], rows
    assert [r[0] for r in rows[4:]] == ["CEG", "AVGO", "NVDA", "ORCL", "TSM", "SMCI", "MU", "ARM"]


def nothing_is_known_before_its_time():
    rows = {r["symbol"]: r for r in ndjson("quote", "--demo", "--until", "2025-01-27T14:29:59Z")}
    assert rows["NVDA"]["price"] == 142.62 and rows["NVDA"]["ext_session"] == "pre"
    assert rows["NVDA"]["ext_price"] is not None
    rows = {r["symbol"]: r for r in ndjson("quote", "--demo", "--until", "2025-01-27T14:30:00Z")}
    assert rows["NVDA"]["price"] == 124.80 and rows["AVGO"]["price"] is not None
    assert rows["AVGO"]["high"] == rows["AVGO"]["open"]
    assert events("value-drop", "2025-01-27T14:29:59Z") == {}


def twice_the_same_tape_the_same_events():
    args = ["events", "--demo", "--json"]
    assert terminal.run(args, env)[1] == terminal.run(args, env)[1] != ""


def headlines_stand_before_and_after_the_trigger():
    links = events("value-drop")["NVDA"]["headlines"]
    when = {h["when"] for h in links}
    assert when == {"before", "after"}, when
    assert all(h["reasons"] for h in links)
    trigger = 1737988200000
    assert all((h["published"] <= trigger) == (h["when"] == "before") for h in links)


def terms_are_counted():
    def terms(*source):
        return ndjson("news", *source, "--until", CLOSE, "--terms")
    first = terms("--demo")[0]
    assert first["term"] == "deepseek" and first["count"] == 7, first
    close_to(first["score"], 5.38, 2)
    assert "NVDA" in first["symbols"], first
    event = events("value-drop")["NVDA"]
    assert event["terms"][0]["term"] == "deepseek"
    assert all(h["reasons"] for h in event["headlines"])
    assert not any("because" in r for h in event["headlines"] for r in h["reasons"])
    path = os.path.join(home.path, "without.tape")
    with open(path, "w") as f:
        for line in tape_lines().splitlines():
            f.write(re.sub("deepseek", "", line, flags=re.I) + "\n")
    other = terms("--replay", path)
    assert other and other[0]["term"] != "deepseek", other[0]


def search_finds_words_and_their_beginnings():
    found = ndjson("news", "--demo", "--search", "RULES export")
    assert found and all("export rules" in h["title"] for h in found), found
    assert found == ndjson("news", "--demo", "--search", "\"expor* (rule")
    assert ndjson("news", "--demo", "--search", "xport") == []
    code, _, err = terminal.run(["news", "--demo", "--search", "*"], env)
    assert code == 2 and "no word" in err, err


def chart_is_a_picture():
    def chart(*words, symbol="NVDA"):
        return terminal.run(["chart", symbol, "--demo", "--until", CLOSE, *words], env)
    code, out, err = chart("--size", "70x20")
    lines = out.split("\n")
    assert code == 0 and len(lines) == 21 and max(map(len, lines)) <= 70, (err, out)
    assert "118.42" in lines[0] and "16.97%" in lines[0] and "daily" in lines[0], lines[0]
    assert "Jan'25" in lines[17] and "as of" in lines[19] and "┃" in out, out
    day = chart("--range", "1d", "--type", "line", "--ascii")[1]
    assert "5m bars" in day and "*" in day and day.isascii() and "15:00" in day, day
    assert "5m bars" in chart("--range", "5m")[1]
    assert chart("--range", "2d")[0] == chart("--size", "7x99")[0] == 2
    assert chart("--type", "pie")[0] == chart(symbol="?!")[0] == 2
    code, out, err = chart(symbol="ZZZ")
    assert code == 3 and not out and "no bars" in err, (out, err)


def themes_are_listed():
    rows = {t["name"]: t for t in json.loads(terminal.run(["themes", "--json"], env)[1])}
    assert rows["dark"]["used"] and rows["dark"]["origin"] == "shipped" and len(rows) >= 14, rows
    assert "fg 13.4" in rows["dark"]["reads"], rows["dark"]
    folder = os.path.join(home.path, "config", "tapewatch", "themes")
    own = dict(env, XDG_CONFIG_HOME=os.path.join(home.path, "config"))
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "mine.theme"), "w") as f:
        f.write("extends = light\n")
    text = terminal.run(["--list-themes"], own)[1]
    assert re.search(r"(?m)^  mine +own +contrast fg 15.1", text), text
    os.remove(os.path.join(folder, "mine.theme"))


def peers_share_the_loss():
    event = events("value-drop")["NVDA"]
    fell = [p for p in event["peers"] if p["cap_change_usd"] < 0]
    lost = event["cap_change_usd"] + sum(p["cap_change_usd"] for p in fell)
    assert "AVGO" in {p["symbol"] for p in fell}
    for p in fell:  # of what the group lost, itself included
        assert abs(p["share"] - p["cap_change_usd"] / lost) < 2e-4, (p, lost)


def tape_lines(*args):
    code, out, err = terminal.run(["stream", "--demo", *args], env)
    assert code == 0, err
    return out


def an_altered_tape_alters_everything():
    changed = []
    for line in tape_lines("--until", CLOSE).splitlines():
        u = json.loads(line)
        if u["symbol" if "symbol" in u else "kind"] == "NVDA":
            if u["kind"] == "bar" and u["span"] == "1d" and u["t"] > 1737988200000:
                u["close"] = 100.0
                u["low"] = min(u["low"], 100.0)
            if u["kind"] == "instrument":
                u["shares"] = 5e9
        if u["kind"] == "headline" and "record one-day loss" in u["title"]:
            u["title"] = "Something quite different"
        changed.append(json.dumps(u))
    path = os.path.join(home.path, "altered.tape")
    with open(path, "w") as f:
        f.write("\n".join(changed) + "\n")
    source = ("--replay", path)
    e = events("value-drop", CLOSE, *source)["NVDA"]
    close_to(e["cap_change_usd"] / 1e9, (100.0 - 142.62) * 5, 1)
    assert e["price"] == 100.0 and e["shares"] == 5e9 and e["worst"]["price"] == 100.0
    # 213.1 bn: after NVDA 279.5, META 232 and NVDA 227.9, before NVDA 208.9.
    assert e["rank"] == 4 and e["rank_own"] == 3, (e["rank"], e["rank_own"])
    rows = {r["symbol"]: r for r in ndjson("quote", *source, "--until", CLOSE)}
    close_to(rows["NVDA"]["change_pct"], (100.0 / 142.62 - 1) * 100, 2)
    titles = {h["title"] for h in ndjson("news", *source, "--until", CLOSE)}
    assert "Something quite different" in titles
    code, page, _ = terminal.run(["replay", path, "--until", CLOSE], env)
    assert code == 0 and "100.00" in page and "-29.88" in page


def golden_screens_show_what_json_says():
    rows = {r["symbol"]: r for r in ndjson("quote", "--demo", "--until", CLOSE)}
    with open(os.path.join(terminal.ROOT, "tests/golden/dashboard-200x60.txt")) as f:
        assert terminal.compare_prices(f.read(), rows) >= 20


def a_tape_survives_stream_and_replay():
    path = os.path.join(home.path, "again.tape")
    with open(path, "w") as f:
        f.write(tape_lines())
    args = ["--json", "--until", CLOSE]
    assert (terminal.run(["events", "--replay", path, *args], env)[1] ==
            terminal.run(["events", "--demo", *args], env)[1])


def a_tape_comes_through_a_pipe():
    tape = tape_lines("--until", CLOSE).encode()
    code, page, err = terminal.run(["replay", "-"], env, stdin=tape)
    assert code == 0 and "NVDA" in page and "118.42" in page, err


def without_a_terminal_the_demo_is_a_report():
    code, out, err = terminal.run(["--demo"], env)
    assert code == 0, err
    for wanted in ("NVDA", "118.42", "-16.97", "-592.7", "DeepSeek"):
        assert wanted in out, wanted
    assert not any(ord(c) < 32 and c != "\n" for c in out)


def the_demo_is_of_one_moment():
    (row,) = [r for r in json.loads(terminal.run(["--demo", "--json"], env)[1])
              if r["symbol"] == "NVDA"]
    assert row["price"] == 118.42 and row["ext_as_of"] == 1738011900000, row
    table = csv.DictReader(io.StringIO(terminal.run(["--demo", "--csv"], env)[1]))
    assert [r["price"] for r in table if r["symbol"] == "NVDA"] == ["118.42"]
    assert "2025-01-27 16:05:00 ET" in terminal.run(["--demo", "--once"], env)[1]
    until = ["--demo", "--json", "--until", "2025-01-27T15:00:00Z"]
    assert json.loads(terminal.run(until, env)[1])[0]["as_of"] <= 1737990000000


def every_format_says_the_same():
    args = ["quote", "NVDA", "AVGO", "--demo", "--until", CLOSE, "--columns", "symbol,price,volume,bid"]
    rows = json.loads(terminal.run(args + ["--json"], env)[1])
    assert [list(r) for r in rows] == [["symbol", "price", "volume", "bid"]] * 2
    assert rows[0]["bid"] is None
    lines = terminal.run(args + ["--csv"], env)[1].splitlines()
    assert lines == ["symbol,price,volume,bid", "NVDA,118.42,818830900,",
                     "AVGO,202.13,%d," % rows[1]["volume"]], lines
    assert "118.42" in terminal.run(args, env)[1]


def hostile_text_is_inert():
    path = os.path.join(home.path, "hostile.tape")
    title = "up \x1b]52;c;aGk=\x07 \u202edown\u202c \u200bx\x9b31m"
    with open(path, "w") as f:
        f.write(json.dumps({"t": 1, "kind": "headline", "source": "t", "id": "1",
                            "title": title, "published": 1}) + "\n")
    for args in (["news", "--text"], ["news", "--json"], ["news", "--csv"]):
        out = terminal.run([*args, "--replay", path], env)[1]
        assert "up" in out and not any(
            (ord(c) < 32 and c != "\n") or 0x7f <= ord(c) < 0xa0 or c in "\u202e\u202c\u200b"
            for c in out), repr(out)


def bad_lines_are_named_and_skipped():
    path = os.path.join(home.path, "bad.tape")
    with open(path, "w") as f:
        f.write('{"t":1000,"kind":"quote","symbol":"A","price":2,"source":"t"}\n'
                'not json\n{"t":"x","kind":"quote"}\n{"t":1,"kind":"weather"}\n\n'
                '{"t":2000,"kind":"quote","symbol":"A","price":3,"source":"t"}\n')
    code, out, err = terminal.run(["quote", "--replay", path, "--ndjson"], env)
    assert code == 0 and json.loads(out)["price"] == 3
    assert "bad.tape:2: " in err and "bad.tape:3: " in err and "bad.tape:4" not in err, err


def wrong_usage_is_2_and_says_what_to_do():
    for args in (["quote", "--wher", "x"], ["quote", "--demo", "--where", "change_pct <"],
                 ["quote", "--demo", "--sort", "chnge"], ["events", "--demo", "--until", "soon"],
                 ["decode"], ["replay"], ["quote", "--demo", "--columns", "symbl"], ["nv da"],
                 ["quote", "--demo", "--where", "change_pct + 3"], ["--demo", "-w", "nope"]):
        code, out, err = terminal.run(args, env)
        assert code == 2 and err.startswith("tapewatch: ") and not out, (args, code, out, err)
    for command in ("quote", "events", "news", "portfolio", "stream", "chart"):
        args = [command, *(["NVDA"] if command == "chart" else []), "--until", CLOSE]
        code, out, err = terminal.run(args, env)
        assert code == 2 and "--demo or --replay FILE" in err and not out, (args, code, out, err)
    assert terminal.run(["replay", "/nowhere.tape"], env)[0] == 1
    assert terminal.run(["quote", "XYZQ", "--demo"], env)[0] == 3
    for typed, meant in (("qoute", "quote"), ("collct", "collect"), ("new", "news"), ("fact", "facts")):
        code, out, err = terminal.run([typed, "--once", "--demo"], env)
        assert code == 2 and f"did you mean {meant}?" in err and not out, (typed, code, err)
    assert terminal.run(["QOUTE", "--once", "--demo"], env)[0] != 2
    err = terminal.run(["quote", "--demo", "--sort", "chnge_pct"], env)[2]
    assert "did you mean change_pct?" in err, err


def a_wrong_config_is_told_line_by_line():
    path = os.path.join(home.path, "bad.conf")
    with open(path, "w") as f:
        f.write("intervall = 3\n[rule x]\nwhen = chang_pct < 3\nmeasure = change_pct\n")
    code, out, err = terminal.run(["--check-config", "--config", path], env)
    assert code == 1 and "bad.conf:1:1: " in err and "bad.conf:3:8: x: when: " in err and "'interval'" in err and "change_pct" in err, err
    code, out, err = terminal.run(["quote", "NVDA", "--demo", "--config", path], env)
    assert code == 0 and "bad.conf:1:1: " in err
    with open(path, "w") as f:
        f.write("theme = ligth\nintervall = 3\n[rule x]\nwhen = chang_pct < 3\n"
                "measure = change_pct\n[keys]\nzom = ^T\n[instrument NVDA]\nshares = many\n")
    code, out, err = terminal.run(["--check-config", "--config", path], env)
    places = re.findall(r"^tapewatch: \S*bad\.conf:(\d+):\d+: ", err, re.M)
    assert len(places) == err.count("tapewatch: ") >= 5, err
    assert places == sorted(places, key=int) and "'light'?" in err.splitlines()[0], err


def a_theme_that_is_not_there_is_said_and_left_out():
    """In the config and the environment; on the command line it is wrong
    usage, with a screen and without."""
    path = os.path.join(home.path, "theme.conf")
    with open(path, "w") as f:
        f.write("theme = ligth\nfps = 3\n")
    for more, place in ((["--config", path], "theme.conf:1:9: "), ([], "TAPEWATCH_THEME: ")):
        of = dict(env) if more else dict(env, TAPEWATCH_THEME="ligth")
        code, out, err = terminal.run(["quote", "NVDA", "--demo", *more], of)
        assert code == 0 and "NVDA" in out and place in err and "'light'?" in err, (code, err)
        code, out, err = terminal.run(["--print-config", *more], of)
        assert re.search(r"^theme += dark", out, re.M), out
    code, out, err = terminal.run(["--check-config", "--config", path], env)
    assert code == 1 and err.count("\n") == 1 and "theme.conf:1:9: " in err, err
    for args in (["--theme", "ligth", "--demo"], ["quote", "--demo", "--set", "theme=ligth"],
                 ["--theme", "ligth", "--once", "--demo"]):
        code, out, err = terminal.run(args, env)
        assert code == 2 and "'light'?" in err and not out, (args, code, err)


def settings_that_mean_nothing_are_named():
    path = os.path.join(home.path, "words.conf")
    with open(path, "w") as f:
        f.write("[portfolio p]\ncurrency = EURO\n[portfolio q]\ncurrency = ZZZ\n[aliases]\n"
                "fallers = EQS change_pct << -5\nbad = NOSUCH x\n"
                "[feed f]\nurl = https://x.example/{foo}\n")
    code, out, err = terminal.run(["--check-config", "--config", path], env)
    places = re.findall(r"words\.conf:(\d+):\d+: ", err)
    assert code == 1 and places == ["2", "4", "6", "7", "8", "9"], err
    assert "{foo}" in err and "{symbol}" in err and "NOSUCH" not in err, err
    for place in ("2:12: 'EURO'", "6:11: alias fallers", "7:7: alias bad", "9:25: '{foo}'"):
        assert f"words.conf:{place}" in err, err


def options_that_shut_each_other_out():
    for args in (["--json", "--csv"], ["--csv", "--text"], ["--replay", "x.tape"]):
        code, out, err = terminal.run(["quote", "--demo", *args], env)
        assert code == 2 and "together" in err and not out, (args, code, err)


def a_tape_without_an_update_says_so():
    for name, text in (("empty.tape", ""), ("broken.tape", "garbage\nmore\n")):
        path = os.path.join(home.path, name)
        with open(path, "w") as f:
            f.write(text)
        for args in (["replay", path], ["quote", "--replay", path], ["chart", "NVDA", "--replay", path],
                     ["events", "--replay", path, "--follow"]):
            code, out, err = terminal.run(args, env)
            assert code == 1 and "no update in this tape" in err and not out, (args, code, out, err)
        assert text == "" or "broken.tape:1: " in err, err
    pipe = subprocess.run([terminal.BINARY, "replay", "-"], env=env, input="", text=True,
                          capture_output=True)
    assert pipe.returncode == 1 and "no update in this tape" in pipe.stderr, pipe


def from_lies_on_the_tape():
    code, out, err = terminal.run(["--demo", "--from", "2030-01-01"], env)
    assert code == 2 and "ends at 2025-02-01T00:00:00Z" in err and not out, (code, err)
    code, out, err = terminal.run(["--demo", "--from", "2025-01-29", "--until", "2025-01-28"], env)
    assert code == 2 and "--until" in err and not out, (code, err)
    code, out, err = terminal.run(["--demo", "--from", "2025-01-29"], env)
    assert code == 0 and "2025-01-31" in out.splitlines()[0], (code, out)


def text_of_a_tape_names_its_moment():
    for args in (["quote", "NVDA"], ["events"], ["news"], ["chart", "NVDA"], ["facts", "MSFT"]):
        out = terminal.run([*args, "--demo"], env)[1]
        assert out.rstrip().endswith("as of Fri 2025-01-31 19:00 ET"), (args, out[-200:])
        out = terminal.run([*args, "--demo", "--until", CLOSE], env)[1]
        assert out.rstrip().endswith("as of Mon 2025-01-27 16:05 ET"), (args, out[-200:])
    assert "as of" not in terminal.run(["quote", "NVDA", "--demo", "--csv"], env)[1].split("\n", 1)[1]


def offline_is_one_sentence():
    bare = dict(env, XDG_DATA_HOME=home.path + "/bare")
    code, out, err = terminal.run(["quote", "NVDA", "--offline"], bare)
    assert code == 3 and err.splitlines() == ["tapewatch: NVDA: offline, and nothing is stored of it"], err


def what_follows_keeps_its_columns():
    code, out, err = terminal.run(["events", "--demo", "--follow"], env)
    lines = out.splitlines()
    assert code == 0 and lines[0].split()[:3] == ["change", "last.t", "symbol"], lines[0]
    later = [line.split() for line in lines[1:] if line.split()[0] in ("worse", "recover")]
    assert later and all(words[1] > words[7] for words in later), later  # when, and opened.t
    ndjson = terminal.run(["events", "--demo", "--follow", "--ndjson"], env)[1].splitlines()
    assert [key for key in json.loads(ndjson[0])][:3] == ["change", "rule", "symbol"]
    at = lines[0].index("session")
    assert all(re.match(r"20\d\d-", line[at:]) for line in lines[1:]), lines[:5]
    assert "change" not in "".join(line.split()[0] for line in lines[1:])
    code, out, err = terminal.run(["events", "--demo", "--until", CLOSE], env)
    assert not re.search(r"\d{7}", out.replace("T", " ")), out


def no_term_is_partial():
    code, out, err = terminal.run(["news", "--demo", "--terms"], env)
    assert code == 3 and "no term stands out now" in err, (code, err)


def a_backtest_fires_what_a_replay_tells():
    """The same rule, the same events; what followed is in the tape's bars."""
    rule = home.path + "/rule.ini"
    with open(rule, "w") as f:
        f.write("[rule mine]\nwhen = cap_change_usd <= -50B\nmeasure = cap_change_usd\n"
                "severity = 3\n")
    code, out, err = terminal.run(["backtest", "--demo", "--rules", rule, "--json"], env)
    assert code == 0 and not err, (code, err)
    tried = json.loads(out)
    code, out, err = terminal.run(["events", "--demo", "--json", "--where",
                                   'rule == "value-drop"'], env)
    told = json.loads(out)
    key = lambda e: (e["symbol"], e["session"])
    assert sorted((*key(e), e["t"], e["price"]) for e in tried["firings"]) == \
        sorted((*key(e), e["opened"]["t"], e["opened"]["price"]) for e in told)
    assert tried["summary"][0]["firings"] == len(told) > 10
    code, out, err = terminal.run(["quote", "NVDA", "--demo", "--until", "2025-01-28T22:00:00Z",
                                   "--json"], env)
    close = json.loads(out)[0]["price"]
    nvda = [e for e in tried["firings"] if key(e) == ("NVDA", "2025-01-27")][0]
    assert nvda["d1_pct"] == round((close / nvda["price"] - 1) * 100, 2), (close, nvda)
    assert nvda["d5_pct"] is None
    code, out, err = terminal.run(["backtest", "--demo", "--rule", "chang_pct < 1"], env)
    assert code == 2 and "change_pct" in err and not out, (code, err)
    code, out, err = terminal.run(["backtest"], env)
    assert code == 2 and "--rule" in err
    code, out, err = terminal.run(["backtest", "--rule", "change_pct < 1"],
                                  dict(env, XDG_DATA_HOME=home.path + "/nothing"))
    assert code == 1 and "run tapewatch first" in err, (code, err)


def help_and_version_go_to_stdout():
    for args in (["--help"], ["quote", "--help"], ["--version"], ["--list-keys"],
                 ["--list-providers"], ["--print-config"], ["fields"]):
        code, out, err = terminal.run(args, env)
        assert code == 0 and out and not err, (args, code, err)
    wants = {line.split()[0]: line[34:].split("  ")[0]
             for line in terminal.run(["--list-providers"], env)[1].splitlines()}
    assert wants["yahoo-spark"] == "nothing" and wants["sec-facts"] == "a contact", wants
    assert wants["yahoo-quote"] == "enabled = yes" and "KEY" in wants["finnhub-quote"], wants
    rows = json.loads(terminal.run(["--list-providers", "--json"], dict(env, FINNHUB_API_KEY="k3y"))[1])
    states = {row["name"]: row["state"] for row in rows}
    assert states["yahoo-spark"] == "on" and states["yahoo-quote"] == "off", states
    assert states["finnhub-quote"] == states["finnhub-news"] == "on", states
    assert states["tiingo"] == "needs key" and states["sec-facts"] == "needs contact", states
    code, out, _ = terminal.run(["--json", "--demo"], env)  # prices of what is watched
    assert code == 0 and len(json.loads(out)) > 20, code


try:
    terminal.main([nvda_is_the_largest_loss_on_record, states_and_ranks_after_the_close,
                   a_replay_of_2025_does_not_know_2026, changes_of_the_day,
                   the_largest_falls_in_order, nothing_is_known_before_its_time,
                   twice_the_same_tape_the_same_events,
                   headlines_stand_before_and_after_the_trigger, terms_are_counted,
                   what_follows_keeps_its_columns, no_term_is_partial,
                   search_finds_words_and_their_beginnings, chart_is_a_picture,
                   themes_are_listed, peers_share_the_loss,
                   an_altered_tape_alters_everything,
                   golden_screens_show_what_json_says, a_tape_survives_stream_and_replay,
                   a_tape_comes_through_a_pipe, without_a_terminal_the_demo_is_a_report,
                   the_demo_is_of_one_moment,
                   every_format_says_the_same, every_list_has_every_format,
                   the_rank_of_a_loss_is_asked_for, hostile_text_is_inert,
                   bad_lines_are_named_and_skipped, wrong_usage_is_2_and_says_what_to_do,
                   a_wrong_config_is_told_line_by_line,
                   a_theme_that_is_not_there_is_said_and_left_out,
                   settings_that_mean_nothing_are_named,
                   options_that_shut_each_other_out, a_tape_without_an_update_says_so,
                   from_lies_on_the_tape, text_of_a_tape_names_its_moment,
                   offline_is_one_sentence, help_and_version_go_to_stdout,
                   a_backtest_fires_what_a_replay_tells])
finally:
    home.remove()
