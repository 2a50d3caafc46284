"""A tried change as a draft of the plan: checked, looked at and followed on the page of the plan.

Hours of counters are no part of a plan: who sits where tomorrow is the roster's.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from server.child import WAITED_FOR, LuotChild
from server.domain import facts as f
from server.domain.permissions import Permission as P
from server.domain.plan import parse_plan
from server.domain.plan_toml import plan_to_toml
from server.errors import ChildLate
from server.store.plan_drafts import Draft
from server.trials import Asked, reason
from server.web import plan_form
from server.web.auth import Caller
from server.web.context import context
from server.web.problems import Problem

PLAN = "/manage/plan?tab=check"
DECIDE = "/manage/decide"
MOST_S = 60.0
_OF_ROSTER = ("open", "close", "more")
_BY_TURNS = "lunch=rota"


class Kept(NamedTuple):
    """Where the draft is, whether it is the caller's to adopt, and what the roster is to keep."""

    url: str
    yours: bool
    roster: list[str]


def of_plan(changes: Sequence[str]) -> list[str]:
    """The changes that a plan can hold."""
    return [one for one in changes if one.split()[0] not in _OF_ROSTER]


def of_roster(changes: Sequence[str]) -> list[str]:
    """Which counters are open when; who rests in which half of the break is of the roster, too."""
    return [one for one in changes if one.split()[0] in _OF_ROSTER or one == _BY_TURNS]


def keep(asked: Asked, note: str, by: Caller) -> Kept:
    """Make the changes on the plan in force, as a draft of ``by``. Raises Problem."""
    parts, wanted = context(), of_plan(asked.changes)
    if not wanted:
        raise Problem("no-plan-change")
    if by.may(P.MANAGE_PLAN) and by.actor.id in parts.plan_drafts:
        raise Problem("draft-there")
    told = parts.desk.plan_told()
    text = plan_to_toml(parse_plan(told["plan"]))
    with tempfile.TemporaryDirectory(prefix="luot-draft-") as folder:
        file = Path(folder) / "plan.toml"
        file.write_text(text, encoding="utf-8")
        words = ["plan", "change", str(file)]
        for one in wanted:
            words += ["--what-if", one]
        try:
            ran = LuotChild(below=WAITED_FOR).run(words, MOST_S)
        except ChildLate as error:
            raise Problem("unavailable") from error
    document, wrong = plan_form.read_toml(ran.out)
    if ran.code != 0 or wrong:
        raise Problem("invalid", [{"where": "changes", "message": reason(ran).en}])
    parts.plan_drafts[by.actor.id] = Draft(told["version"], document, note)
    parts.desk.keep_fact(by.actor, f.PlanDrafted("; ".join(wanted), note))
    yours = by.may(P.MANAGE_PLAN)
    return Kept(PLAN if yours else DECIDE, yours, of_roster(asked.changes))
