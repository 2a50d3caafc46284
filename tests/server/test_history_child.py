"""Past days in a process of their own: the same answers, and again after it was killed."""

from __future__ import annotations

import os
import threading
from datetime import date

import pytest

from server.child import MOST
from server.domain.history_legs import Filter
from server.errors import ChildLate
from server.histories import Answerer, Histories
from server.historychild import NICENESS, HistoryChild
from server.historyview import VIEWS, Asked

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def child(centre):
    """The process of a centre."""
    started = HistoryChild(centre.store.path)
    yield started
    started.stop()


def view(centre, ask, name: str = "flow"):
    parts = Histories(centre.store, centre.desk, ask)
    return parts.view(Asked(TUESDAY, TUESDAY, Filter(), name))


def test_it_answers_what_the_same_process_would(centre, officer, child):
    for _ in range(3):
        centre.desk.issue(officer, None, group="a")
    here = Answerer(centre.store.read).answer
    for name in VIEWS:
        assert view(centre, child.ask, name) == view(centre, here, name)


def test_a_fact_that_is_new_is_counted(centre, officer, child):
    assert view(centre, child.ask)["whole"]["issued"] == 0
    centre.desk.issue(officer, None, group="a")
    assert view(centre, child.ask)["whole"]["issued"] == 1


def test_who_asks_a_killed_one_is_told_and_the_next_is_answered(centre, officer, child):
    view(centre, child.ask)
    child.running.kill()
    child.running.wait()
    with pytest.raises(ChildLate):
        view(centre, child.ask)
    centre.desk.issue(officer, None, group="a")
    assert view(centre, child.ask)["whole"]["issued"] == 1


def test_it_lets_the_hall_go_first(centre, child):
    view(centre, child.ask)
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, child.running.pid) == min(ours + NICENESS, MOST)


def test_after_the_end_nothing_starts_again(centre, child):
    child.stop()
    with pytest.raises(ChildLate):
        view(centre, child.ask)


def test_it_can_be_ended_while_it_counts(centre, officer, child):
    centre.desk.issue(officer, None, group="a")
    view(centre, child.ask)
    ended: list[BaseException] = []

    def ask() -> None:
        try:
            while True:
                centre.desk.issue(officer, None, group="a")
                view(centre, child.ask)
        except ChildLate as error:
            ended.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    child.stop()
    asking.join(60)
    assert len(ended) == 1
