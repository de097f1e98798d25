"""Recorded replies, where they are at hand (TAPEWATCH_SAMPLES, or the folder
../shared/samples beside the source): each row of EXPECTED.tsv through
`tapewatch decode`, its figures read once more here from the file itself. A row
whose provider the program does not have is a skip with its name."""
import csv
import datetime
import html
import json
import os
import re
import xml.parsers.expat
from zoneinfo import ZoneInfo

import terminal

FOLDER = os.environ.get("TAPEWATCH_SAMPLES") or os.path.join(
    terminal.ROOT, "..", "shared", "samples")
NEW_YORK = ZoneInfo("America/New_York")
home = terminal.Home()
env = home.env()

# What a reply does not say itself but its request did.
URLS = {
    "nasdaq-calendar-earnings-row.json":
        "https://api.nasdaq.com/api/calendar/earnings?date=2026-08-26",
    "finnhub-quote.json": "https://finnhub.io/api/v1/quote?symbol=AAPL",
    "finnhub-quote-unknown.json": "https://finnhub.io/api/v1/quote?symbol=NOPE",
    "fred-fredgraph-VIXCLS.csv":
        "https://fred.stlouisfed.org/graph/fredgraph.csv?id=VIXCLS",
    "sec-companyfacts-AAPL-trimmed.json":
        "https://data.sec.gov/api/xbrl/companyfacts/CIK0000320193.json",
    "sec-companyfacts-NVDA-trimmed.json":
        "https://data.sec.gov/api/xbrl/companyfacts/CIK0001045810.json",
}


class Row:
    def __init__(self, file, provider, status, expected):
        self.file, self.provider, self.expected = file, provider, expected
        self.status = status
        with open(os.path.join(FOLDER, file), "rb") as f:
            self.body = f.read()

    def json(self):
        return json.loads(self.body)

    def decode(self):
        more = ["--url", URLS[self.file]] if self.file in URLS else []
        code, out, self.err = terminal.run(
            ["decode", self.provider, os.path.join(FOLDER, self.file),
             "--status", self.status, *more], env)
        self.code = code
        self.lines = [json.loads(line) for line in out.splitlines()]
        assert code in (0, 1, 3), code
        assert all(line["source"] for line in self.lines)

    def of(self, kind):
        return [line for line in self.lines if line["kind"] == kind]


def same(a, b):
    return a is not None and abs(float(a) - float(b)) <= 1e-12 * max(1, abs(float(b)))


def number(text):
    """"$1,234.5", "4.1%"; None for what is none."""
    try:
        return float(str(text).replace("$", "").replace(",", "").rstrip("%"))
    except ValueError:
        return None


def ms(t):
    return int(t.timestamp() * 1000)


def has(row, kind, wanted, **optional):
    """One line of the kind has all of `wanted`; what is optional may be left
    out but not be another figure."""
    for line in row.of(kind):
        if all(same(line.get(k), v) if isinstance(v, (int, float)) else line.get(k) == v
               for k, v in wanted.items()):
            for k, v in optional.items():
                assert k not in line or same(line[k], v), (k, line.get(k), v)
            return line
    raise AssertionError((kind, wanted, row.lines[:4], row.err))


# ---- the figures of each provider's file

def cnbc(row):
    for shape in (("FormattedQuoteResult", "FormattedQuote"), ("ITVQuoteResult", "ITVQuote")):
        quotes = row.json().get(shape[0], {}).get(shape[1], [])
        for q in quotes:
            wanted = {"price": number(q["last"])}
            for theirs, ours in (("open", "open"), ("high", "high"), ("low", "low")):
                if theirs in q:
                    wanted[ours] = number(q[theirs])
            before_bell = q.get("curmktstatus") == "PRE_MKT"
            if not before_bell or q["previous_day_closing"] != q["last"]:
                wanted["prev_close"] = number(q["previous_day_closing"])
            if "last_time" in q:
                wanted["as_of"] = ms(datetime.datetime.fromisoformat(q["last_time"]))
            ext = q.get("ExtendedMktQuote")
            if ext:
                wanted["ext_price"] = number(ext["last"])
                wanted["ext_session"] = {"PRE_MKT": "pre", "POST_MKT": "post"}[ext["type"]]
                wanted["ext_as_of"] = ms(datetime.datetime.fromisoformat(ext["last_time"]))
            line = has(row, "quote", wanted)
            assert ("prev_close" in line) == ("prev_close" in wanted), line
        if quotes:
            return len(row.of("quote")) == len(quotes)
    return False


