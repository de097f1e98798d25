"""Company figures from the command line: what Microsoft and Meta filed two
days after the fall, as it was known then, and an altered tape."""
import csv
import io
import json
import os
import re

import terminal

home = terminal.Home()
env = home.env()
MORNING = "2025-01-30T12:00:00Z"  # both have filed
BEFORE = "2025-01-29T21:11:53Z"  # a second before Microsoft's 10-Q
MSFT_FILED = "2025-01-29T21:11:54Z"
META_FILED = "2025-01-30T01:00:50Z"


def facts(*args, source=("--demo",), code=0):
    got, out, err = terminal.run(["facts", *args, *source, "--ndjson"], env)
    assert got == code, (got, err)
    return [json.loads(line) for line in out.splitlines()]


def newest(symbol, concept, until=MORNING, source=("--demo",)):
    rows = facts(symbol, "--concept", concept, "--ttm", "--until", until, source=source)
    assert len(rows) == 1, rows
    return rows[0]


def microsofts_quarter():
    r = newest("MSFT", "revenue")
    assert r["start"] == "2024-10-01" and r["end"] == "2024-12-31", r
    assert r["value"] == 69632000000 and r["yoy_pct"] == 12.27, r
    assert (r["form"], r["filed"], r["unit"]) == ("10-Q", "2025-01-29", "USD"), r
    assert r["derived"] is False and r["source"] == "tape"
    capex = newest("MSFT", "capex")
    assert capex["value"] == 15804000000 and capex["yoy_pct"] == 62.34, capex
    assert capex["ttm"] == 55552000000
    assert round(capex["ttm"] / (1 + capex["ttm_yoy_pct"] / 100) / 1e9, 2) == 35.20, capex


def metas_twelve_months():
    r = newest("META", "revenue")
    assert r["ttm"] == 164501000000 and r["ttm_yoy_pct"] == 21.94, r
    assert r["form"] == "10-K"
    capex = newest("META", "capex")
    assert capex["yoy_pct"] == 88.19 and capex["ttm"] == 37256000000, capex
    assert round(capex["ttm"] / (1 + capex["ttm_yoy_pct"] / 100) / 1e9, 2) == 27.27, capex


def nothing_is_known_before_the_filing():
    r = newest("MSFT", "revenue", BEFORE)
    assert r["end"] == "2024-09-30" and r["value"] == 65585000000 and r["filed"] is None, r
    assert newest("MSFT", "revenue", MSFT_FILED)["value"] == 69632000000
    assert newest("META", "revenue", MSFT_FILED)["end"] == "2024-09-30"
    assert newest("META", "revenue", META_FILED)["end"] == "2024-12-31"
    assert newest("AAPL", "revenue", MORNING)["end"] == "2024-09-28"
    assert newest("AAPL", "revenue", "2025-01-31")["end"] == "2024-12-28"


def filings_are_events():
    def told(until):
        code, out, err = terminal.run(["events", "--demo", "--until", until, "--where",
                                       'rule == "filing"', "--ndjson"], env)
        assert code == 0, err
        return {r["symbol"]: r for r in map(json.loads, out.splitlines())}
    assert told(BEFORE) == {}
    first = told(MSFT_FILED)
    assert set(first) == {"MSFT"} and first["MSFT"]["opened"]["measure"] == 62.34, first
    assert first["MSFT"]["session"] == "2025-01-29"
    both = told("2025-01-31")
    assert set(both) == {"MSFT", "META"}, both  # Apple's capex: +22.9 %, revenue +4 %
    assert both["META"]["opened"]["t"] == 1738198850000
    assert both["META"]["opened"]["measure"] == 88.19


def figures_are_fields_of_expressions():
    code, out, err = terminal.run(
        ["quote", "--demo", "--until", MORNING, "--where",
         "revenue_yoy > 12 and capex_yoy > 60 and quarter_end == 2024-12-31",
         "--csv", "--columns", "symbol,revenue_ttm,capex_share,net_margin,fcf_ttm,filed"], env)
    assert code == 0, err
    assert out.splitlines() == [
        "symbol,revenue_ttm,capex_share,net_margin,fcf_ttm,filed",
        "MSFT,261802000000,21.22,35.43,,2025-01-29",
        "META,164501000000,22.65,37.91,,2025-01-29"], out


