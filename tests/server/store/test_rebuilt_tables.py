"""Tickets and legs are projections: made anew from the journal they are the same, bit for bit."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace

import pytest

from server.domain.errors import Refused
from server.domain.facts import ServiceStarted
from server.domain.plan import parse_plan
from server.store import journal, projection
from server.store.errors import StoreCorrupt

VERBS = ["next", "next", "start", "finish", "recall", "no_show", "park", "undo"]


@pytest.fixture
def centre(found_centre, make_document):
    """Open day and night, so that presses fall on every hour."""
    plan = make_document()
    hours = {"opens": "00:00", "closes": "24:00", "last_ticket": "24:00"}
    plan["session"] = [{"name": "cả ngày", **hours}]
    return found_centre(parse_plan(plan))


def traffic(centre, officer, dice, presses=400):
    """Presses at random, over three days at least."""
    for counter in (1, 2, 3):
        centre.desk.open(officer, None, counter)
    for i in range(presses):
        centre.clock.pass_s(dice.choice([0.001, 3, 40, 300]))
        if i % (presses // 3) == presses // 4:
            centre.clock.pass_s(24 * 3600)
        try:
            press(centre.desk, officer, dice)
        except Refused:
            centre.desk.open(officer, None, dice.randint(1, 3))


def press(desk, officer, dice):
    counter, hall = dice.randint(1, 3), desk.snapshot().hall
    anyone = dice.choice(list(hall.tickets.values()) or [None])
    kind = dice.random()
    if kind < 0.45:
        desk.issue(officer, None, group=dice.choice("abc"), priority=dice.random() < 0.3)
    elif kind < 0.8 or anyone is None:
        getattr(desk, dice.choice(VERBS))(officer, None, counter)
    elif kind < 0.85:
        desk.transfer(officer, None, counter, group=dice.choice("abc"))
    elif kind < 0.9:
        desk.return_ticket(officer, None, counter, anyone.number)
    elif kind < 0.94:
        desk.printed(officer, None, anyone.id, dice.random() < 0.9, "ok")
    else:
        desk.rate(officer, None, anyone.key, dice.randint(1, 5))


def digest(centre):
    with centre.store.read() as db:
        return projection.digest(db)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_traffic_the_tables_come_back_bit_for_bit(centre, officer, seed):
    traffic(centre, officer, random.Random(seed))
    before = digest(centre)
    folded = centre.store.write(projection.rebuild)
    assert digest(centre) == before
    with centre.store.read() as db:
        assert folded == journal.last_seq(db) > 200
        states = {row[0] for row in db.execute("select distinct state from leg")}
        assert states >= {"served", "no_show", "transferred", "expired"}
        assert db.execute("select count(distinct day) from ticket").fetchone()[0] >= 3


def test_tables_that_were_emptied_or_falsified_are_mended(centre, officer):
    traffic(centre, officer, random.Random(9), presses=60)
    before = digest(centre)
    centre.store.write(lambda db: db.execute("update leg set state = 'served', calls = calls + 1"))
    centre.store.write(lambda db: db.execute("delete from ticket where number % 2"))
    assert digest(centre) != before
    centre.store.write(projection.rebuild)
    assert digest(centre) == before


def test_the_digest_sees_the_least_change(centre, officer):
    ticket = centre.desk.issue(officer, None, group="a")
    before = digest(centre)
    centre.desk.printed(officer, None, ticket["id"], False, "low")
    assert digest(centre) != before


def test_a_number_given_twice_in_a_day_is_refused_by_the_database_itself(centre, officer):
    ticket = centre.desk.issue(officer, None, group="a")
    kept = centre.desk.snapshot().hall.tickets[ticket["id"]]
    twin = replace(kept, id="twin", key="twin-key")
    with pytest.raises(sqlite3.IntegrityError, match="number"):
        centre.store.write(lambda db: projection.save(db, [("2026-11-24", twin)]))
    centre.store.write(lambda db: projection.save(db, [("2026-11-25", twin)]))


def test_a_fact_is_never_written_over_another(centre):
    with centre.store.read() as db:
        first = next(journal.read(db))
    with pytest.raises(sqlite3.IntegrityError):
        centre.store.write(lambda db: journal.append(db, [first]))


@pytest.mark.parametrize(
    ("column", "value"), [("data", '{"ticket":'), ("data", "[]"), ("data", "{}"), ("kind", "new")]
)
def test_a_fact_that_cannot_be_read_is_named_with_what_to_do(centre, column, value):
    def falsify(db):
        first = next(journal.read(db))
        journal.append(db, [replace(first, seq=99, fact=ServiceStarted("t", 1))])
        db.execute(f"update journal set {column} = ? where seq = 99", (value,))

    centre.store.write(falsify)
    with centre.store.read() as db, pytest.raises(StoreCorrupt, match=r"fact 99 .*luot restore"):
        list(journal.read(db, 99))
