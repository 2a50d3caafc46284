"""A bar on a terminal, and nothing anywhere else."""

from __future__ import annotations

import io

import pytest

from server.commands.progress import Progress


class Terminal(io.StringIO):
    """A stream that people look at."""

    def isatty(self):
        return True


def test_a_bar_is_drawn_for_people_and_wiped_in_the_end():
    screen = Terminal()
    with Progress("replay", 400, screen) as step:
        for _ in range(400):
            step()
    text = screen.getvalue()
    assert "replay " in text and "400/400" in text
    assert text.count("\r") <= 102
    assert text.endswith("\r\x1b[2K")


@pytest.mark.parametrize(("screen", "total"), [(io.StringIO(), 5), (Terminal(), 0)])
def test_nothing_is_drawn_for_machines_nor_for_nothing(screen, total):
    with Progress("replay", total, screen) as step:
        step()
    assert screen.getvalue() == ""
