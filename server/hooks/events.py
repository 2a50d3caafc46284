"""The events that webhooks are told, made of facts; no name, no key, no words of citizens."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from server.domain import incident_texts
from server.domain.errors import Reason
from server.domain.facts import from_ms

EVENTS: dict[str, str] = {
    "ticket_issued": "issued",
    "ticket_called": "called",
    "ticket_recalled": "called",
    "service_finished": "served",
    "ticket_missed": "no-show",
    "ticket_left": "left",
    "ticket_expired": "left",
    "ticket_rated": "rated",
    "move_undone": "undone",
    "alert_told": "alert",
}
"""What a fact is called outside."""
NAMES = tuple(dict.fromkeys(EVENTS.values()))
_KEPT = ("counter", "channel", "procedure", "outcome", "dossiers", "case", "score", "reasons")
"""Of a fact, what goes out; everything else stays in the hall."""
_QUERY = """
select journal.seq, at_ms, step, kind, data, ticket.id, ticket.number, (
    select grp from leg where leg.ticket = ticket.id and (no = 1 or leg.opened_ms < at_ms)
    order by no desc limit 1)
from journal left join ticket on ticket.id = data ->> '$.ticket'
where journal.seq > ? and kind in ({}) order by journal.seq limit ?
"""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: ``seq`` is its fact's, ``body`` what goes out as JSON."""

    seq: int
    name: str
    body: dict[str, Any]


def after(
    db: sqlite3.Connection, centre: str, seq: int, names: Sequence[str], most: int
) -> list[Event]:
    """The first ``most`` events of these names after the fact ``seq``, in their order."""
    kinds = [kind for kind, name in EVENTS.items() if name in names]
    asked = _QUERY.format(", ".join("?" * len(kinds)))
    return [_event(centre, *row) for row in db.execute(asked, (seq, *kinds, most))]


def trial(centre: str, at_ms: int) -> Event:
    """An event that says nothing but that the way is open."""
    return Event(0, "test", _body(centre, 0, at_ms, "test"))


def _event(
    centre: str,
    seq: int,
    at_ms: int,
    step: int,
    kind: str,
    data: str,
    ticket: str | None,
    number: int | None,
    group: str | None,
) -> Event:
    fact, name = json.loads(data), EVENTS[kind]
    body = _body(centre, seq, at_ms, name) | {"move": step}
    if ticket is not None:
        body |= {"ticket": ticket, "number": number, "group": group}
    body |= {field: fact[field] for field in _KEPT if fact.get(field) not in (None, "")}
    if kind == "ticket_recalled":
        body["again"] = True
    if kind == "ticket_expired":
        body["closed"] = True
    if kind == "alert_told":
        body |= _alert(fact)
    if kind == "move_undone":
        body["undone"] = fact["undone"]
    return Event(seq, name, body)


def _alert(fact: dict[str, Any]) -> dict[str, Any]:
    about = Reason(fact["about_vi"], fact["about_en"])
    fields = (fact["detail"], fact["value"], fact["limit"])
    said = incident_texts.told(fact["rule"], fact["place"], about, *fields)
    return {
        **{name: fact[name] for name in ("incident", "rule", "place", "value", "limit", "over")},
        "since": from_ms(fact["since_ms"]).isoformat(),
        "title": {"vi": said.title.vi, "en": said.title.en},
        "advice": {"vi": said.advice.vi, "en": said.advice.en},
        "link": said.link,
    }


def _body(centre: str, seq: int, at_ms: int, name: str) -> dict[str, Any]:
    at = from_ms(at_ms).isoformat()
    return {"v": 1, "id": f"{centre}-{seq}", "seq": seq, "event": name, "at": at}
