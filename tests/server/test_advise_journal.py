"""``luot advise`` on days that really were."""

from __future__ import annotations

import json

import pytest

from server.cli import main
from server.ledger import Actor

DAY_S = 86_400


@pytest.fixture
def kept(centre, officer):
    """Four days on which six waited for counter 3 while counter 1 was open and had nobody."""
    kiosk = Actor("device", "kiosk-1")
    for _ in range(4):
        for counter in (1, 3):
            centre.desk.open(officer, None, counter)
        for _ in range(6):
            centre.desk.issue(kiosk, None, group="c")
        for _ in range(6):
            centre.desk.next(officer, None, 3)
            centre.clock.pass_s(600)
        centre.desk.finish(officer, None, 3)
        centre.clock.pass_s(DAY_S - 6 * 600)
        centre.desk.tick()
    return centre.data


def advise(kept, capsys, *words):
    code = main(["advise", "--data", str(kept), *words])
    return code, *capsys.readouterr()


def test_the_idle_counter_is_advised_to_help(kept, capsys):
    span = ("--journal-from", "2026-11-23", "--journal-to", "2026-11-30")
    code, out, err = advise(kept, capsys, *span, "--authorisations", "1", "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    (first,) = told["authorisations"]
    assert (first["counter"], first["group"]) == (1, "c")
    assert first["effect"]["mean_s"]["value"] < -500
    assert told["days"] == 2


def test_too_few_days_are_said_so(kept, capsys):
    span = ("--journal-from", "2026-11-25", "--journal-to", "2026-11-26")
    code, _, err = advise(kept, capsys, *span)
    assert code == 1
    assert err == "luot: 2 days from 2026-11-25 to 2026-11-26, 4 are needed\n"


def test_a_span_without_a_day_says_which_days_there_are(kept, capsys):
    span = ("--journal-from", "2025-01-01", "--journal-to", "2025-01-02")
    code, _, err = advise(kept, capsys, *span)
    assert code == 1
    assert "it has facts from 2026-11-24 to" in err


def test_the_wrong_way_round_is_no_day(kept, capsys):
    span = ("--journal-from", "2026-11-26", "--journal-to", "2026-11-25")
    code, _, err = advise(kept, capsys, *span)
    assert (code, "0 days" in err) == (1, True)
