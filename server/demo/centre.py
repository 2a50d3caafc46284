"""The centre of a demo: its plan, its founding with everybody in it, and days that were."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from server.demo import past
from server.demo.cast import Cast, cast
from server.domain import sessions
from server.domain.plan import Plan, Session, plan_from_toml
from server.errors import DemoFailed
from server.founding import create
from server.runtime import ThreadRuntime
from server.store.accounts import Accounts
from server.store.store import FILE, Store

PLAN = Path(__file__).parent.parent / "plans" / "haiphong" / "plan.toml"
KIOSKS = 2
BOOKED_AHEAD_S = 120
NINE_S = 9 * 3600
"""When the hall is looked at that has days behind it."""


def demo_plan(*, usual_hours: bool = False) -> Plan:
    """The Hải Phòng plan, open around the clock, so that it can be shown at any hour.

    Appointments may be made for the next minutes: nobody looks at a demo for an hour first.
    """
    plan = plan_from_toml(PLAN.read_text(encoding="utf-8"))
    plan = replace(plan, booking=replace(plan.booking, notice_s=BOOKED_AHEAD_S))
    if usual_hours:
        return plan
    return replace(plan, sessions=(Session("Cả ngày", 0, 86_400, 86_400),))


def ahead_s(plan: Plan) -> int:
    """How far the hall's clock is from the world's when it is 09:00 of today."""
    now = datetime.now(UTC)
    nine = sessions.moment(plan, sessions.today_of(plan, now), NINE_S)
    return round((nine - now).total_seconds())


def centre(data: Path, plan: Plan, past_days: int) -> Cast:
    """A new centre in ``data`` with its people. Raises DemoFailed when there is one already."""
    if (data / FILE).exists():
        raise DemoFailed(f"{data} holds a centre already: give --data an empty folder")
    today = sessions.today_of(plan, datetime.now(UTC))
    days = past.working_days(today, past_days)
    clock = past.founded_at(plan, days) if days else None
    admin_pin = create(data, plan, one_time=False, clock=clock)
    store = Store(data, ThreadRuntime(), starts=False)
    try:
        accounts = Accounts(store)
        made = cast(accounts, plan, KIOSKS, admin_pin)
        names = {one.counter: one.name for one in accounts.list_officers() if one.counter}
    finally:
        store.close()
    if clock is not None:
        print(f"Playing {past_days} past days, about 4 s each.", file=sys.stderr, flush=True)
        past.fill(data, clock, days, names)
    return made
