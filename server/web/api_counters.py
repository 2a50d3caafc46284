"""For officers and counter terminals: the counter's state and its verbs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from server import counterview
from server.desk import Actor, Desk
from server.domain.atcounter import Done
from server.domain.dossiers import dossier_code
from server.domain.moves import Skills
from server.domain.permissions import Permission as P
from server.web import auth, learnt, search
from server.web.answers_alerts import Alert
from server.web.answers_counter import Called, CounterDone, CounterView
from server.web.asked import idempotency_key
from server.web.context import answer, context
from server.web.permits import needs
from server.web.schemas import (
    Body,
    CallNumber,
    ChangedSkills,
    Park,
    ReturnNumber,
    Transfer,
)
from server.web.schemas_counter import Finish, HasPriority, Note, Pause

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
@needs(P.SEE_COUNTERS)
def view(n: int) -> Response:
    """The counter's whole state, with its ticket, who waits for it, and its officer's figures.

    These are private: of officers only those who may work there see it, and those who run the hall.
    """
    parts, by = context(), auth.caller()
    if by.via == "cookie" and n in parts.desk.plan.counters and not by.may(P.SEE_HALL):
        auth.require_at(n)
    return answer(counterview.counter(parts.desk, parts.snapshot(), n))


@_verb("/open")
@needs(P.WORK)
def open_(n: int) -> Response:
    """Work, or work again after a pause."""
    by = auth.caller()
    sits = by.name if n in by.counters else None
    if sits is not None and by.via == "cookie" and n in context().desk.plan.counters:
        learnt.bring(context(), by.actor.id, n)
    return _do(n, lambda desk, actor, key: desk.open(actor, key, n, sits))


@_verb("/pause", Pause)
@needs(P.WORK)
def pause(n: int, json_data: Pause) -> Response:
    """Rest, for a reason."""
    why, back_at = json_data.reason, json_data.back_at
    return _do(n, lambda desk, actor, key: desk.pause(actor, key, n, why, back_at))


@_verb("/close")
@needs(P.WORK)
def close(n: int) -> Response:
    """Close a counter that has nobody."""
    return _do(n, lambda desk, actor, key: desk.close(actor, key, n))


@_verb("/next", output=Called)
@needs(P.WORK)
def next_(n: int) -> Response:
    """Finish whoever is being served and call the next, or nobody."""
    return _call(n, lambda desk, actor, key: desk.next(actor, key, n))


@_verb("/arm")
@needs(P.WORK)
def arm(n: int) -> Response:
    """Have the next arrival called to this free counter, some seconds after they came."""
    return _do(n, lambda desk, actor, key: desk.arm(actor, key, n))


@_verb("/skills", ChangedSkills)
@needs(P.RUN_HALL)
def skills(n: int, json_data: ChangedSkills) -> Response:
    """What the counter serves and helps for the rest of the day; for those who run the hall."""
    wanted = Skills(
        json_data.groups, json_data.help, tuple(json_data.add_help), tuple(json_data.drop_help)
    )
    return _do(n, lambda desk, actor, key: desk.skills(actor, key, n, wanted))


@_verb("/recall", output=Called)
@needs(P.WORK)
def recall(n: int) -> Response:
    """Announce the called ticket again."""
    return _call(n, lambda desk, actor, key: desk.recall(actor, key, n))


@_verb("/start")
@needs(P.WORK)
def start(n: int) -> Response:
    """The citizen came."""
    return _do(n, lambda desk, actor, key: desk.start(actor, key, n))


@_verb("/finish", Finish)
@needs(P.WORK)
def finish(n: int, json_data: Finish) -> Response:
    """The citizen was served, of what and with which outcome if told; nobody is called.

    With ``then`` the same ticket waits on in another group, as a further leg of the visit.
    """
    case = dossier_code(json_data.case) if json_data.case else None
    said = Done(json_data.procedure, json_data.outcome, json_data.dossiers, case)
    if said.procedure is not None:
        search.known(context().shelf, context().desk.plan, said.procedure)
    then = json_data.then.group if json_data.then else None
    return _do(n, lambda desk, actor, key: desk.finish(actor, key, n, said, then))


@_verb("/priority", HasPriority)
@needs(P.WORK)
def priority(n: int, json_data: HasPriority) -> Response:
    """The officer saw whether the citizen at the counter has priority, and never why."""
    has = json_data.priority
    return _do(n, lambda desk, actor, key: desk.held_priority(actor, key, n, has))


@_verb("/note", Note)
@needs(P.WORK)
def note(n: int, json_data: Note) -> Response:
    """A note for the next officer of the ticket at the counter; an empty one takes it away."""
    return _do(n, lambda desk, actor, key: desk.note(actor, key, n, json_data.text))


@bp.post("/help")
@bp.output(Alert)
@bp.doc(security=["device", "officer"])
@needs(P.WORK)
def help_(n: int) -> Response:
    """Call for a person of the desk; while one is called for here, it is the same call."""
    by = auth.require_at(n)
    return answer(context().desk.call_staff(by.actor, idempotency_key(), n))


@_verb("/no-show")
@needs(P.WORK)
def no_show(n: int) -> Response:
    """Nobody came."""
    return _do(n, lambda desk, actor, key: desk.no_show(actor, key, n))


@_verb("/park", Park)
@needs(P.WORK)
def park(n: int, json_data: Park) -> Response:
    """Set the citizen aside."""
    return _do(n, lambda desk, actor, key: desk.park(actor, key, n, json_data.reason))


@_verb("/undo")
@needs(P.WORK)
def undo(n: int) -> Response:
    """Take back the counter's last move."""
    return _do(n, lambda desk, actor, key: desk.undo(actor, key, n))


