"""Who may do what: each role's permissions, and what each topic of the wire needs.

A route names its permission where it is written (``server/web/permits.py``). Roles of one person
add up. Nothing is allowed that is not written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache


class Permission(StrEnum):
    """One thing that somebody may do."""

    OWN_SESSION = "own-session"
    """See who they are, and sign out."""
    SEE_COUNTERS = "see-counters"
    WORK = "work"
    """The verbs of a counter, at the counter they are bound to."""
    WORK_ANYWHERE = "work-anywhere"
    """The same at every counter."""
    SEE_HALL = "see-hall"
    """The live view, figures and advice."""
    MAKE_REPORTS = "make-reports"
    """Make and read reports of days and months."""
    SEE_OFFICERS = "see-officers"
    """Figures of counters in reports: a counter is somebody's desk."""
    RUN_HALL = "run-hall"
    """Change what counters serve today, and ask for advice."""
    GUIDE = "guide"
    """The guidance desk: re-admit, cancel, confirm priority, appointments."""
    CLOSE_GROUPS = "close-groups"
    ISSUE = "issue"
    """Give out numbers."""
    SEE_BOOKINGS = "see-bookings"
    SEE_KIOSKS = "see-kiosks"
    REPRINT = "reprint"
    SEE_ALERTS = "see-alerts"
    ANSWER_ALERTS = "answer-alerts"
    SEE_DEVICES = "see-devices"
    """How every device is, and what is wrong with it."""
    COMMAND_DEVICES = "command-devices"
    """Tell a device to do something once, and see to an alarm."""
    MANAGE_DEVICES = "manage-devices"
    """Add, renew, revoke and set devices."""
    MANAGE_ALERTS = "manage-alerts"
    """When alerts are raised, and who is told by e-mail."""
    KEEP_FEEDBACK = "keep-feedback"
    """Read the inbox of citizens' words, answer and close."""
    ASK_RATINGS = "ask-ratings"
    """Ask how a visit was, at a counter they are bound to."""
    SEE_AUDIT = "see-audit"
    """Who did what, when and from where."""
    MANAGE_MEDIA = "manage-media"
    """Pictures and films of the boards."""
    MANAGE_LAYOUT = "manage-layout"
    """The slip's layout and the texts that citizens see."""
    READ_CASES = "read-cases"
    """Visits by the code of their dossier."""
    MANAGE_LINKS = "manage-links"
    """Tokens and webhooks of other systems."""
    MANAGE_PEOPLE = "manage-people"
    """Accounts, secondments, skills and the roster, of people who may do no more than they."""
    MANAGE_PLAN = "manage-plan"
    """Read, change and bring back the plan of the centre."""
    MANAGE_PROCEDURES = "manage-procedures"
    """The list of procedures: files in and out, versions."""
    GRANT_ALL = "grant-all"
    """Give any role to anybody."""
    REPORT = "report"
    """A device's own state and settings."""
    HEAR_HALL = "hear-hall"
    """The heartbeat and the centre."""
    HEAR_CALLS = "hear-calls"
    """Calls, boards and counters' states."""
    SHOW_CALLS = "show-calls"
    PRESS = "press"
    """A button at a counter, and its answer."""
    BE_KIOSK = "be-kiosk"
    """What kiosks say and hear."""
    HEAR_ALL = "hear-all"
    """Every topic."""
    SPEAK_FOR_HALL = "speak-for-hall"
    """What only the server says; no role has it."""


P = Permission
_SEES = {P.OWN_SESSION, P.SEE_COUNTERS, P.SEE_BOOKINGS, P.SEE_KIOSKS, P.SEE_ALERTS}
_STAFF = _SEES | {P.WORK, P.ISSUE, P.REPRINT, P.ANSWER_ALERTS, P.ASK_RATINGS}
_GUIDE = _STAFF | {P.GUIDE, P.CLOSE_GROUPS, P.KEEP_FEEDBACK, P.SEE_DEVICES, P.COMMAND_DEVICES}
_RUNS = _GUIDE | {P.SEE_HALL, P.RUN_HALL, P.WORK_ANYWHERE, P.MAKE_REPORTS}
_MANAGES = {
    *(P.MANAGE_ALERTS, P.MANAGE_LAYOUT, P.MANAGE_MEDIA, P.MANAGE_PEOPLE, P.MANAGE_PROCEDURES),
}
_KEEPS = {P.MANAGE_DEVICES, P.MANAGE_LINKS, P.MANAGE_PLAN}
_ADMIN = _MANAGES | _KEEPS | {P.GRANT_ALL, P.SEE_AUDIT, P.READ_CASES}
_DEVICE = {P.SEE_COUNTERS, P.SEE_ALERTS, P.REPORT, P.HEAR_HALL}