def quarters_years_and_formats():
    rows = facts("MSFT", "META", "--concept", "capex", "--quarters", "2", "--until", MORNING)
    assert [(r["symbol"], r["end"]) for r in rows] == [
        ("MSFT", "2024-09-30"), ("MSFT", "2024-12-31"),
        ("META", "2024-09-30"), ("META", "2024-12-31")], rows
    years = facts("META", "--concept", "revenue", "--annual", "--until", MORNING)
    assert [r["value"] for r in years][-1] == 164501000000 and years[-1]["yoy_pct"] == 21.94
    code, out, _ = terminal.run(["facts", "META", "--demo", "--concept", "revenue", "--ttm",
                                 "--until", MORNING, "--csv"], env)
    row = list(csv.DictReader(io.StringIO(out)))[0]
    assert code == 0 and list(row) == [
        "symbol", "concept", "start", "end", "value", "yoy_pct", "ttm", "ttm_yoy_pct", "unit",
        "form", "filed", "derived", "source"], row
    everything = facts("MSFT", "--until", MORNING)
    assert len([r for r in everything if r["concept"] == "revenue"]) == 8
    assert not [r for r in everything if r["concept"] == "free_cash_flow"]  # never made up


def years_are_named_by_their_end():
    """As the screen names them; Microsoft's fiscal 2024 ended in June 2024."""
    def rows(*symbols):
        code, out, err = terminal.run(["facts", *symbols, "--demo", "--concept", "revenue",
                                       "--annual", "--until", MORNING], env)
        assert code == 0 and "quarters" not in out, (out, err)
        return {line.split()[0]: line for line in out.splitlines() if "'2" in line[:8]}
    assert list(rows("MSFT")) == ["Jun'22", "Jun'23", "Jun'24"]
    assert "245.1B" in rows("MSFT")["Jun'24"]
    both = rows("MSFT", "META")
    assert list(both) == ["Jun'22", "Dec'22-Jun'23", "Dec'23-Jun'24", "Dec'24"], both
    assert "245.1B" in both["Dec'23-Jun'24"] and "134.9B" in both["Dec'23-Jun'24"]


def nobody_without_a_figure_has_a_column():
    out = terminal.run(["facts", "--demo", "--concept", "research", "--until", MORNING], env)[1]
    head, *lines = [line.split() for line in out.split("\n\n")[0].splitlines()[1:]]
    cells = [line[2:] for line in lines if re.match(r"20\d\d", line[0])]
    assert "MSFT" in head and "JPM" not in head and cells, out
    out = terminal.run(["facts", "MSFT", "SPY", "--demo", "--concept", "revenue"], env)[1]
    assert out.splitlines()[1].split() == ["MSFT", "SPY"], out


def side_by_side():
    code, out, err = terminal.run(["facts", "MSFT", "META", "GOOGL", "--demo", "--until", MORNING],
                                  env)
    assert code == 0, err
    for wanted in ("69.63B   +12.3%", "164.5B   +21.9%", "15.80B   +62.3%", "14.43B   +88.2%",
                   "12 months", "of revenue", "free_cash_flow",
                   "MSFT: operating cash flow is not known",
                   "announced by the companies: no filed figures",
                   "up to 65.00B USD", "AI business, yearly rate (tape)"):
        assert wanted in out, wanted
    table = out.split("announced by the companies")[0]
    assert "65.00B" not in table and "69.60B" not in table


def a_known_quarter_stands_in_every_row():
    """Alphabet has not filed yet: its eight quarters begin one before Microsoft's."""
    def rows(*words):
        code, out, err = terminal.run(["facts", *words, "--demo", "--concept", "revenue"], env)
        assert code == 0, err
        return {line[:7]: line for line in out.splitlines() if line[4:6] == " Q"}
    assert list(rows("MSFT"))[0] == "2023 Q1"
    both = rows("MSFT", "GOOGL")
    assert list(both)[0] == "2022 Q4" and "52.75B" in both["2022 Q4"], both
    assert "52.75B" in rows("MSFT", "--quarters", "12")["2022 Q4"]
    assert facts("MSFT", "--concept", "revenue")[0]["end"] == "2023-03-31"


