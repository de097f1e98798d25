"""The numbers on the golden screens are those of
--json at the same moment of the demo tape."""
import json
import os
import re

import terminal

home = terminal.Home()
env = home.env()
GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden")
CLOSE = "2025-01-27T21:05:00Z"
FILED = "2025-01-30T21:05:00Z"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def screen(name):
    with open(os.path.join(GOLDEN, name + ".txt"), encoding="utf-8") as f:
        return f.read()


def ask(*args, until=CLOSE):
    code, out, err = terminal.run([*args, "--demo", "--until", until, "--json"], env)
    assert code == 0, err
    return json.loads(out)


def money(v):
    """2.900T 443.0B 612.0M: four significant digits."""
    a = abs(v)
    for unit, size in (("T", 1e12), ("B", 1e9), ("M", 1e6)):
        if a >= size:
            n = a / size
            return f"{n:.{3 if n < 10 else 2 if n < 100 else 1}f}{unit}"
    return f"{a:.0f}"


def change(v):
    """-592.7B: one decimal, signed."""
    a = abs(v)
    for unit, size in (("T", 1e12), ("B", 1e9), ("M", 1e6)):
        if a >= size:
            n = a / size
            return f"{'-' if v < 0 else '+'}{n:.{3 if unit == 'T' else 1}f}{unit}"
    return f"{v:+.0f}"


def arrow(pct):
    return f"{'▼' if pct < 0 else '▲'}{abs(pct):.2f}%"


def figure(text, label):
    found = re.search(rf"{re.escape(label)} +(\S+)", text)
    assert found, label
    return found.group(1)


def heads_say_what_json_says():
    q = ask("quote", "NVDA")[0]
    for size in ("80x24", "120x40", "200x60"):
        for name in ("symbol", "symbolnews", "symbolevents", "symbolpeers", "prices"):
            head = screen(f"{name}-{size}").splitlines()[2]
            assert f" {q['price']:.2f} ▼{-q['change']:.2f} {arrow(q['change_pct'])}" in head, head
            assert f"MCAP {money(q['cap'])}" in head, head
            assert f"ΔCAP {change(q['cap_change'])}" in head, head
            assert f"AFTER {q['ext_price']:.2f} {arrow(q['ext_change_pct'])}" in head, head


def key_figures():
    q = ask("quote", "NVDA")[0]
    for size in ("80x24", "120x40", "200x60"):
        text = screen(f"symbol-{size}")
        for label, field in (("Open ", "open"), ("High ", "high"), ("Low ", "low"), ("Prev ", "prev_close")):
            assert figure(text, label) == f"{q[field]:.2f}", label
        assert figure(text, "Vol ") == f"{q['volume'] / 1e6:.1f}M"
        assert figure(text, "Shares ") == f"{q['shares'] / 1e9:.2f}B"
    revenue = ask("facts", "NVDA", "--concept", "revenue", "--ttm")[0]["ttm"]
    assert figure(screen("symbol-200x60"), "P/S ttm ") == f"{q['cap'] / revenue:.1f}"


def every_filed_figure():
    of = {}
    for concept in ("revenue", "capex", "operating_income", "net_income", "research"):
        of[concept] = {r["end"]: r for r in ask("facts", "MSFT", "--concept", concept, until=FILED)}
    seen = 0
    for size in ("80x24", "120x40", "200x60"):
        for line in screen(f"symbolfiled-{size}").splitlines():
            cells = line[1:].split()
            to = re.match(r"([A-Z][a-z]{2})'(\d\d)$", cells[0]) if len(cells) >= 8 else None
            if not to or to[1] not in MONTHS:
                continue
            month = MONTHS.index(to[1]) + 1
            end = [e for e in of["revenue"] if e.startswith(f"20{to[2]}-{month:02}")]
            if not end:
                continue  # an older one than the tape's facts go
            seen += 1
            columns = {"revenue": 1, "capex": 3, "operating_income": 5, "net_income": 6, "research": 7}
            for concept, at in columns.items():
                fact = of[concept][end[0]]
                assert cells[at] == money(fact["value"]), (size, line, concept, fact)
                if concept in ("revenue", "capex"):
                    want = "-" if fact["yoy_pct"] is None else f"{fact['yoy_pct']:+.0f}%"
                    assert cells[at + 1] == want, (line, concept, fact)
    assert seen >= 24, seen


def peers_side_by_side(text, known):
    lines = text.splitlines()
    at = [i for i, line in enumerate(lines) if " 3 Peers " in line][0]
    tiles = re.findall(r"([A-Z]+) +([▼▲][\d.]+%) +([-+][\d.]+)B", " ".join(lines[at + 1:at + 3]))
    for symbol, pct, billions in tiles:
        q = known[symbol]
        assert pct == arrow(q["change_pct"]), (symbol, pct)
        digits = len(billions.partition(".")[2])
        assert f"{q['cap_change_usd'] / 1e9:+.{digits}f}" == billions, (symbol, billions, q)
    return len(tiles)


