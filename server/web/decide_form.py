"""The sentence of the page that tries changes: which days, and changes as short lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from server.domain import sessions
from server.domain.plan import Plan
from server.trials import Tried

RUNS = (10, 40, 100)
USUAL_RUNS = 40
MOST_CHANGES = 10
MOST_DIGITS = 4
HALF_HOUR_S = 1800
NEWEST = 4
"""So many of a weekday are an usual one."""
KINDS = ("more", "close", "skill", "lunch", "priority", "policy", "at_close")
POLICIES = ("call-mark", "look-ahead", "fifo", "priority")


def runs(form: Mapping[str, str]) -> int:
    """How many runs were asked for; the usual number for what cannot be chosen."""
    wanted = form.get("runs", "")
    return int(wanted) if wanted in map(str, RUNS) else USUAL_RUNS


def days(choice: str, past: Sequence[str]) -> tuple[str, ...]:
    """A day, or the newest days of a weekday (``w0`` is Monday)."""
    if choice[:1] == "w":
        return tuple(sorted(weekdays(past).get(choice, [])))
    return (choice,)


def weekdays(past: Sequence[str]) -> dict[str, list[str]]:
    """The newest days of each weekday that has at least two, by ``w0`` to ``w6``."""
    found: dict[str, list[str]] = {}
    for day in past:
        found.setdefault(f"w{date.fromisoformat(day).weekday()}", []).append(day)
    return {key: found[key][:NEWEST] for key in sorted(found) if len(found[key]) > 1}


def line(form: Mapping[str, str]) -> str | None:
    """The change that the fields of the form say; None when they say none."""
    kind, span = form.get("kind", ""), f"{form.get('from', '')}-{form.get('to', '')}"
    counter, minutes = form.get("counter", ""), form.get("minutes", "")
    span = f" {span}" if len(span) == len("08:30-11:30") else ""
    made = {
        "more": f"more {form.get('department', '')}{span}",
        "close": f"close {counter}{span}",
        "skill": f"skill {counter} {form.get('group', '')}",
        "lunch": "lunch=rota",
        "priority": f"priority_credit_s={int(minutes) * 60}"
        if minutes.isdecimal() and len(minutes) < MOST_DIGITS
        else None,
        "policy": f"policy={form.get('policy', '')}",
        "at_close": "at_close=finish",
    }
    return made.get(kind)


def added(form: Any) -> str:
    """The address with one more change."""
    changes = [one for one in form.getlist("change") if one.strip()]
    new = line(form)
    if new and new not in changes and len(changes) < MOST_CHANGES:
        changes.append(new)
    kept = {key: form.get(key, "") for key in ("day", "runs") if form.get(key)}
    return urlencode({**kept, "change": changes}, doseq=True)


def typed(form: Any, found: Tried | None, past: Sequence[str]) -> dict[str, Any]:
    """What the sentence says now: as in the address, or as the trial was asked for."""
    first = past[0] if past else ""
    if found is None:
        asked = runs(form)
        changes = [one for one in form.getlist("change") if one.strip()][:MOST_CHANGES]
        return {"day": form.get("day") or first, "changes": changes, "runs": asked}
    own = found.asked
    many = {key for key, of in weekdays(past).items() if tuple(sorted(of)) == own.days}
    day = own.days[0] if len(own.days) == 1 else next(iter(many), own.days[0])
    return {"day": day, "changes": list(own.changes), "runs": own.runs}


def parts(change: str) -> dict[str, str]:
    """A change in its parts, for words: what is done, to whom, in which hours."""
    words = change.split()
    span = words[-1].split("-") if ":" in words[-1] and "-" in words[-1] else ["", ""]
    name, _, value = change.partition("=")
    if value:
        return {"verb": name, "value": value, "from": "", "to": ""}
    which, more = words[1] if len(words) > 1 else "", words[2] if len(words) > 2 else ""
    return {"verb": words[0], "value": which, "more": more, "from": span[0], "to": span[1]}


def hours(plan: Plan) -> list[str]:
    """Every half hour from the first opening to the last close, ``HH:MM``."""
    opens = min((s.opens_s for s in plan.sessions), default=0) // HALF_HOUR_S
    closes = max((s.closes_s for s in plan.sessions), default=86_400) // HALF_HOUR_S
    return [f"{at // 2:02d}:{at % 2 * 30:02d}" for at in range(opens, closes + 1)]


def next_day(plan: Plan, today: date) -> str:
    """The next day on which the centre is open."""
    return (sessions.next_open_day(plan, today) or today).isoformat()
