"""For officers and counter terminals: the counter's state and its verbs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apiflask import APIBlueprint
from flask import Response

from server import counterview
from server.desk import Actor, Desk
from server.domain.moves import Skills
from server.web import auth
from server.web.answers_counter import Called, CounterDone, CounterView
from server.web.asked import idempotency_key
from server.web.context import answer, context
from server.web.schemas import (
    Body,
    CallNumber,
    ChangedSkills,
    Park,
    Pause,
    ReturnNumber,
    Transfer,
)

bp = APIBlueprint("counters", __name__, tag="Counters", url_prefix="/api/v1/counters/<int:n>")
Verb = Callable[[Desk, Actor, str | None], dict[str, Any]]
View = Callable[..., Response]


def _verb(
    path: str, body: type[Body] | None = None, output: type[Any] = CounterDone
) -> Callable[[View], View]:
    """A route that does one verb, documented like all of them."""

    def decorate(view: View) -> View:
        made = bp.doc(security=["device", "officer"])(bp.output(output)(view))
        taking = bp.input(body)(made) if body else made
        routed: View = bp.post(path)(taking)
        return routed

    return decorate


@bp.get("")
@bp.output(CounterView)
@bp.doc(security=["device", "officer"])
def view(n: int) -> Response:
    """The counter's whole state, with its ticket and who waits for it."""
    auth.require(auth.STAFF)
    parts = context()
    return answer(counterview.counter(parts.desk, parts.snapshot(), n))


@_verb("/open")
def open_(n: int) -> Response:
    """Work, or work again after a pause."""
    by = auth.caller()
    sits = by.name if n in by.counters else None
    return _do(n, lambda desk, actor, key: desk.open(actor, key, n, sits))


@_verb("/pause", Pause)
def pause(n: int, json_data: Pause) -> Response:
    """Rest, for a reason."""
    return _do(n, lambda desk, actor, key: desk.pause(actor, key, n, json_data.reason))


@_verb("/close")
def close(n: int) -> Response:
    """Close a counter that has nobody."""
    return _do(n, lambda desk, actor, key: desk.close(actor, key, n))


@_verb("/next", output=Called)
def next_(n: int) -> Response:
    """Finish whoever is being served and call the next, or nobody."""
    return _call(n, lambda desk, actor, key: desk.next(actor, key, n))


@_verb("/arm")
def arm(n: int) -> Response:
    """Have the next arrival called to this free counter, some seconds after they came."""
    return _do(n, lambda desk, actor, key: desk.arm(actor, key, n))


@_verb("/skills", ChangedSkills)
def skills(n: int, json_data: ChangedSkills) -> Response:
    """What the counter serves and helps for the rest of the day; for those who run the hall."""
    auth.require(auth.MANAGERS)
    wanted = Skills(
        json_data.groups, json_data.help, tuple(json_data.add_help), tuple(json_data.drop_help)
    )
    return _do(n, lambda desk, actor, key: desk.skills(actor, key, n, wanted))


@_verb("/recall", output=Called)
def recall(n: int) -> Response:
    """Announce the called ticket again."""
    return _call(n, lambda desk, actor, key: desk.recall(actor, key, n))


@_verb("/start")
def start(n: int) -> Response:
    """The citizen came."""
    return _do(n, lambda desk, actor, key: desk.start(actor, key, n))


@_verb("/finish")
def finish(n: int) -> Response:
    """The citizen was served; nobody is called."""
    return _do(n, lambda desk, actor, key: desk.finish(actor, key, n))


@_verb("/no-show")
def no_show(n: int) -> Response:
    """Nobody came."""
    return _do(n, lambda desk, actor, key: desk.no_show(actor, key, n))


@_verb("/park", Park)
def park(n: int, json_data: Park) -> Response:
    """Set the citizen aside."""
    return _do(n, lambda desk, actor, key: desk.park(actor, key, n, json_data.reason))


@_verb("/undo")
def undo(n: int) -> Response:
    """Take back the counter's last move."""
    return _do(n, lambda desk, actor, key: desk.undo(actor, key, n))


@_verb("/transfer", Transfer)
def transfer(n: int, json_data: Transfer) -> Response:
    """Send the citizen on to a group or a counter; they keep their issue time and mark."""
    to = json_data
    return _do(
        n,
        lambda desk, actor, key: desk.transfer(
            actor, key, n, group=to.group, to_counter=to.counter
        ),
    )


@_verb("/call", CallNumber, Called)
def call(n: int, json_data: CallNumber) -> Response:
    """Call a number out of turn, for a reason that is kept."""
    asked = json_data
    return _call(n, lambda desk, actor, key: desk.call(actor, key, n, asked.number, asked.reason))


@_verb("/return", ReturnNumber)
def return_(n: int, json_data: ReturnNumber) -> Response:
    """A parked or missed citizen waits again."""
    return _do(n, lambda desk, actor, key: desk.return_ticket(actor, key, n, json_data.number))


def _call(n: int, verb: Verb) -> Response:
    """Run a verb that announces; the whole counter follows on its socket."""
    by = auth.require_at(n)
    done = verb(context().desk, by.actor, idempotency_key())
    return answer({"call": done["call"], "state": done["state"]})


def _do(n: int, verb: Verb) -> Response:
    """Run one verb at counter ``n`` for whoever may work there; answers the counter after it."""
    by, key, parts = auth.require_at(n), idempotency_key(), context()
    done = verb(parts.desk, by.actor, key)

    def whole() -> dict[str, Any]:
        return {**counterview.counter(parts.desk, parts.snapshot(), n), "call": done["call"]}

    return answer(parts.replays.same(by.actor, key, whole))
