"""How the form of a rule of alerts is read: every fault at once, each with its field."""

from __future__ import annotations

from collections.abc import Mapping

from server.domain.incidents import KINDS, Rule, RuleId
from server.mail import is_address

MOST_HOLD_MIN, MOST_MAIL = 120, 10


def typed(rule: Rule) -> dict[str, str]:
    """A rule as its form shows it."""
    return {
        "on": "1" if rule.on else "",
        "limit": str(rule.limit),
        "hold_min": str(rule.hold_s // 60),
        "quiet_from": _clock(rule.quiet_from) if rule.quiet_from != rule.quiet_to else "",
        "quiet_to": _clock(rule.quiet_to) if rule.quiet_from != rule.quiet_to else "",
        "mail": ", ".join(rule.mail),
    }


def read(rule_id: RuleId, form: Mapping[str, str]) -> tuple[Rule | None, set[str]]:
    """The rule, or None and the fields that cannot be so."""
    kind = KINDS[rule_id]
    limit = _whole(form.get("limit", ""), kind.least, kind.most)
    holds = kind.least is not None
    hold = _whole(form.get("hold_min", ""), 0, MOST_HOLD_MIN) if holds else 0
    start, end = _quiet(form.get("quiet_from", ""), form.get("quiet_to", ""))
    mail = tuple(dict.fromkeys(form.get("mail", "").replace(",", " ").replace(";", " ").split()))
    wrong = {
        name
        for name, value in (("limit", limit), ("hold_min", hold), ("quiet_from", start))
        if value is None
    }
    if len(mail) > MOST_MAIL or not all(map(is_address, mail)):
        wrong.add("mail")
    if limit is None or hold is None or start is None or end is None or wrong:
        return None, wrong
    return Rule("on" in form, limit, hold * 60, start, end, mail), set()


def _quiet(start: str, end: str) -> tuple[int, int] | tuple[None, None]:
    """Minutes of the day; both empty are no quiet hours."""
    if not start and not end:
        return 0, 0
    first, last = _minute(start), _minute(end)
    return (None, None) if first is None or last is None or first == last else (first, last)


def _minute(text: str) -> int | None:
    hours, colon, minutes = text.partition(":")
    if not (colon and hours.isascii() and hours.isdigit() and len(hours) == 2):
        return None
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) == 2):
        return None
    hour, minute = int(hours), int(minutes)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _whole(text: str, least: int | None, most: int | None) -> int | None:
    if least is None or most is None:
        return 0
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        return None
    return int(text) if least <= int(text) <= most else None


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