def nasdaq_info(row):
    p = row.json()["data"]["primaryData"]
    when = datetime.datetime.strptime(p["lastTradeTimestamp"], "%b %d, %Y %I:%M %p ET")
    has(row, "quote", {
        "symbol": row.json()["data"]["symbol"], "price": number(p["lastSalePrice"]),
        "bid": number(p["bidPrice"]), "ask": number(p["askPrice"]),
        "bid_size": number(p["bidSize"]), "ask_size": number(p["askSize"]),
        "volume": number(p["volume"]), "as_of": ms(when.replace(tzinfo=NEW_YORK))})
    return True


def nasdaq_historical(row):
    rows = row.json()["data"]["tradesTable"]["rows"]
    for r in rows:
        line = has(row, "bar", {"span": "1d", **{
            k: number(r[k]) for k in ("open", "high", "low", "close", "volume")}})
        start = datetime.datetime.fromtimestamp(line["start"] / 1000, NEW_YORK)
        assert start.strftime("%m/%d/%Y") == r["date"], start
    return len(row.of("bar")) == len(rows)


def nasdaq_calendar(row):
    rows = row.json()["data"]["rows"]
    for r in rows:
        line = has(row, "calendar", {"symbol": r["symbol"], "type": "earnings"})
        day = datetime.datetime.fromtimestamp(line["at"] / 1000, NEW_YORK)
        assert day.strftime("%Y-%m-%d") == "2026-08-26", day
        assert (day.hour >= 16) == (r["time"] == "time-after-hours"), day
    return len(row.of("calendar")) == len(rows)


def binance(row):
    r = row.json()
    has(row, "quote", {"price": number(r["lastPrice"])}, high=number(r["highPrice"]),
        low=number(r["lowPrice"]), bid=number(r["bidPrice"]), ask=number(r["askPrice"]),
        volume=number(r["volume"]))
    return True


def coinbase(row):
    for p in row.json()["products"]:
        has(row, "quote", {"symbol": p["product_id"], "price": number(p["price"])},
            volume=number(p["volume_24h"]))
    return True


def kraken(row):
    for p in row.json()["result"].values():
        has(row, "quote", {"price": number(p["c"][0])}, bid=number(p["b"][0]),
            ask=number(p["a"][0]))
    return True


def coingecko(row):
    for c in row.json():
        has(row, "quote", {"price": c["current_price"]}, high=c["high_24h"], low=c["low_24h"])
    return True


def rates_are_there(row, rates):
    said = [line[k] for line in row.lines for k in ("price", "close") if k in line]
    for rate in rates:
        assert any(same(v, rate) or abs(v * rate - 1) < 1e-9 for v in said), (rate, said)
    return bool(rates)


def frankfurter(row):
    rates = row.json()["rates"]
    return rates_are_there(row, rates[max(rates)].values())


def ecb(row):
    return rates_are_there(row, [float(r) for r in re.findall(rb"rate='([0-9.]+)'", row.body)])


def fred(row):
    rows = list(csv.reader(row.body.decode().splitlines()))[1:]
    values = [float(v) for _, v in rows if v != "."]
    said = [line[k] for line in row.lines for k in ("price", "close") if k in line]
    assert all(v in values for v in said), said  # "." is no 0
    return values[-1] in said


def finnhub_quote(row):
    r = row.json()
    has(row, "quote", {"price": r["c"], "prev_close": r["pc"], "open": r["o"],
                       "high": r["h"], "low": r["l"], "as_of": r["t"] * 1000})
    return True


def titles(row, items, key):
    def plain(text):
        return " ".join(html.unescape(text).split())
    wanted = [plain(i[key]) for i in items]
    assert [h["title"] for h in row.of("headline")] == wanted, row.of("headline")[:2]
    return bool(wanted)


def finnhub_news(row):
    has(row, "headline", {"published": row.json()[0]["datetime"] * 1000})
    return titles(row, row.json(), "headline")


def tickertick(row):
    for s in row.json()["stories"]:
        has(row, "headline", {"url": s["url"], "published": s["time"]})
    return titles(row, row.json()["stories"], "title")


def yahoo_search(row):
    r = row.json()
    wanted = [q["symbol"] for q in r["quotes"] if "symbol" in q]
    assert [i["symbol"] for i in row.of("instrument")] == wanted
    for n in r["news"]:
        has(row, "headline", {"id": n["uuid"], "url": n["link"],
                              "published": n["providerPublishTime"] * 1000,
                              "symbols": n["relatedTickers"]})
    return titles(row, r["news"], "title")


