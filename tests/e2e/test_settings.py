"""Settings in the real program: themes tried and taken back, a theme's file
that is being edited, what is kept for the next start."""
import os

import terminal
from terminal import BINARY, Home, Terminal

DEMO = BINARY + " --demo --from 2025-01-27T21:05:00Z --speed 0.1"
FALLING = {"dark": "38;5;203", "light": "38;5;124", "cvd-dark": "38;5;214"}


class Session:
    """A terminal with the program running in it."""

    def __init__(self, home, command=DEMO, wait="118.42", **size):
        self.term = Terminal(home.env(), **size)
        self.term.run(command + "; echo left $?")
        self.term.wait_for(wait)

    def __enter__(self):
        return self.term

    def __exit__(self, *failure):
        self.term.close()


def wait_color(t, color):
    """Until something on the screen has that colour."""
    t.wait_until("colour " + color, lambda _: color in t.screen(colors=True))


def a_theme_is_shown_while_the_cursor_is_on_it():
    home = Home()
    with Session(home) as t:
        wait_color(t, FALLING["dark"])
        t.type("t")
        t.wait_for("shown at once")
        for step in "kk":
            t.type(step)
        t.wait_for("shown")
        wait_color(t, FALLING["cvd-dark"])
        assert FALLING["dark"] not in t.screen(colors=True)
        t.keys("Escape")
        t.wait_gone("Settings")
        wait_color(t, FALLING["dark"])
        t.type("Q")
        t.wait_for("left 0")
    home.remove()


def a_saved_theme_is_read_again():
    home = Home()
    folder = home.path + "/config/tapewatch/themes"
    os.makedirs(folder)

    def save(text):
        with open(folder + "/mine.theme", "w") as f:
            f.write("extends = dark\n" + text)

    save("down = 214\n")
    with Session(home, DEMO + " --theme mine") as t:
        wait_color(t, "38;5;214")
        save("down = 177\n")
        t.wait_for("theme read again")
        wait_color(t, "38;5;177")
        save("down = 177\nacent = red\n")
        t.wait_for("mine.theme:3:1: unknown role 'acent'")
        t.type("Q")
        t.wait_for("left 0")
    home.remove()


def what_is_kept_is_there_at_the_next_start():
    home = Home()
    home.config("fps = 4\n[watchlist mine]\nsymbols = NVDA\n")
    with Session(home, BINARY + " --offline", "mine") as t:
        t.type(":keep theme light")
        t.keys("Enter")
        t.wait_for("theme = light, kept")
        t.type(":keep fps 5")
        t.keys("Enter")
        t.wait_for("at the next start config:1 says it")
        t.type(":keep fps often")
        t.keys("Enter")
        t.wait_for("error: 'often' for fps is not a number")
        t.type("z")
        t.wait_gone("2 Events")
        t.type(":layout save my work")
        t.keys("Enter")
        t.wait_for("saved; Alt-1, or layout my work, brings it back")
        t.type(":keep data_folder /tmp")
        t.keys("Enter")
        t.wait_for("can only stand in the config")
        t.type("Q")
        t.wait_for("left 0")
    with Session(home, BINARY + " --offline", "mine") as t:
        t.type("t")
        t.wait_for("theme            light               kept")
        t.type("/fps")
        t.keys("Enter")
        t.wait_for("fps              4                   config:1")
        t.keys("Escape")
        t.type(":reset theme")
        t.keys("Enter")
        t.wait_for("theme = dark (default)")
        t.keys("Escape")
        t.type("Q")
        t.wait_for("left 0")
    with Session(home, BINARY + " --offline", "2 Events") as t:
        t.keys("M-1")
        t.wait_gone("2 Events")
        t.type("t")
        t.wait_for("theme            dark                default")
    home.remove()


if __name__ == "__main__":
    terminal.main([a_theme_is_shown_while_the_cursor_is_on_it, a_saved_theme_is_read_again,
                   what_is_kept_is_there_at_the_next_start])