@_verb("/transfer", Transfer)
@needs(P.WORK)
def transfer(n: int, json_data: Transfer) -> Response:
    """Send the citizen on to a group, a counter or a person; issue time and mark stay."""
    to = json_data
    return _do(
        n,
        lambda desk, actor, key: desk.transfer(
            actor, key, n, group=to.group, to_counter=to.counter, officer=to.officer
        ),
    )


@_verb("/call", CallNumber, Called)
@needs(P.WORK)
def call(n: int, json_data: CallNumber) -> Response:
    """Call a number out of turn, for a reason that is kept."""
    asked, anyone = json_data, auth.caller().may(P.RUN_HALL)

    def verb(desk: Desk, actor: Actor, key: str | None) -> dict[str, Any]:
        return desk.call(actor, key, n, asked.number, asked.reason, anyone=anyone)

    return _call(n, verb)


@_verb("/return", ReturnNumber)
@needs(P.WORK)
def return_(n: int, json_data: ReturnNumber) -> Response:
    """A parked or missed citizen waits again."""
    anyone = auth.caller().may(P.RUN_HALL)

    def verb(desk: Desk, actor: Actor, key: str | None) -> dict[str, Any]:
        return desk.return_ticket(actor, key, n, json_data.number, anyone=anyone)

    return _do(n, verb)


def _actor(n: int) -> Actor:
    """Who may work at counter ``n``, with what they see there (``?seen=``)."""
    actor = auth.require_at(n).actor
    return replace(actor, sees=seen) if (seen := request.args.get("seen", "")) else actor


def _call(n: int, verb: Verb) -> Response:
    """Run a verb that announces; the whole counter follows on its socket."""
    done = verb(context().desk, _actor(n), idempotency_key())
    return answer({"call": done["call"], "state": done["state"]})


def _do(n: int, verb: Verb) -> Response:
    """Run one verb at counter ``n`` for whoever may work there; answers the counter after it."""
    by, key, parts = _actor(n), idempotency_key(), context()
    done = verb(parts.desk, by, key)

    def whole() -> dict[str, Any]:
        return {**counterview.counter(parts.desk, parts.snapshot(), n), "call": done["call"]}

    return answer(parts.replays.same(by, key, whole))