def the_event():
    e = ask("events", "--where", 'rule == "value-drop" and symbol == "NVDA"')[0]
    fell = {p["symbol"]: p for p in e["peers"]}
    known = {q["symbol"]: q for q in ask("quote")}
    for size in ("80x24", "120x40", "200x60"):
        text = screen(f"event-{size}")
        assert f"lost ${change(e['cap_change_usd'])[1:]} of market value" in text
        when = "" if size == "80x24" else " at 14:50"
        assert f"worst {change(e['worst']['measure'])}{when}  " in text
        assert re.search(f"{e['price']:.2f} (▼24.20 )?{arrow(e['change_pct'])}", text)
        assert f"#{e['rank']} " in text
        first = [l for l in text.splitlines() if "first trigger" in l and "09:30" in l][0]
        assert f"{e['opened']['price']:.2f}" in first and change(e["opened"]["measure"]) in first, first
        rows = 0
        for line in text.splitlines():
            m = re.match(r"[ ›]([A-Z]+) +([\d.]+) +([▼▲][\d.]+%) +(\S+) (\d\.\d\d|-) +(?:(\d+)%|- )", line)
            if not m or m.group(1) not in known:
                continue
            rows += 1
            p = fell.get(m.group(1), known[m.group(1)])
            assert m.group(3) == arrow(p["change_pct"]), line
            assert m.group(4) == change(p["cap_change_usd"]), line
            if m.group(1) in fell:
                assert int(m.group(6)) == round(p["share"] * 100), (line, p)
            else:  # it rose: no share of the loss
                assert m.group(6) is None and p["change_pct"] > 0, (line, p)
        if size == "80x24":  # side by side in two rows, in billions
            rows = peers_side_by_side(text, known)
        assert rows >= 7, (size, rows)


def its_headlines():
    e = ask("events", "--where", 'rule == "value-drop" and symbol == "NVDA"')[0]
    rows = 0
    for line in screen("event-200x60").splitlines():
        m = re.match(r"[ ›]([AB]) (.{5}) (\S+) +(.+?)(…| {2,}|│)", line)
        if not m:
            continue
        found = [h for h in e["headlines"] if h["title"].startswith(m.group(4).strip())]
        assert len(found) == 1, line
        assert found[0]["when"] == {"A": "after", "B": "before"}[m.group(1)], line
        assert found[0]["reasons"][0][:30] in line, (line, found[0])
        rows += 1
    assert rows >= 8, rows


def peers_of_the_symbol():
    quotes = {q["symbol"]: q for q in ask("quote")}
    rows = 0
    for line in screen("symbolpeers-120x40").splitlines():
        m = re.match(r"[ ›]([A-Z]+) +([\d.]+) +([▼▲][\d.]+%) +(\S+) ", line)
        if not m:
            continue
        q = quotes[m.group(1)]
        assert float(m.group(2)) == round(q["price"], 2), line
        assert m.group(3) == arrow(q["change_pct"]) and m.group(4) == change(q["cap_change"]), line
        rows += 1
    assert rows >= 20, rows


def companies():
    return ask("quote", "--where", 'type == "equity"', "--columns",
               "symbol,price,sector,cap_usd,cap_change_usd,change_pct,vol_ratio")


def the_wide_dashboard():
    """Breadth, sectors and movers by value: sums over the companies watched."""
    text = screen("dashboard-200x60")
    all_of = [q for q in companies() if q["change_pct"] is not None]
    up = sum(q["change_pct"] > 0 for q in all_of)
    down = sum(q["change_pct"] < 0 for q in all_of)
    assert f"Adv {up}  Dec {down}  Unch {len(all_of) - up - down}" in text
    assert f"{len(all_of)} companies watched" in text
    moves = [q["cap_change_usd"] for q in all_of if q["cap_change_usd"] is not None]
    lost, gained = -sum(v for v in moves if v < 0), sum(v for v in moves if v > 0)
    assert f"Value lost ${money(lost)}   Value gained ${money(gained)}" in text
    sectors = {}
    for q in all_of:
        if q["cap_usd"] is not None and q["cap_change_usd"] is not None:
            cap, moved = sectors.get(q["sector"], (0, 0))
            sectors[q["sector"]] = cap + q["cap_usd"], moved + q["cap_change_usd"]
    assert len(sectors) >= 6, sectors
    for name, (cap, moved) in sectors.items():
        shown = arrow(moved / (cap - moved) * 100)
        assert re.search(rf"{re.escape(name)} +{re.escape(shown)} ", text), (name, shown)
    for q in sorted(all_of, key=lambda q: q["cap_change_usd"])[:5]:
        want = rf"{q['symbol']} +{re.escape(change(q['cap_change_usd']))} +{re.escape(arrow(q['change_pct']))}"
        assert re.search(want, text), want


def movers_and_screener():
    quotes = {q["symbol"]: q for q in ask("quote")}
    for name, size in (("movers", "200x60"), ("movers", "120x40"), ("screener", "120x40")):
        rows = 0
        for m in re.finditer(r"(?:^|[│›*» ])([A-Z^][A-Z-]+) +(?:\S.{11,16} )? *([\d,]+\.\d\d) +([▲▼][\d.]+%)",
                             screen(f"{name}-{size}"), re.M):
            q = quotes.get(m.group(1))
            if not q:
                continue
            assert m.group(2) == f"{q['price']:,.2f}", m.group(0)
            assert m.group(3) == arrow(q["change_pct"]), m.group(0)
            rows += 1
        assert rows >= 11, (name, size, rows)


def tiles_of_the_heatmap():
    quotes = {q["symbol"]: q for q in companies()}
    lines = screen("heatmap-120x40").splitlines()
    found = 0
    for above, below in zip(lines, lines[1:]):
        for m in re.finditer(r"[A-Z-]{2,6}", above):
            under = re.search(r"[+-]\d+\.\d", below[max(0, m.start() - 3):m.end() + 3])
            if m.group(0) not in quotes or not under:
                continue
            assert abs(float(under.group(0)) - quotes[m.group(0)]["change_pct"]) < 0.0551, m.group(0)
            found += 1
    assert found >= 12, found


try:
    terminal.main([the_wide_dashboard, movers_and_screener, tiles_of_the_heatmap, heads_say_what_json_says, key_figures, every_filed_figure, the_event, its_headlines,
                   peers_of_the_symbol])
finally:
    home.remove()
