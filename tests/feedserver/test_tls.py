#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The real program against servers that speak TLS: certificates, redirects,
what never goes to another host, and HTTP/2. Loopback only; speaks TAP."""
import json
import os
import shutil
import socket
import subprocess
import threading

import certificates
from test_live import KNOWN, Skip, World, expect, main

AUTHORITY = certificates.Authority() if certificates.is_there() else None
LOCK = threading.Lock()
MADE = {}


def made(kind, make):
    if not AUTHORITY:
        raise Skip("openssl is not there")
    with LOCK:
        if kind not in MADE:
            MADE[kind] = make()
        return MADE[kind]


def good():
    return made("good", lambda: AUTHORITY.certificate("good"))


class Secure(World):
    """A world whose server speaks TLS with a good certificate."""
    scheme = "https"

    def __init__(self):
        self.tls = self.certificate()
        super().__init__()

    def certificate(self):
        return good()

    def configure(self, url, *more):
        super().configure(url, "ca_file = " + AUTHORITY.file,
                          "log_file = " + os.path.join(self.home, "log"),
                          "log_level = debug", *more)

    def log(self):
        with open(os.path.join(self.home, "log"), encoding="utf-8") as f:
            return f.read()


class Expired(Secure):
    def certificate(self):
        return made("old", lambda: AUTHORITY.certificate("old", days=-1))


class Elsewhere(Secure):
    def certificate(self):
        return made("other", lambda: AUTHORITY.certificate(
            "other", names="DNS:feeds.example.com,IP:127.0.0.2"))


class SelfSigned(Secure):
    def certificate(self):
        return made("self", AUTHORITY.self_signed if AUTHORITY else None)


def of_world(world):
    def mark(test):
        test.world = world
        return test
    return mark


def reasons(w):
    """What `doctor` says of each source, from an unread store."""
    done = w.run("doctor", "--json")
    return {row["check"]: row["finding"] for row in json.loads(done.stdout)}


@of_world(Secure)
def trusted(w):
    prices, done = w.prices()
    expect("prices over TLS", prices, KNOWN)
    expect("what is wrong", done.stderr.count("certificate"), 0)


def refused(world, words):
    def test(w):
        prices, done = w.prices()
        expect("prices", [p for p in prices.values() if p], [])
        found = reasons(w)
        for source in ("yahoo-spark", "a"):
            if "certificate not trusted: " not in found[source] or \
                    not any(word in found[source] for word in words):
                raise AssertionError("%s: %r" % (source, found[source]))
        expect("requests that came through", w.ask("/__seen"), [])
    test.world = world
    return test


def is_refused(w, to, words):
    w.set(faults=[{"path": "/rss/a", "fault": "redirect", "to": to}])
    found = reasons(w)["a"]
    if words not in found:
        raise AssertionError("%r lacks %r" % (found, words))


@of_world(Secure)
def redirects_to_https_only(w):
    plain = socket.socket()
    plain.bind(("127.0.0.1", 0))
    plain.listen(4)
    plain.setblocking(False)
    is_refused(w, "http://127.0.0.1:%d/rss/a" % plain.getsockname()[1],
               "redirect to http refused")
    try:
        plain.accept()
        raise AssertionError("it went to plain http")
    except BlockingIOError:
        plain.close()


@of_world(Secure)
def no_redirect_to_a_file(w):
    is_refused(w, "file:///etc/hostname", "redirect to file refused")


@of_world(Secure)
def redirects_are_followed_a_few_times(w):
    w.set(news={"a": ["One"], "b": ["Two headlines", "of another address"]},
          faults=[{"path": "/rss/a", "fault": "redirect",
                   "to": "/rss/b"}])
    done = w.run("news", "--ndjson")
    titles = [json.loads(line)["title"] for line in done.stdout.splitlines()]
    expect("titles", sorted(titles), ["Two headlines", "of another address"])
    is_refused(w, "/rss/a", "more than 3 redirects")


RICH = ["providers = yahoo-quote", "insecure_hosts = 127.0.0.1",
        "timeout = 2s", "watchlist = mine", "indices =",
        "[watchlist mine]", "symbols = AAA BBB"]
COOKIE, CRUMB = "c00kie-of-the-test", "Cr/umb.0fT1"


def rich(w, url, faults=()):
    """Only yahoo-quote, which wants a cookie and a crumb first."""
    w.set(cookie=COOKIE, crumb=CRUMB, faults=list(faults))
    w.write_config(["ca_file = " + AUTHORITY.file,
                    "log_file = " + os.path.join(w.home, "log"),
                    "log_level = debug", *RICH, "[provider yahoo-quote]",
                    "enabled = yes", "url = " + url])


@of_world(Secure)
def cookie_and_crumb(w):
    rich(w, w.url)
    prices, done = w.prices()
    expect("prices", prices, {"AAA": "90.5", "BBB": "51.25"})
    asked = w.seen("/v7/finance/quote")
    expect("asked", len(asked), 1)
    expect("with the cookie", asked[0]["headers"].get("Cookie"),
           "A3=" + COOKIE)
    expect("the first page, without", [
        r["headers"].get("Cookie") for r in w.seen("/")], [None])
    everything = done.stdout + done.stderr + w.log()
    for secret in (COOKIE, CRUMB, CRUMB.replace("/", "%2F")):
        expect("'%s' is told" % secret, secret in everything, False)


@of_world(Secure)
def cookies_stay_with_their_host(w):
    """127.0.0.1 set it; localhost, to which it leads on, does not get it."""
    other = Secure()
    try:
        away = "https://localhost:%d" % other.port
        rich(w, w.url, [{"path": "/v1/test/getcrumb", "fault": "redirect",
                         "to": away + "/v1/test/getcrumb"}])
        w.prices()
        expect("sent here", [r["headers"].get("Cookie") for r in
                             w.seen("/v1/test/getcrumb")], ["A3=" + COOKIE])
        there = other.seen("/v1/test/getcrumb")
        expect("followed", len(there), 1)
        expect("sent there", there[0]["headers"].get("Cookie"), None)
        expect("the quotes", w.count("/v7/finance/quote"), 0)
    finally:
        other.close()


@of_world(Secure)
def keys_stay_with_their_host(w):
    """Not to another host, another port or another path either."""
    other = Secure()
    try:
        for to in ("https://localhost:%d" % other.port,
                   "https://127.0.0.1:%d" % other.port, w.url + "/again"):
            rich(w, w.url)
            w.set(faults=[{"path": "*", "fault": "echo_away", "to": to}])
            w.write_config([
                "ca_file = " + AUTHORITY.file,
                "providers = finnhub-quote twelvedata fmp alpaca tiingo",
                *RICH[1:],
                *(line for name in ("finnhub-quote", "twelvedata", "fmp",
                                    "alpaca", "tiingo")
                  for line in ("[provider %s]" % name, "enabled = yes",
                               "url = " + w.url,
                               "key_command = printf %s key-of-the-test"))])
            w.run("quote")
        asked = w.ask("/__seen")
        if sum("key-of-the-test" in json.dumps(r) for r in asked) < 3:
            raise AssertionError("no key was ever sent: %r" % asked)
        expect("paths led to", [r["path"] for r in asked
                                if r["path"].startswith("/again")], [])
        expect("requests elsewhere", other.ask("/__seen"), [])
    finally:
        other.close()


# ---- HTTP/2

NGINX = """
daemon off; master_process off; worker_processes 1; pid %(home)s/nginx.pid;
error_log stderr error;
events { worker_connections 64; }
http {
    log_format one '$server_protocol $connection $request_uri $status';
    access_log %(home)s/access one;
    client_body_temp_path %(home)s/t1; proxy_temp_path %(home)s/t2;
    fastcgi_temp_path %(home)s/t3; uwsgi_temp_path %(home)s/t4;
    scgi_temp_path %(home)s/t5;
    types { application/rss+xml xml; }
    server {
        listen 127.0.0.1:%(port)d ssl http2;
        ssl_certificate %(certificate)s; ssl_certificate_key %(key)s;
        root %(home)s/www;
        limit_rate 4k;
    }
}
"""
FEEDS = 8


class Nginx(Secure):
    def configure(self, url):
        self.nginx = None
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        if not os.path.exists(program):
            self.close()
            raise Skip("nginx is not there")
        free = socket.socket()
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        with open(os.path.join(self.home, "nginx.conf"), "w",
                  encoding="utf-8") as f:
            f.write(NGINX % {"home": self.home, "port": port,
                             "certificate": self.tls[0], "key": self.tls[1]})
        os.makedirs(os.path.join(self.home, "www"))
        for i in range(FEEDS):
            self.write_feed(i)
        self.nginx = subprocess.Popen(
            [program, "-p", self.home, "-c",
             os.path.join(self.home, "nginx.conf")],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.wait_for(port)
        lines = ["ca_file = " + AUTHORITY.file, "providers = rss",
                 "indices =", "timeout = 20s", "watchlist = mine",
                 "[watchlist mine]", "symbols = AAA"]
        for i in range(FEEDS):
            lines += ["[feed f%d]" % i,
                      "url = https://127.0.0.1:%d/%d.xml" % (port, i)]
        self.write_config(lines)

    def write_feed(self, i):
        filling = "word " * 1600
        with open(os.path.join(self.home, "www", "%d.xml" % i), "w",
                  encoding="utf-8") as f:
            f.write("<rss><channel><item><title>Headline number %d</title>"
                    "<guid>%d</guid><description>%s</description></item>"
                    "</channel></rss>" % (i, i, filling))

    def wait_for(self, port):
        """Until it listens, or has ended with words of why."""
        while self.nginx.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                continue
        raise AssertionError("nginx: " + self.nginx.stderr.read())

    def close(self):
        if self.nginx:
            self.nginx.terminate()
            self.nginx.wait()
            self.nginx.stderr.close()
        super().close()


@of_world(Nginx)
def http2_shares_one_connection(w):
    """Each answer takes longer than the pause between two questions, so that
    HTTP/1.1 would need a connection for each of them."""
    done = w.run("news", "--ndjson")
    titles = [json.loads(line)["title"] for line in done.stdout.splitlines()]
    expect("headlines", sorted(titles),
           ["Headline number %d" % i for i in range(FEEDS)])
    with open(os.path.join(w.home, "access"), encoding="utf-8") as f:
        rows = [line.split() for line in f]
    expect("requests", sorted(r[2] for r in rows),
           ["/%d.xml" % i for i in range(FEEDS)])
    expect("protocol", {r[0] for r in rows}, {"HTTP/2.0"})
    expect("connections", len({r[1] for r in rows}), 1)


TESTS = [
    ("a certificate of our own authority is trusted", trusted),
    ("a self-signed certificate is refused with its reason",
     refused(SelfSigned, ("self-signed", "self signed"))),
    ("one for another host is refused with its reason",
     refused(Elsewhere, ("does not match", "no alternative certificate"))),
    ("an expired one is refused with its reason",
     refused(Expired, ("expired",))),
    ("a redirect to plain http is refused", redirects_to_https_only),
    ("a redirect to a file is refused", no_redirect_to_a_file),
    ("redirects within https are followed, not for ever",
     redirects_are_followed_a_few_times),
    ("cookie and crumb are fetched, sent and never told", cookie_and_crumb),
    ("a cookie is not sent to another host", cookies_stay_with_their_host),
    ("a key is not sent to another host, port or path",
     keys_stay_with_their_host),
    ("HTTP/2: many requests, one connection", http2_shares_one_connection),
]

if __name__ == "__main__":
    try:
        main(TESTS)
    finally:
        if AUTHORITY:
            AUTHORITY.close()
