"""A plan as the text of a plan.toml, for people to read, change and hand back."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from server.domain.plan import Plan, plan_to_document
from server.domain.plan_check import OPTIONAL, SINGLE


def plan_to_toml(plan: Plan) -> str:
    """Text of which ``plan_from_toml`` makes the same plan again."""
    blocks = []
    for table, found in plan_to_document(plan).items():
        rows, head = ([found], f"[{table}]") if table in SINGLE else (found, f"[[{table}]]")
        blocks += ["\n".join([head, *_lines(row, OPTIONAL.get(table, ()))]) for row in rows]
    return "\n\n".join(blocks) + "\n"


def _lines(row: dict[str, Any], optional: Collection[str]) -> list[str]:
    told = (name for name, value in row.items() if not (value == [] and name in optional))
    return [f"{name} = {_value(row[name])}" for name in told]


def _value(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{json.dumps(name)} = {_value(one)}" for name, one in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        # A JSON string is a TOML string, but for the one control character that JSON lets stand.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value).lower() if isinstance(value, bool) else repr(value)
