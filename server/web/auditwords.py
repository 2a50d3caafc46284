"""What a fact tells, as the page of the audit says it: codes of the journal in words.

Names that people gave (accounts, groups, slips of media) and what they wrote stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

BESIDE = frozenset({"ticket", "counter", "call", "officer", "number", "series", "lang"})
"""Of a fact, what the table shows in columns of its own, or what tells a person nothing."""
_REASONS = frozenset({"reason", "outcome", "reasons"})
_REASON_CODES = (
    *("received", "more_papers", "guided", "result_given", "declined", "break", "meeting"),
    *("printing", "helping", "button", "papers", "copying", "paying", "companion", "asked"),
    *("wrong_group", "gone", "other"),
)
_CODED = frozenset({"channel", "account", "change", "what", "form", "paper", "confirmed"})


def pairs(words: str) -> dict[str, str]:
    """``a=b|c=d`` of the lists of words."""
    return dict(pair.split("=", 1) for pair in words.split("|"))


def told(
    row: Mapping[str, Any], fields_said: str, values_said: str, say: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """What is left to tell of a row, as (name, value): no clock of a machine, nothing twice.

    Names and codes are given as pairs in the reader's language; ``say`` gives the words of a key.
    A value that is only a yes is "".
    """
    fields, values = pairs(fields_said), pairs(values_said)
    values |= {code: say(f"r_{code}") for code in _REASON_CODES}
    who = row["by"].partition(":")[2]
    for field, value in row["data"].items():
        beside = field in BESIDE or field.endswith("_ms") or value == who
        if field == "ok":
            yield fields["ok" if value else "failed"], ""
        elif not beside and value not in (None, "", False, [], ()):
            yield fields.get(field, field), _value(field, value, values)


def _value(field: str, value: Any, values: Mapping[str, str]) -> str:
    if value is True:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(_value(field, one, values) for one in value)
    if field in _REASONS | _CODED:
        return values.get(str(value), str(value))
    return f"#{value}" if field == "undone" else str(value)