OF_PEOPLE: Mapping[str, frozenset[Permission]] = {
    "admin": frozenset(_RUNS | _ADMIN | {P.SEE_OFFICERS}),
    "manager": frozenset(_RUNS | _MANAGES | {P.SEE_OFFICERS}),
    "supervisor": frozenset(_RUNS),
    "guide": frozenset(_GUIDE),
    "officer": frozenset(_STAFF),
    "auditor": frozenset(_SEES | {P.SEE_HALL, P.SEE_AUDIT, P.SEE_DEVICES, P.MAKE_REPORTS}),
}
"""The roles that people have."""
OF_DEVICES: Mapping[str, frozenset[Permission]] = {
    "kiosk": frozenset(_DEVICE | {P.ISSUE, P.SEE_BOOKINGS, P.BE_KIOSK}),
    "display": frozenset(_DEVICE | {P.HEAR_CALLS, P.SHOW_CALLS}),
    "terminal": frozenset(
        _DEVICE | {P.WORK, P.ASK_RATINGS, P.HEAR_CALLS, P.SHOW_CALLS, P.PRESS},
    ),
    "monitor": frozenset({P.SEE_COUNTERS, P.SEE_ALERTS, P.ASK_RATINGS, P.HEAR_ALL}),
}
"""The role device, by kind of device."""
OF_TOKENS: Mapping[str, frozenset[Permission]] = {
    "cases": frozenset({P.READ_CASES}),
    "figures": frozenset({P.SEE_HALL}),
}
"""Scopes of the tokens of other systems; none of them changes anything."""
_ROLES = {
    **OF_PEOPLE,
    **OF_DEVICES,
    **{f"token:{scope}": may for scope, may in OF_TOKENS.items()},
}

TO_SAY: Mapping[str, Permission] = {
    "press": P.PRESS,
    "shown": P.SHOW_CALLS,
    "device_status": P.REPORT,
    "device_health": P.REPORT,
    "device_applied": P.REPORT,
    "order_done": P.REPORT,
    **dict.fromkeys(
        (
            "kiosk_request",
            "kiosk_printed",
            "kiosk_issued",
            "kiosk_ping",
            "kiosk_want",
            "kiosk_alert",
        ),
        P.BE_KIOSK,
    ),
}
"""What a topic asks of whoever says it; the server alone says all others."""
TO_HEAR: Mapping[str, Permission] = {
    "time": P.HEAR_HALL,
    "centre": P.HEAR_HALL,
    "config": P.REPORT,
    "order": P.REPORT,
    "twin": P.REPORT,
    "call": P.HEAR_CALLS,
    "board": P.HEAR_CALLS,
    "counter_state": P.HEAR_CALLS,
    "ack": P.PRESS,
    **dict.fromkeys(
        (
            "catalogue",
            "kiosk_reply",
            "kiosk_lease",
            "kiosk_taken",
            "kiosk_pong",
            "kiosk_reprint",
            "kiosk_part",
            "kiosk_layout",
            "layout",
            "kiosk_desk",
            "person_key",
            "procedures",
        ),
        P.BE_KIOSK,
    ),
}
"""What a topic asks of whoever hears it, or HEAR_ALL; the server alone hears all others."""


@cache
def allowed(roles: frozenset[str]) -> frozenset[Permission]:
    """What somebody with all these roles may do; an unknown role adds nothing."""
    return frozenset().union(*(_ROLES.get(role, frozenset()) for role in roles))


def role_of_scope(scope: str) -> str:
    """The role under which a token with this scope acts; no person or device has it."""
    return f"token:{scope}"


def may_say(role: str, topic: str) -> bool:
    """Whether a device of this role may say a kind of topic."""
    return TO_SAY.get(topic, P.SPEAK_FOR_HALL) in allowed(frozenset({role}))


def may_hear(role: str, topic: str) -> bool:
    """Whether a device of this role may hear a kind of topic."""
    may = allowed(frozenset({role}))
    return P.HEAR_ALL in may or TO_HEAR.get(topic, P.SPEAK_FOR_HALL) in may


def may_give(giver: frozenset[str], roles: frozenset[str]) -> bool:
    """Whether somebody may give ``roles``, or change an account that has them."""
    has = allowed(giver)
    return P.GRANT_ALL in has or (P.MANAGE_PEOPLE in has and has >= allowed(roles))
