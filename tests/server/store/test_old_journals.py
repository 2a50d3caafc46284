"""A journal that an older version wrote reads on: the hall, the tables, and the day after it."""

from __future__ import annotations

import inspect
import json
from collections import Counter
from dataclasses import MISSING, fields
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from server.domain import facts
from server.domain.facts import KINDS, Fact, revive
from server.ledger import Actor
from server.store import journal, projection

STORED = Path(__file__).parents[2] / "data" / "first_journal.jsonl"
"""Two days, as the first version that had a desk wrote them; its facts had fewer fields."""
STATES = {"waiting": 7, "no_show": 1, "served": 1, "left": 1}


@pytest.fixture
def rows():
    return [json.loads(line) for line in STORED.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def old(found_centre, rows):
    """A centre whose database holds that journal and nothing else, just started."""
    centre = found_centre()

    def put(db):
        db.execute("delete from journal")
        db.executemany(
            "insert into journal (seq, at_ms, step, by, kind, data) values (?, ?, ?, ?, ?, ?)",
            [(r["seq"], r["at_ms"], r["step"], r["by"], r["kind"], _text(r)) for r in rows],
        )
        projection.rebuild(db)

    centre.store.write(put)
    centre.clock.at = facts.from_ms(rows[-1]["at_ms"])
    centre.crash()
    return centre


def _text(row):
    return json.dumps(row["data"], ensure_ascii=False)


def test_the_hall_is_as_it_was_left(old):
    hall = old.desk.snapshot().hall
    assert hall.day == "2026-11-25"
    assert Counter(ticket.state.value for ticket in hall.tickets.values()) == STATES
    assert {n: hall.counter(n).state for n in (1, 2, 3)} == {1: "closed", 2: "open", 3: "open"}


def test_the_day_goes_on_from_it(old):
    officer, kiosk = Actor("officer", "lan"), Actor("device", "kiosk-1")
    assert old.desk.issue(kiosk, None, group="a")["number"] == 109
    assert old.desk.next(officer, None, 2)["number"] in old.desk.snapshot().hall.numbers
    old.clock.at += timedelta(days=1)
    assert old.desk.issue(kiosk, None, group="a")["number"] == 101


def test_its_figures_can_be_asked_for(old):
    legs = old.desk.legs(date(2026, 11, 24), date(2026, 11, 25))
    assert {leg.outcome for leg in legs} >= {"served", "no_show", "left", "expired", "transferred"}


def test_what_was_stored_is_what_is_read_with_defaults_for_what_is_new(old, rows):
    with old.store.read() as db:
        read = list(journal.read(db))[: len(rows)]
    for row, recorded in zip(rows, read, strict=True):
        kept = json.loads(json.dumps(recorded.fact.data()))
        assert row["kind"] == recorded.fact.KIND
        assert {name: kept[name] for name in row["data"]} == row["data"]
        added = [field for field in fields(recorded.fact) if field.name not in row["data"]]
        assert all(getattr(recorded.fact, field.name) == field.default for field in added)


def test_no_field_of_the_first_version_has_gone_and_no_new_one_is_demanded(rows):
    first = {row["kind"]: set(row["data"]) for row in rows}
    for kind, names in first.items():
        now = {field.name: field.default is MISSING for field in fields(KINDS[kind])}
        assert {name for name, demanded in now.items() if demanded} <= names <= set(now)


def test_every_fact_of_every_theme_can_be_read_from_the_journal():
    themes = [import_module(f"{facts.__name__}.{one.name}") for one in iter_modules(facts.__path__)]
    made = {
        found
        for theme in themes
        for _, found in inspect.getmembers(theme, inspect.isclass)
        if issubclass(found, Fact) and found is not Fact
    }
    assert set(KINDS.values()) == made
    assert all(getattr(facts, kind.__name__) is kind for kind in made)


def test_a_kind_that_this_version_lacks_is_named():
    with pytest.raises(KeyError, match="ticket_teleported"):
        revive("ticket_teleported", {})