def yahoo_spark(row):
    for r in row.json()["spark"]["result"]:
        m = r["response"][0]["meta"]
        has(row, "quote", {"symbol": r["symbol"], "price": m["regularMarketPrice"],
                           "prev_close": m["previousClose"]})
    return True


def yahoo_stream(row):
    with open(os.path.join(FOLDER, "yahoo-ws-v2-expected.json")) as f:
        r = json.load(f)
    line = has(row, "quote", {"symbol": r["id"], "as_of": r["time"]})
    assert abs(line["price"] - r["price"]) < 0.01, line  # a float on the wire
    return True


FIGURES = {f.__name__.replace("_", "-"): f for f in (
    cnbc, nasdaq_info, nasdaq_historical, nasdaq_calendar, binance, coinbase, kraken, coingecko,
    frankfurter, ecb, fred, finnhub_quote, finnhub_news, tickertick, yahoo_search, yahoo_spark,
    yahoo_stream)}


# ---- what a row may expect: (pattern, check); the first that fits

def is_error(row, *words):
    assert row.code != 0 and row.err.startswith("tapewatch: "), (row.code, row.err)
    for word in words:
        assert word.lower() in row.err.lower(), (word, row.err)
    return True


def no_lines(row):
    assert not row.lines, row.lines[:3]
    return True


def figures(row, m):
    assert row.code == 0, row.err
    return FIGURES[row.provider](row)


def told_message(row, m):
    r = row.json()
    words = r.get("msg") or r.get("message") or r.get("error")
    return is_error(row, words) and no_lines(row)


def chart(row, m):
    assert row.code == 0, row.err
    has(row, "quote", {"price": float(m.group(1))})
    has(row, "instrument", {"currency": "USD"})
    assert len(row.of("quote")) == 1
    quote = row.json()["chart"]["result"][0]["indicators"]["quote"][0]
    closes = [c for c in quote["close"] if c is not None]
    bars = [b["close"] for b in row.of("bar")]
    assert len(bars) == int(m.group(2)), len(bars)
    return all(c in closes for c in bars)


def meta_only(row, m):
    meta = row.json()["chart"]["result"][0]["meta"]
    assert row.code == 0 and not row.of("bar"), row.err
    assert len(row.of("quote")) == ("regularMarketPrice" in meta)
    return not row.of("quote") or bool(has(row, "quote", {"price": meta["regularMarketPrice"]}))


def yahoo_quotes(row, m):
    results = row.json()["quoteResponse"]["result"]
    assert len(row.of("quote")) == int(m.group(1)) == len(results)
    for r in results:
        wanted = {"symbol": r["symbol"], "price": r["regularMarketPrice"],
                  "prev_close": r["regularMarketPreviousClose"],
                  "open": r["regularMarketOpen"], "high": r["regularMarketDayHigh"],
                  "low": r["regularMarketDayLow"], "as_of": r["regularMarketTime"] * 1000,
                  "delay_s": r["exchangeDataDelayedBy"] * 60}
        if "postMarketPrice" in r:
            wanted.update(ext_price=r["postMarketPrice"], ext_session="post",
                          ext_as_of=r["postMarketTime"] * 1000)
        has(row, "quote", wanted, bid=r.get("bid", 0), ask=r.get("ask", 0),
            volume=r["regularMarketVolume"])
        if "marketCap" in r and r["quoteType"] == "EQUITY":
            line = has(row, "instrument", {"symbol": r["symbol"]})
            cap = line["shares"] * r["regularMarketPrice"]
            assert abs(cap / r["marketCap"] - 1) < 1e-3 and line["shares_kind"], line
        if "earningsTimestampStart" in r:
            has(row, "calendar", {"symbol": r["symbol"],
                                  "at": r["earningsTimestampStart"] * 1000,
                                  "confirmed": not r["isEarningsDateEstimate"]})
    return row.code == 0


def headlines(row, m):
    assert len(row.of("headline")) == int(m.group(1)), (len(row.of("headline")), row.err)
    return row.code == 0 and all_clean(row)


def all_clean(row):
    for h in row.of("headline"):
        text = h["title"] + h.get("summary", "") + h.get("publisher", "")
        assert h["id"] and h["title"] and not re.search("[\x00-\x1f\x7f-\x9f]", text), h
        assert h.get("url", "http").startswith("http"), h
    return True


