"""Shell completion: the files that are installed, in the shells that are there."""
import os
import shutil
import subprocess

import terminal
from terminal import BINARY, ROOT, Home

FOLDER = os.path.join(ROOT, "docs", "completions")


def complete(*words):
    """What bash offers for the last word."""
    script = "source %s/tapewatch.bash; COMP_WORDS=(%s); COMP_CWORD=%d; _tapewatch; printf '%%s\\n' \"${COMPREPLY[@]}\"" % (
        FOLDER, " ".join("'%s'" % w for w in words), len(words) - 1)
    r = subprocess.run(["bash", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert r.returncode == 0 and not r.stderr, r.stderr
    return r.stdout.decode().split()


def bash_completes_commands_options_and_values():
    if not shutil.which("bash"):
        return "no bash"
    assert complete("tapewatch", "ev") == ["events"]
    assert complete("tapewatch", "quote", "--wh") == ["--where"]
    assert complete("tapewatch", "quote", "--thm") == []
    assert complete("tapewatch", "--theme", "cvd") == ["cvd-dark", "cvd-light"]
    assert complete("tapewatch", "-t", "kor") == ["korea"]
    assert complete("tapewatch", "--link", "") == ["auto", "fast", "slow"]
    assert "--watchlist" in complete("tapewatch", "--")
    assert "--watchlist" not in complete("tapewatch", "facts", "--")
    assert "--completion" in complete("tapewatch", "--c")


def other_shells_read_theirs():
    found = 0
    for shell, name in (("zsh", "_tapewatch"), ("fish", "tapewatch.fish")):
        if shutil.which(shell):
            subprocess.run([shell, "-n", os.path.join(FOLDER, name)], check=True)
            found += 1
    return None if found else "neither zsh nor fish is installed"


def every_subcommand_is_in_all_of_them():
    home = Home()
    _, text, _ = terminal.run(["--help"], home.env())
    names = [line.split()[0] for line in text.split("Other commands")[1].split("Options:")[0].splitlines()[1:] if line.strip()]
    assert len(names) > 10, names
    for name in os.listdir(FOLDER):
        with open(os.path.join(FOLDER, name)) as f:
            words = set(f.read().replace("'", " ").split())
        assert not [n for n in names if n not in words], name
    code, _, err = terminal.run(["--completion", "csh"], home.env())
    assert code == 2 and "bash, zsh or fish" in err
    home.remove()


if __name__ == "__main__":
    terminal.main([bash_completes_commands_options_and_values, other_shells_read_theirs,
                   every_subcommand_is_in_all_of_them])
