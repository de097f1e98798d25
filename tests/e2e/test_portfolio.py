"""Portfolios from the command line: figures of the demo worked out here from
its prices, import and export, what is refused."""
import csv
import io
import json
import os

import terminal

home = terminal.Home()
env = home.env()
CLOSE = "2025-01-27T21:05:00Z"
CONFIG = """[portfolio main]
benchmark = ^GSPC
lot = NVDA 390 @ 61.20 USD 2023-05-12 fee 4.95
lot = sell NVDA 90 @ 130 USD 2025-01-21 fee 1
lot = JPM 60 @ 180.10
lot = NOWHERE 5 @ 10 USD
cash = 31900 USD
"""
HEADER = "portfolio,type,symbol,quantity,price,fee,currency,date,note"
ROWS = [HEADER,
        "main,buy,VOD.L,1000.5,72.5,4.95,GBp,2023-05-12,\"a note, quoted\"",
        "main,sell,NVDA,3,100,,USD,2024-01-02,",
        "main,cash,,-50.25,,,EUR,,",
        "main,buy,AMD,1,2,,,,",
        "main,buy,AMD,1,2,,,,"]


def run(*args, code=0, stdin=None):
    got, out, err = terminal.run(["portfolio", *args], env, stdin)
    assert got == code, (args, got, out, err)
    return out, err


def file(name, lines):
    path = os.path.join(home.path, name)
    with open(path, "w") as f:
        f.write("\n".join(lines) + "\n")
    return path


def figures_of_the_demo():
    home.config(CONFIG)
    out, _ = run("main", "--demo", "--until", CLOSE, "--json", code=3)
    p = json.loads(out)
    by = {x["symbol"]: x for x in p["positions"]}
    unit = 61.20 + 4.95 / 390
    nvda = by["NVDA"]
    assert nvda["quantity"] == 300 and nvda["price"] == 118.42
    assert nvda["value"] == 35526.00 and nvda["cost"] == round(300 * unit, 2)
    assert nvda["realised_year"] == round(90 * (130 - 1 / 90 - unit), 2), nvda
    assert nvda["day"] == round(300 * (118.42 - 142.62), 2)
    quotes = json.loads(terminal.run(
        ["quote", "JPM", "^GSPC", "--demo", "--until", CLOSE, "--json"], env)[1])
    jpm = {q["symbol"]: q for q in quotes}["JPM"]
    assert by["JPM"]["value"] == round(60 * jpm["price"], 2)
    assert p["value"] == {"value": round(35526 + 60 * jpm["price"] + 31900, 2),
                          "members": 4, "missing": 1, "stale": 0}, p["value"]
    assert by["NOWHERE"]["value"] is None and by["NOWHERE"]["missing"] == "no price"
    assert p["gaps"] == "without NOWHERE (no price)"
    assert p["benchmark"] == {"symbol": "^GSPC", "change_pct": -1.46}
    assert abs(sum(s["weight_pct"] for s in p["allocation"]["sector"]) - 100) < 0.05
    text, _ = run("--demo", "--until", CLOSE, code=3)
    assert "Totals are without NOWHERE (no price)" in text and "(3 of 4)" in text


def formats_agree():
    rows = list(csv.DictReader(io.StringIO(run("--demo", "--csv", code=3)[0])))
    lines = [json.loads(x) for x in run("--demo", "--ndjson", code=3)[0].splitlines()]
    assert [r["symbol"] for r in rows] == ["NVDA", "JPM", "NOWHERE", "cash"]
    for row, line in zip(rows, lines):
        for key in row:
            want = line[key]
            text = "" if want is None else str(want).lower() if isinstance(want, bool) else want
            assert row[key] == text or float(row[key]) == want, (key, row[key], want)


def imported_exported_and_imported_again():
    home.config("")
    path = file("lots.csv", ROWS)
    with open(path, "rb") as f:
        before = f.read()
    out, _ = run("import", path)
    assert out == "5 lots imported\n", out
    out, _ = run("import", path)
    assert out == "0 lots imported, 5 were there already\n", out
    out, _ = run("export")
    assert out.splitlines() == ROWS, out
    with open(path, "rb") as f:
        assert f.read() == before
    again = file("again.csv", out.splitlines() + ["other,buy,AMD,7,1,,USD,,"])
    assert run("import", again)[0].startswith("1 lot imported, 5 were")
    assert run("export", "other")[0].splitlines() == [HEADER, "other,buy,AMD,7,1,,USD,,"]
    piped = "symbol;shares;price;broker\nSAP.DE;1,5;180,25;x\n".encode()
    out, _ = run("import", "-", "--portfolio", "euros", stdin=piped)
    assert "1 lot imported" in out and "not used: column broker" in out, out
    assert run("export", "euros")[0].splitlines()[1] == "euros,buy,SAP.DE,1.5,180.25,,,,"


def a_wrong_row_imports_nothing():
    before, _ = run("export")
    path = file("wrong.csv", ["symbol,quantiy,price", "AMD,1,1"])
    _, err = run("import", path, code=1)
    assert "wrong.csv:1: column 2: unknown 'quantiy', did you mean 'quantity'?" in err, err
    path = file("wrong.csv", ["symbol,quantity,price", "AMD,1,1", "AMD,x,2"])
    _, err = run("import", path, code=1)
    assert "wrong.csv:3: column 2 (quantity): 'x'" in err and "nothing is imported" in err, err
    assert run("export")[0] == before


def refused():
    run("import", code=2)
    run("import", home.path + "/none.csv", code=1)
    run("one", "two", code=2)
    _, err = run("mian", "--demo", code=3)
    assert "a replay does not read your own lots" in err, err
    run("--currency", "$", "--demo", code=2)
    home.config(CONFIG)
    _, err = run("mian", "--demo", code=2)
    assert "did you mean 'main'?" in err, err


try:
    terminal.main([figures_of_the_demo, formats_agree, imported_exported_and_imported_again,
                   a_wrong_row_imports_nothing, refused])
finally:
    home.remove()
