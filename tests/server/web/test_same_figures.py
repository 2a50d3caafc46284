"""One day, counted five ways: page, API, CSV, ``luot stats``, and by this test from the journal.

The sums here are this test's own, from facts alone; nothing of the product's counting is used.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime

import pytest

from server.commands import stats
from server.store import journal

DAY = "2026-11-24"
SPAN = f"from={DAY}&to={DAY}"
TARGET_S, LUNCH = 900, (datetime(2026, 11, 24, 4, 30, tzinfo=UTC), 2 * 3600)
"""11:30 in the centre; lunch is two hours."""


@pytest.fixture
def day(hall, clock, lan, kiosk):
    """Served, missed, left, called again, over lunch, and one whom nobody calls."""
    keys = []
    for _ in range(9):
        keys.append(kiosk("ho-tich").json["key"])
        clock.pass_s(97)
    for verbs in (["start", "finish"], ["finish"], ["no-show"], ["recall", "start", "finish"]):
        lan.post("/counters/1/next")
        for verb in verbs:
            clock.pass_s(61)
            assert lan.post(f"/counters/1/{verb}").status_code == 200, verb
        clock.pass_s(433)
    hall.client().post(f"/api/v1/tickets/{keys[5]}/leave")
    clock.at = LUNCH[0].replace(minute=20)
    for seconds in (0, 3 * 3600):
        clock.pass_s(seconds)
        lan.post("/counters/1/next")
        lan.post("/counters/1/start")
        clock.pass_s(300)
        lan.post("/counters/1/finish")
    return hall


def recounted(hall) -> dict[str, object]:
    """From the facts: when each was issued, first called, and how it ended."""
    issued, called, ended = {}, {}, {}
    with hall.store.read() as db:
        for recorded in journal.read(db):
            kind, told = recorded.fact.KIND, recorded.fact.data()
            ticket = told.get("ticket")
            if kind == "ticket_issued":
                issued[ticket] = recorded.at
            elif kind == "ticket_called":
                called.setdefault(ticket, recorded.at)
            elif kind in ("service_finished", "ticket_missed", "ticket_left"):
                ended[ticket] = kind
    waits = sorted(
        _open_s(issued[one], at) for one, at in called.items() if ended.get(one) != "ticket_missed"
    )
    served = [one for one, kind in ended.items() if kind == "service_finished"]
    in_time = sum(_open_s(issued[one], called[one]) <= TARGET_S for one in served)
    place = 0.5 * (len(waits) - 1)
    low, part = int(place), place % 1
    return {
        "issued": len(issued),
        "served": len(served),
        "no_show": list(ended.values()).count("ticket_missed"),
        "left": list(ended.values()).count("ticket_left"),
        "n": len(waits),
        "p50_s": round(waits[low] + part * (waits[min(low + 1, len(waits) - 1)] - waits[low])),
        "max_s": round(waits[-1]),
        "in_time": round(in_time / len(served), 4),
    }


def _open_s(since: datetime, until: datetime) -> float:
    over = since < LUNCH[0] < until
    return (until - since).total_seconds() - (LUNCH[1] if over else 0)


def told(row: dict[str, object]) -> dict[str, object]:
    wait = row["wait"]
    counts = {name: row[name] for name in ("issued", "served", "no_show", "left", "in_time")}
    return counts | {name: wait[name] for name in ("n", "p50_s", "max_s")}  # type: ignore[index]


def test_the_api_says_what_the_journal_says(day, boss):
    found = boss.get(f"/stats/history?{SPAN}").json
    assert told(found["whole"]) == recounted(day)
    assert [told(one) for one in found["parts"]] == [recounted(day)]


def test_the_csv_says_what_the_journal_says(day, boss):
    answered = boss.client.get(f"/manage/history.csv?{SPAN}&table=parts")
    (row,) = csv.DictReader(io.StringIO(answered.data.decode("utf-8-sig")))
    for name, value in recounted(day).items():
        column = name if name in row else f"wait.{name}"
        assert float(row[column]) == value, name


def test_the_page_says_what_the_journal_says(day, boss):
    wanted = recounted(day)
    page = boss.client.get(f"/manage/history?{SPAN}&lang=en").text
    tiles = re.findall(r'<div class="tile[^"]*">.*?<b>([^<]*)</b>(?:<small>([^<]*))?', page)
    minutes = round(wanted["p50_s"] / 60)  # type: ignore[operator]
    assert tiles[0][0] == f"{minutes}′"
    assert f"n = {wanted['n']}" in tiles[0][1]
    assert tiles[1][0] == f"{round(wanted['in_time'] * 100)} %"  # type: ignore[operator]


def busy_s(hall) -> float:
    """From the facts: a counter has somebody from the last call until one of them goes."""
    called, busy = {}, 0.0
    with hall.store.read() as db:
        for recorded in journal.read(db):
            kind, ticket = recorded.fact.KIND, recorded.fact.data().get("ticket")
            if kind in ("ticket_called", "ticket_recalled"):
                called[ticket] = recorded.at
            elif kind in ("service_finished", "ticket_missed", "ticket_left") and ticket in called:
                busy += (recorded.at - called.pop(ticket)).total_seconds()
    return busy


def test_a_counter_was_busy_as_the_journal_says(day, boss, lan, clock):
    lan.post("/counters/1/next")
    tickets = day.desk.snapshot().hall.tickets.values()
    (key,) = (one.key for one in tickets if one.state == "called")
    clock.pass_s(45)
    lan.post("/counters/1/no-show")
    clock.pass_s(1800)
    assert day.client().post(f"/api/v1/tickets/{key}/leave").status_code == 200
    (counter,) = boss.get(f"/stats/history?{SPAN}&view=counters").json["counters"]
    assert counter["busy_s"] == round(busy_s(day))


def test_the_command_says_what_the_journal_says(day, capsys, monkeypatch):
    command = ["--from", DAY, "--to", DAY, "--json", "--data", str(day.store.path.parent)]
    stats.run(_parsed(command))
    (row,) = json.loads(capsys.readouterr().out)
    found = {name: row[f"n_{name}"] for name in ("issued", "served", "no_show", "left")}
    found |= {name: row["wait"][name] for name in ("n", "p50_s", "max_s")}
    assert found | {"in_time": row["within_target"]} == recounted(day)


def _parsed(words: list[str]):
    import argparse

    parser = argparse.ArgumentParser()
    stats.register(parser.add_subparsers())
    return parser.parse_args(["stats", *words])
