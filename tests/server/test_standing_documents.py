"""What is said anew is of the newest picture, whatever happens between two documents."""

from __future__ import annotations

from typing import Any

from broker import topics
from server.domain import atcounter
from server.domain.plan import parse_plan
from server.ledger import Actor
from server.standing import retained

KIOSK = Actor("device", "kiosk-1")


class Said:
    """Takes what the server would publish."""

    def __init__(self) -> None:
        self.all: list[tuple[str, Any, dict[str, Any]]] = []

    def publish_message(self, topic: str, message: Any, **where: Any) -> None:
        self.all.append((topic, message, where))

    def of(self, topic: str) -> list[tuple[Any, dict[str, Any]]]:
        return [(message, where) for said, message, where in self.all if said == topic]


def test_what_changes_between_two_documents_is_in_the_next(centre):
    said = Said()

    def meanwhile() -> None:
        if not said.of(topics.CATALOGUE):
            centre.desk.issue(KIOSK, None, group="a")

    retained(centre.desk, said, meanwhile)
    revs = [message.rev for message, _ in said.of(topics.BOARD)]
    assert revs == sorted(set(revs))
    newest = centre.desk.snapshot().rev
    assert {message.rev for message, _ in said.of(topics.COUNTER_STATE)} == {newest}


def test_a_counter_that_a_new_plan_drops_meanwhile_is_not_said(centre, make_document):
    document = make_document()
    dropped = document["counter"].pop()["number"]
    said = Said()

    def meanwhile() -> None:
        if centre.desk.plan.counters.get(dropped):
            centre.ledger.adopt(parse_plan(document))

    retained(centre.desk, said, meanwhile)
    numbers = [where["counter"] for _, where in said.of(topics.COUNTER_STATE)]
    assert numbers == sorted(centre.desk.plan.counters)
    assert dropped not in numbers


def test_a_counter_that_calls_for_staff_stands_in_nobodys_way(centre, officer):
    centre.desk.open(officer, None, 1)
    centre.desk.ask_help(officer, "help-1", atcounter.device(1), atcounter.HELP)
    centre.desk.ask_help(KIOSK, "help-2", "kiosk-1")
    said = Said()
    retained(centre.desk, said)
    assert [where["id"] for _, where in said.of(topics.KIOSK_DESK)] == ["kiosk-1"]
    numbers = [where["counter"] for _, where in said.of(topics.COUNTER_STATE)]
    assert numbers == sorted(centre.desk.plan.counters)