def is_whole(body):
    """As an independent parser has it: None, or the line of the damage."""
    p = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    try:
        p.Parse(body, True)
    except xml.parsers.expat.ExpatError as e:
        return e.lineno
    return None


def damage(row, m):
    line = is_whole(row.body)
    if line is None:  # well formed: what is odd is no damage
        return row.code == 0 and len(row.of("headline")) == int(m.group(1))
    return is_error(row, "line %d" % line) and len(row.of("headline")) <= int(m.group(1))


def no_crash(row, m):
    assert len(row.of("headline")) <= int(m.group(1))
    return all_clean(row) and (row.code == 0 or is_error(row))


def error_or_nothing(row, m):
    return no_lines(row) and (row.code == 0 or is_error(row))


def unknown_symbols(row, m):
    return not row.of("quote") and is_error(row, "unknown symbol")


def ciks(row, m):
    wanted = {c["ticker"].replace(".", "-"): "%010d" % c["cik_str"]
              for c in row.json().values()}
    said = {i["symbol"]: i["cik"] for i in row.of("instrument")}
    assert said == wanted and len(said) == int(m.group(1)), set(wanted) ^ set(said)
    return row.code == 0


def filed(node, out):
    """Every (start, end, value) that stands anywhere in a companyfacts file."""
    if isinstance(node, dict):
        if "val" in node and "end" in node:
            out.add((node.get("start"), node["end"], node["val"]))
        for v in node.values():
            filed(v, out)
    elif isinstance(node, list):
        for v in node:
            filed(v, out)
    return out


CONCEPTS = {"revenue": "revenue", "operatingIncome": "operating_income",
            "netIncome": "net_income", "rnd": "research", "capex": "capex"}


def facts(row, m):
    known = filed(row.json(), set())
    said = {(f.get("start"), f["end"], f["value"]) for f in row.of("fact")}
    assert said and said <= known, list(said - known)[:3]
    symbol = "AAPL" if "AAPL" in row.file else "NVDA"
    with open(os.path.join(FOLDER, "sec-derived-expected.json")) as f:
        expected = json.load(f)[symbol]
    for theirs in CONCEPTS:
        for q in expected[theirs]["quarters"]:
            if q["how"] == "reported":
                assert (q["start"], q["end"], q["val"]) in said, (theirs, q)
    return row.code == 0 and derived_facts(row, symbol, expected)


def derived_facts(row, symbol, expected):
    """The same figures as the program works them out from what was decoded."""
    tape = os.path.join(home.path, "facts.tape")
    with open(tape, "w") as f:
        for line in row.lines:
            if line["kind"] in ("fact", "instrument"):
                f.write(json.dumps({**line, "symbol": symbol}) + "\n")
    code, out, err = terminal.run(
        ["facts", symbol, "--replay", tape, "--ttm", "--quarters", "40", "--ndjson"], env)
    assert code in (0, 3), err
    rows = [json.loads(line) for line in out.splitlines()]
    for theirs, ours in CONCEPTS.items():
        want = expected[theirs]
        if not want.get("contiguous"):
            continue
        newest = max((r for r in rows if r["concept"] == ours), key=lambda r: r["end"])
        assert same(newest["ttm"], want["ttm"]), (ours, newest, want["ttm"])
    return True


def one_filing_once(row, m):
    lines = row.of("headline")
    accessions = set(re.findall(rb"accession-number=([0-9-]+)", row.body))
    assert len(accessions) == len(lines), (len(accessions), len(lines))
    return row.code == 0


def filings(row, m):
    """The newest reports, each at the moment of its acceptance."""
    recent = row.json()["filings"]["recent"]
    wanted = [(n, t) for n, form, t in zip(recent["accessionNumber"], recent["form"],
                                           recent["acceptanceDateTime"])
              if form in ("10-Q", "10-K", "8-K")]
    said = {h["id"]: h["published"] for h in row.of("headline")}
    kept = [(n, t) for n, t in wanted if n in said]
    assert len(kept) >= 20 and kept == wanted[:len(kept)], len(kept)  # none in between is lost
    items = dict(zip(recent["accessionNumber"], recent["items"]))
    for n, t in kept:  # the Z is wrong for some: the clock is New York's then
        naive = datetime.datetime.fromisoformat(t.rstrip("Z"))
        assert said[n] in (ms(naive.replace(tzinfo=datetime.timezone.utc)),
                           ms(naive.replace(tzinfo=NEW_YORK))), (n, t)
        at = datetime.datetime.fromtimestamp(said[n] / 1000, NEW_YORK)
        assert 6 <= at.hour < 22, (n, at)
        if "2.02" in items[n]:  # results are not told in the session
            assert not (9, 30) <= (at.hour, at.minute) < (16, 0), (n, at)
    return row.code == 0


