"""The hall at one moment as a forecast sees it: queues, counters, hours, and usual times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain import sessions
from server.domain.aim import START, Aim
from server.domain.facts import to_ms
from server.domain.forward import Desk, Hours
from server.domain.hall import Hall
from server.domain.luck import deal
from server.domain.plan import Plan
from server.domain.policy.live import LIVE
from server.domain.policy.queues import Line, Post, post
from server.domain.policy.rule import Kind, Seat, Waiting
from server.domain.times import Times

LAST = 10**9
"""A number behind all others."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything in milliseconds. ``last_wait`` is the wait of each group's newest call, ``aim``
    where today's ranges have come to aim."""

    now: int
    line: Line
    desks: tuple[Desk, ...]
    hours: Hours
    times: Times
    last_wait: Mapping[str, int]
    aim: Aim = START

    def serves(self, group: str) -> bool:
        """May any open counter call this group?"""
        return any(seat.group == group for desk in self.desks for _, seat in desk.post.seats)

    def wait_ms(self, since: int, until: int) -> int:
        """What a wait counts: from the opening for who came earlier, and without closed time."""
        since = self.hours.opening(since) or since
        return max(until - since - self.hours.closed_between(since, until), 0)

    def head_wait(self, group: str) -> int:
        """How long the head of the group's queue has waited; 0 when nobody waits."""
        heads = [places[0][2] for places in self.line.lanes.values() if places]
        waits = [self.wait_ms(head.since, self.now) for head in heads if head.group == group]
        return max(waits, default=0)


def usual_times(plan: Plan) -> Times:
    """What the plan assumes, before anything is learnt."""
    centre = plan.centre
    return Times(
        {code: group.mean_service_s * 1000.0 for code, group in plan.groups.items()},
        {code: group.cv for code, group in plan.groups.items()},
        centre.walk_s * 1000,
        centre.no_show_s * 1000,
    )


def of_hall(hall: Hall, now: datetime, times: Times) -> Scene:
    """The live hall; counters that are not open call nobody."""
    rule = LIVE[hall.rules.centre.policy]
    at = to_ms(now)
    open_now = {c.number for c in hall.counters.values() if c.state == "open"}
    able = {code: len(able) for code, able in hall.rules.able.items()}
    line = Line(rule, able)
    for code, queue in hall.waiting.items():
        line.lanes[code] = [(rule.order(one), one.number, one) for one in queue]
    for counter, queue in hall.bound.items():
        line.lanes["at", counter] = [(rule.order(one), one.number, one) for one in queue]
    desks = tuple(
        _desk(hall, counter.number, at, times)
        for counter in hall.rules.counters.values()
        if counter.number in open_now
    )
    return Scene(at, line, desks, hours_of(hall.rules, now), times, hall.last_wait_ms, hall.aim)


def officers_of(hall: Hall) -> dict[int, str]:
    """Who sits at each counter, where that is known."""
    return {c.number: c.officer for c in hall.counters.values() if c.officer is not None}


def hours_of(plan: Plan, now: datetime) -> Hours:
    """The sessions of the local day of ``now``; none on a day on which the centre is closed."""
    day = sessions.local_day(now, sessions.zone_of(plan))
    intervals = [
        (
            to_ms(sessions.moment(plan, day, one.opens_s)),
            to_ms(sessions.moment(plan, day, one.closes_s)),
        )
        for one in sessions.sessions_on(plan, day)
    ]
    return Hours(intervals, plan.centre.at_close == "finish")


def post_of(hall: Hall, counter: int) -> Post:
    """A counter of the live hall under its rule; tickets sent to it alone count as its own."""
    rule = LIVE[hall.rules.centre.policy]
    made = post(rule, counter, hall.rules.seats[counter])
    return Post(counter, ((("at", counter), Seat("", -1, False, 0)), *made.seats))


def _desk(hall: Hall, counter: int, now: int, times: Times) -> Desk:
    post, ticket = post_of(hall, counter), hall.ticket_at(counter)
    if ticket is None:
        return Desk(post, now)
    leg = ticket.leg
    called = leg.last_called_at or leg.opened_at
    if leg.started_at is not None:
        ago = now - to_ms(leg.started_at) + times.walk_ms
    else:
        ago = min(now - to_ms(called), times.walk_ms)
    return busy_desk(post, now, times, leg.group, ago, ticket.number)


def busy_desk(post: Post, now: int, times: Times, group: str, ago: int, number: int) -> Desk:
    """A counter that called ``number`` of ``group`` ``ago`` milliseconds before."""
    counter = post.counter
    mean = now + times.remaining_ms(counter, group, ago)
    left = times.remaining_parts(counter, group, ago)
    return Desk(post, mean, tuple(now + left[part] for part in deal(number)))


def newcomer(hall: Hall, scene: Scene, group: str, priority: bool = False) -> Waiting:
    """Somebody who would take a number of ``group`` now, behind everybody with the same mark."""
    credit_ms = hall.rules.terms[group].priority_credit_s * 1000 if priority else 0
    kind: Kind = "priority" if priority else "normal"
    return Waiting(scene.now - credit_ms, LAST, "", group, kind, scene.now, scene.now)