def plans_stand_apart():
    rows = facts("META", "--concept", "capex_guidance", "--until", MORNING)
    assert [(r["concept"], r["value"], r["form"], r["source"]) for r in rows] == [
        ("capex_guidance", None, None, "tape")], rows
    assert not facts("META", "--concept", "capex_guidance", "--until", "2025-01-24")


def a_note_stands_beside_with_its_source():
    home.config("[instrument MSFT]\n"
                "note = 2025-01-03 capex_guidance 80B USD FY2025 | Data centres |"
                " https://example.com/post\n"
                "note = 2025-01-24 capex_guidance 60B..65B USD | This year | the call\n")
    columns = ["--columns", "value,low,high,unit,period,text,url,source,announced"]
    args = ["--concept", "capex_guidance", *columns]
    rows = facts("MSFT", *args, source=("--offline",), code=3)  # nothing is filed
    assert rows == [
        {"value": 80e9, "low": None, "high": None, "unit": "USD", "period": "FY2025",
         "text": "Data centres", "url": "https://example.com/post", "source": "note",
         "announced": True},
        {"value": None, "low": 60e9, "high": 65e9, "unit": "USD", "period": None,
         "text": "This year", "url": "the call", "source": "note", "announced": True}], rows
    early = facts("MSFT", *args, "--until", "2025-01-10", source=("--offline",), code=3)
    assert early == rows[:1], early
    assert len(facts("META", *args, "--until", MORNING)) == 1  # a replay has its own
    home.config("")


def an_altered_tape_alters_figures():
    _, tape, _ = terminal.run(["stream", "--demo"], env)
    lines = []
    for line in tape.splitlines():
        u = json.loads(line)
        if u["kind"] == "fact" and u["symbol"] == "MSFT" and u["end"] == "2024-12-31":
            if u["concept"] == "revenue":
                u["value"] = 80e9
            if u["concept"] == "capex":
                u["value"] = 9735e6
        lines.append(json.dumps(u))
        if u["kind"] == "fact" and u["symbol"] == "META" and u["concept"] == "capex":
            cash = dict(u, concept="operating_cash_flow", value=u["value"] + 1e9)
            lines.append(json.dumps(cash))
    path = os.path.join(home.path, "altered.tape")
    with open(path, "w") as f:
        f.write("\n".join(lines) + "\n")
    source = ("--replay", path)
    r = newest("MSFT", "revenue", source=source)
    assert r["value"] == 80e9 and r["yoy_pct"] == round((80 / 62.02 - 1) * 100, 2), r
    assert newest("MSFT", "capex", source=source)["yoy_pct"] == 0
    fcf = newest("META", "free_cash_flow", source=source)
    assert fcf["value"] == 1e9 and fcf["ttm"] == 4e9 and fcf["derived"] is True, fcf


def wrong_usage_and_missing_data():
    for args in (["--concept", "revenues"], ["--quarters", "0"], ["--quarters", "x"],
                 ["--concept", ""]):
        code, out, err = terminal.run(["facts", "MSFT", "--demo", *args], env)
        assert code == 2 and err.startswith("tapewatch: ") and not out, (args, code, out, err)
    code, out, err = terminal.run(["facts", "AMD", "--demo", "--concept", "capex", "--json"], env)
    assert code == 3 and json.loads(out) == [] and "AMD: " in err, (code, out, err)
    assert terminal.run(["facts", "AMD", "--demo", "--concept", "shares"], env)[0] == 0


try:
    terminal.main([microsofts_quarter, metas_twelve_months, nothing_is_known_before_the_filing,
                   filings_are_events, figures_are_fields_of_expressions,
                   quarters_years_and_formats,
                   years_are_named_by_their_end, nobody_without_a_figure_has_a_column,
                   side_by_side, a_known_quarter_stands_in_every_row, plans_stand_apart,
                   a_note_stands_beside_with_its_source,
                   an_altered_tape_alters_figures, wrong_usage_and_missing_data])
finally:
    home.remove()