CHECKS = [(re.compile(p), f) for p, f in (
    (r"^at least 1 update with the figures in the file$", figures),
    (r"^error with the message of the reply$", told_message),
    (r"^error: unknown symbol, not a quote of 0$",
     lambda r, m: no_lines(r) and is_error(r, "unknown")),
    (r"^error: not a feed \(an HTML page\)$",
     lambda r, m: no_lines(r) and is_error(r) and
     (r.status != "200" or is_error(r, "not a feed (an HTML page)"))),
    (r"^error: symbol not found \(the message of the reply\)$",
     lambda r, m: no_lines(r) and
     is_error(r, r.json()["chart"]["error"]["description"])),
    (r"^error: unknown company \(XML body\)$", lambda r, m: no_lines(r) and is_error(r)),
    (r"^error: crumb refused", lambda r, m: no_lines(r) and is_error(r, "crumb refused")),
    (r"^error: consent page, richer quotes unavailable$",
     lambda r, m: no_lines(r) and
     is_error(r, "consent page", "richer quotes unavailable")),
    (r"^error: not JSON$", lambda r, m: no_lines(r) and is_error(r, "not JSON")),
    (r"^rate limited: host backs off$",
     lambda r, m: no_lines(r) and is_error(r, "too many requests")),
    (r"^rate limited \(in the body\)$",
     lambda r, m: no_lines(r) and is_error(r, r.json()["message"])),
    (r"^error or 0 headlines, said plainly$", error_or_nothing),
    (r"^(?:what is whole is kept) \((\d+) item tags\), damage reported", damage),
    (r"^no crash; .*\((\d+) item tags", no_crash),
    (r"^(\d+) headlines", headlines),
    (r"^(\d+) halts$", lambda r, m: r.code == 0 and len(r.of("halt")) == int(m.group(1))),
    (r"^1 quote \(price ([0-9.]+) USD\), (\d+) bars with a close$", chart),
    (r"^quote from meta if it has a price, 0 bars, no error$", meta_only),
    (r"^0 quotes; every asked symbol reported as unknown$", unknown_symbols),
    (r"^(\d+) quotes$", yahoo_quotes),
    (r"^(\d+) symbols with 10-digit CIK$", ciks),
    (r"^facts of the 15 concepts", facts),
    (r"^100 entries in the file; the same filing under several roles", one_filing_once),
    (r"^filings; 10-Q/10-K/8-K with acceptance times$", filings),
)]


def check(row):
    for pattern, f in CHECKS:
        m = pattern.search(row.expected)
        if m:
            row.decode()
            assert f(row, m), (row.expected, row.code, row.err, row.lines[:3])
            return
    raise AssertionError("nobody knows how to check: " + row.expected)


def providers():
    code, out, err = terminal.run(["--list-providers"], env)
    assert code == 0, err
    return {line.split()[0] for line in out.splitlines() if line.strip()}


def test_of(file, provider, status, expected, is_there):
    def test():
        if not is_there:
            return "no provider " + provider
        return check(Row(file, provider, status, expected))
    test.__name__ = re.sub(r"[^A-Za-z0-9_.-]", "_", file)
    return test


def every_row_was_seen(rows):
    def every_row_has_a_check():
        assert len(rows) > 60, len(rows)
        for _, provider, _, expected in rows:
            assert any(p.search(expected) for p, _ in CHECKS), expected
            if "with the figures in the file" in expected:
                assert provider in FIGURES, provider
    return every_row_has_a_check


def without_samples():
    return "no samples at hand"


try:
    table = os.path.join(FOLDER, "EXPECTED.tsv")
    if os.path.exists(table):
        with open(table) as f:
            rows = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
        rows = [r for r in rows if len(r) == 4 and r[1] != "(dates)"]
        there = providers()
        terminal.main([every_row_was_seen(rows)] + [test_of(*r, r[1] in there) for r in rows])
    else:
        terminal.main([without_samples])
finally:
    home.remove()
