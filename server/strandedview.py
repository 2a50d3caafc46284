"""People whom nobody who sits at a counter has learnt to serve, and what the desk can do."""

from __future__ import annotations

from typing import Any

from server.domain import skilled
from server.domain.hall import Hall
from server.domain.skilled import Stranded


def rows(hall: Hall) -> list[dict[str, Any]]:
    """The groups, with advice in both languages; not those that only wait for an opening."""
    return [
        {
            "group": one.group,
            "name": {"vi": group.name_vi, "en": group.name_en},
            "waiting": one.waiting,
            "advice": _advice(one),
        }
        for one in skilled.stranded(hall)
        if one.unlearnt and (group := hall.rules.groups.get(one.group)) is not None
    ]


def at(hall: Hall, number: int) -> list[dict[str, Any]]:
    """Those of them that the counter leaves out."""
    codes = set(skilled.unlearnt(hall, number))
    return [
        {**row["name"], "waiting": row["waiting"]} for row in rows(hall) if row["group"] in codes
    ]


def _advice(one: Stranded) -> dict[str, str]:
    there = ", ".join(map(str, one.unlearnt))
    vi = f"Mời người có nghiệp vụ này vào quầy {there}, hoặc ghi thêm nghiệp vụ cho người ở đó"
    many = "counters" if len(one.unlearnt) > 1 else "counter"
    en = f"Seat somebody who learnt it at {many} {there}, or record the skill for who sits there"
    if one.closed:
        shut = ", ".join(map(str, one.closed))
        vi, en = f"{vi}; hoặc mở quầy {shut}", f"{en}; or open counter {shut}"
    return {"vi": f"{vi}.", "en": f"{en}."}
