#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A scripted server of feeds, for tests: on 127.0.0.1, at a free port, which
it prints as its first line. It ends when its standard input ends.

/v7/finance/spark, /v8/finance/chart/SYMBOL and /rss/NAME answer rightly, with
invented numbers from a scenario file (JSON; see scenario.json). A scenario's
"faults" turn a path into something else, for good or for a number of times:
    {"path": "/v7/finance/spark", "fault": "status", "status": 429,
     "headers": {"Retry-After": "7"}, "times": 1}
/fault/NAME shows a fault at once. /__count says how often each path was asked,
/__count?path=/x of one (path=POST: what was posted, wherever to); /__seen lists
the requests with their headers; POST /__scenario sets another scenario. With a
certificate and its key as second and third argument it speaks TLS.

A scenario's "crumb" guards /v7/finance/quote: / sets a cookie,
/v1/test/getcrumb tells the crumb to who has it. Its "validators" say, by the
name of a feed, what it is sent with and whether it always answers "304".
"""
import gzip
import json
import ssl
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

UNKNOWN = {"chart": {"result": None, "error": {
    "code": "Not Found", "description": "No data found"}}}


def meta_of(symbol, s):
    now = int(time.time())
    return {"currency": s.get("currency", "USD"), "symbol": symbol,
            "exchangeName": "TST", "instrumentType": s.get("type", "EQUITY"),
            "regularMarketTime": s.get("time", now - 1),
            "regularMarketPrice": s["price"],
            "regularMarketDayHigh": s.get("high", s["price"]),
            "regularMarketDayLow": s.get("low", s["price"]),
            "regularMarketVolume": s.get("volume", 1000),
            "longName": s.get("name", symbol), "gmtoffset": -18000,
            "exchangeTimezoneName": "America/New_York",
            "chartPreviousClose": s["prev"], "previousClose": s["prev"],
            "dataGranularity": "5m", "range": "1d"}


def spark(scenario, symbols):
    result = []
    for symbol in symbols:
        s = scenario["symbols"].get(symbol)
        if s and not s.get("chart_only"):
            result.append({"symbol": symbol, "response": [
                {"meta": meta_of(symbol, s), "timestamp": [],
                 "indicators": {"quote": [{"close": []}]}}]})
    return {"spark": {"result": result, "error": None}}


def chart(scenario, symbol, interval):
    s = scenario["symbols"][symbol]
    step = 86400 if interval == "1d" else 300
    last = int(time.time()) // step * step - step
    stamps = [last - step * i for i in range(5, 0, -1)]
    closes = [s["prev"] + (s["price"] - s["prev"]) * i / 5
              for i in range(1, 6)]
    quote = {"open": closes, "high": closes, "low": closes, "close": closes,
             "volume": [100 * i for i in range(1, 6)]}
    return {"chart": {"result": [
        {"meta": {**meta_of(symbol, s), "dataGranularity":
                  interval if s.get("daily") else "5m"}, "timestamp": stamps,
         "indicators": {"quote": [quote]}}], "error": None}}


def rich(scenario, symbols):
    known = scenario["symbols"]
    return {"quoteResponse": {"error": None, "result": [
        {"symbol": symbol, "quoteType": "EQUITY", "currency": "USD",
         "marketState": "REGULAR", "regularMarketPrice": known[symbol]["price"],
         "regularMarketTime": int(time.time()) - 1,
         "regularMarketPreviousClose": known[symbol]["prev"]}
        for symbol in symbols if symbol in known]}}


def rss(scenario, name):
    items = "".join(
        "<item><title>%s</title><link>https://example.org/%d</link>"
        "<guid>%s-%d</guid><pubDate>%s</pubDate></item>"
        % (title, i, name, i, time.strftime("%a, %d %b %Y %H:%M:%S GMT",
                                            time.gmtime(time.time() - 60)))
        for i, title in enumerate(scenario.get("news", {}).get(name, [])))
    return ("<?xml version='1.0'?><rss version='2.0'><channel><title>%s"
            "</title>%s</channel></rss>" % (name, items))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def reply(self, status, body, kind="application/json", headers=()):
        if not isinstance(body, bytes):
            body = body.encode() if isinstance(body, str) \
                else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        if "Content-Length" not in dict(headers):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    # ---- faults, each a method that writes the whole reply
    def fault_status(self, f):
        self.reply(f.get("status", 500), f.get("body", "Too Many Requests"),
                   "text/plain", f.get("headers", {}))

    def fault_html(self, f):
        self.reply(200, "<!DOCTYPE html><html><body>Please consent</body>"
                   "</html>", "text/html")

    def fault_truncated(self, f):
        self.reply(200, '{"spark":{"result":[{"sym', headers={
            "Content-Length": "5000"})
        self.close_connection = True

    def fault_drip(self, f):
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.close_connection = True
        while not self.server.is_over.wait(0.05):
            self.wfile.write(b" ")
            self.wfile.flush()

    def fault_silent(self, f):
        self.close_connection = True
        self.server.is_over.wait(30)

    def fault_big(self, f):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for _ in range(1600):
            self.wfile.write(b" " * 65536)

    def fault_big_told(self, f):
        self.send_response(200)
        self.send_header("Content-Length", "104857600")
        self.end_headers()
        self.close_connection = True

    def fault_bomb(self, f):
        self.reply(200, gzip.compress(b" " * 50000000, 1),
                   headers={"Content-Encoding": "gzip"})

    def fault_redirect(self, f):
        self.reply(302, b"", headers={"Location": f["to"]})

    def fault_loop(self, f):
        self.reply(302, b"", headers={"Location": self.path})

    def fault_close(self, f):
        self.close_connection = True

    def fault_echo(self, f):
        """What was asked, keys and all, as servers like to say it again."""
        common = ("Host", "User-Agent", "Accept", "Accept-Encoding")
        said = "%s %s" % (" ".join("%s=%s" % pair for pair in
                                   self.headers.items()
                                   if pair[0] not in common), self.path)
        body = f.get("body", '{"error": %s, "message": %s, "detail": %s, '
                     '"code": 400, "status": "error", "Note": %s}')
        self.reply(f.get("status", 400), body.replace("%s", json.dumps(said)),
                   f.get("type", "application/json"))

    def fault_echo_away(self, f):
        self.reply(302, b"", headers={"Location": f["to"] + self.path})

    def named_fault(self, name):
        here = "http://127.0.0.1:%d" % self.server.server_port
        known = {
            "to-file": {"fault": "redirect", "to": "file:///etc/hostname"},
            "to-http": {"fault": "redirect", "to": here + "/rss/a"},
            "to-path": {"fault": "redirect", "to": "/rss/a"},
            "to-query": {"fault": "redirect", "to": "rss?at=9:30"},
            "429": {"fault": "status", "status": 429,
                    "headers": {"Retry-After": "7"}},
            "429-date": {"fault": "status", "status": 429, "headers": {
                "Retry-After": time.strftime(
                    "%a, %d %b %Y %H:%M:%S GMT",
                    time.gmtime(time.time() + 90))}},
            "500": {"fault": "status", "status": 500, "body": "oops"},
            "404": {"fault": "status", "status": 404, "body": "no"},
        }
        return known.get(name, {"fault": name.replace("-", "_")})

    def scripted_fault(self, path):
        with self.server.lock:
            for f in self.server.scenario.get("faults", []):
                if f["path"] not in (path, "*") or f.get("times") == 0:
                    continue
                if "times" in f:
                    f["times"] -= 1
                return f
        return None

    def feed(self, scenario, name):
        sent = scenario.get("validators", {}).get(name, {
            "ETag": '"%s-1"' % name,
            "Last-Modified": "Mon, 27 Jan 2025 14:00:00 GMT"})
        sent = dict(sent)
        always = sent.pop("always", False)
        asked = (self.headers.get("If-None-Match"),
                 self.headers.get("If-Modified-Since"))
        if any(asked) and (always or asked[0] == sent.get("ETag")):
            return self.reply(304, b"", headers=sent)
        return self.reply(200, rss(scenario, name), "application/rss+xml",
                          sent)

    def guarded(self, scenario, path, query):
        cookie = "A3=%s" % scenario["cookie"]
        if path == "/":
            return self.reply(404, "no such page", "text/html", {
                "Set-Cookie": cookie + "; Path=/"})
        if cookie not in self.headers.get("Cookie", ""):
            return self.reply(401, {"finance": {"error": {
                "code": "Unauthorized", "description": "Invalid Cookie"}}})
        if path == "/v1/test/getcrumb":
            return self.reply(200, scenario["crumb"], "text/plain")
        if query.get("crumb") != [scenario["crumb"]]:
            return self.reply(401, {"finance": {"error": {
                "code": "Unauthorized", "description": "Invalid Crumb"}}})
        return self.reply(200, rich(scenario, query["symbols"][0].split(",")))

    def answer(self, path, query):
        scenario = self.server.scenario
        if path == "/v7/finance/spark":
            symbols = query.get("symbols", [""])[0].split(",")
            if len(symbols) > scenario.get("batch", 20):
                return self.reply(400, {"spark": {"result": None, "error": {
                    "code": "Bad Request", "description": "too many"}}})
            return self.reply(200, spark(scenario, symbols))
        if path.startswith("/v8/finance/chart/"):
            symbol = path.rsplit("/", 1)[1]
            if symbol not in scenario["symbols"]:
                return self.reply(404, UNKNOWN)
            return self.reply(200, chart(scenario, symbol, query.get(
                "interval", ["5m"])[0]))
        if path.startswith("/rss/"):
            return self.feed(scenario, path[5:])
        if "crumb" in scenario and path in (
                "/", "/v1/test/getcrumb", "/v7/finance/quote"):
            return self.guarded(scenario, path, query)
        return self.reply(404, {"error": "no such path"})

    def do_GET(self):
        at = urllib.parse.urlsplit(self.path)
        path = urllib.parse.unquote(at.path)
        query = urllib.parse.parse_qs(at.query)
        if path == "/__count":
            with self.server.lock:
                counts = dict(self.server.counts)
            only = query.get("path")
            return self.reply(200, counts.get(only[0], 0) if only else counts)
        if path == "/__seen":
            with self.server.lock:
                return self.reply(200, self.server.seen)
        with self.server.lock:
            self.server.counts[path] = self.server.counts.get(path, 0) + 1
            self.server.seen.append({"path": self.path,
                                     "headers": dict(self.headers)})
        fault = self.named_fault(path[7:]) if path.startswith("/fault/") \
            else self.scripted_fault(path)
        try:
            if not fault:
                self.answer(path, query)
            else:
                getattr(self, "fault_" + fault["fault"])(fault)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def do_POST(self):
        size = int(self.headers.get("Content-Length", "0"))
        body = self.rfile.read(size)
        if self.path != "/__scenario":  # nothing of ours is ever posted
            with self.server.lock:
                self.server.counts["POST"] = \
                    self.server.counts.get("POST", 0) + 1
            return self.reply(405, {})
        body = json.loads(body)
        with self.server.lock:
            self.server.scenario = body
        self.reply(200, {})


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, scenario):
        super().__init__(("127.0.0.1", 0), Handler)
        self.scenario = scenario
        self.counts = {}
        self.seen = []
        self.lock = threading.Lock()
        self.is_over = threading.Event()

    def handle_error(self, request, client_address):
        pass


def main():
    scenario = {"symbols": {}}
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as f:
            scenario = json.load(f)
    server = Server(scenario)
    if len(sys.argv) > 3:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(sys.argv[2], sys.argv[3])
        server.socket = tls.wrap_socket(server.socket, server_side=True,
                                        do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()
    server.is_over.set()
    server.shutdown()


if __name__ == "__main__":
    main()
