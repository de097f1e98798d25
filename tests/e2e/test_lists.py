"""Watchlists from the command line: in from CSV and plain words, out, dropped;
what is refused changes nothing."""
import json
import os

import terminal

home = terminal.Home()
env = home.env()
HEADER = "list,section,symbol,label"


def run(*args, code=0, stdin=None):
    got, out, err = terminal.run(["lists", *args], env, stdin)
    assert got == code, (args, got, out, err)
    return out, err


def file(name, text):
    path = os.path.join(home.path, name)
    with open(path, "w") as f:
        f.write(text)
    return path


def plain_words():
    home.config("[watchlist own]\ngroup = chips\nsymbols = NVDA\n")
    path = file("my chips.txt", "# mine\nNVDA, amd\n[Memory]\n005930.KS = Samsung\nMU\n")
    assert run("import", path)[0] == "4 symbols imported\n"
    assert run("import", path)[0] == "0 symbols imported, 4 were there already\n"
    assert run("export", "my chips")[0].splitlines() == [
        HEADER, "my chips,,NVDA,", "my chips,,AMD,", "my chips,Memory,005930.KS,Samsung",
        "my chips,Memory,MU,"]
    assert open(path).read().startswith("# mine"), "the file is the user's"
    out, _ = run()
    assert "4         1  -                user.db  my chips" in out, out
    assert "1         0  chips            config   own" in out, out


def csv_adds_to_a_list_of_the_config():
    text = "symbol,list,section,label,price\nTSM,own,Far,TSMC,1\nINTC,own,,,2\nAMD,new,,,3\n"
    out, _ = run("import", "-", stdin=text.encode())
    assert out == "3 symbols imported\nnot used: column price\n", out
    lists = {x["name"]: x for x in json.loads(run("--json")[0])}
    assert [s["symbol"] for s in lists["own"]["symbols"]] == ["NVDA", "TSM", "INTC"]
    assert lists["own"]["symbols"][1] == {"symbol": "TSM", "section": "Far", "label": "TSMC"}
    assert lists["own"]["from"] == "user.db" and lists["own"]["group"] == "chips"
    exported = run("export")[0]
    path = file("all.csv", exported)
    assert run("import", path)[0].startswith("0 symbols imported, 8 were")
    assert run("export")[0] == exported


def another_name():
    assert run("import", "-", "--list", "far", stdin=b"TSE:7203\n")[0] == "1 symbol imported\n"
    assert run("export", "far")[0].splitlines()[1] == "far,,7203.T,"
    code, _, err = terminal.run(["--watchlist", "far", "--offline", "--once"], env)
    assert code == 0, err
    code, _, err = terminal.run(["--watchlist", "none", "--offline", "--once"], env)
    assert code == 2 and "there is no watchlist 'none'" in err, err


def refused():
    before = run("export")[0]
    _, err = run("import", file("wrong.txt", "AMD\nA!B\n"), code=1)
    assert "wrong.txt:2:1: 'A!B' is not a symbol" in err and "nothing is imported" in err, err
    run("import", home.path + "/none.txt", code=1)
    run("import", code=2)
    run("export", "none", code=2)
    run("drop", "none", code=2)
    run("bla", code=2)
    many = " ".join("S%d" % i for i in range(2001))
    _, err = run("import", file("many.txt", many), code=1)
    assert "2001 symbols" in err and "nothing is imported" in err, err
    assert run("export")[0] == before


def dropped():
    assert run("drop", "far")[0] == "'far' is dropped\n"
    run("export", "far", code=2)
    run("drop", "own")  # what was changed; the config's own is back
    assert run("export", "own")[0].splitlines() == [HEADER, "own,,NVDA,"]
    _, err = run("drop", "own", code=2)
    assert "stands in the config" in err, err


try:
    terminal.main([plain_words, csv_adds_to_a_list_of_the_config, another_name, refused, dropped])
finally:
    home.remove()
