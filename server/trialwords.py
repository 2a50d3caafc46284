"""Changes that name no counter; and in Vietnamese why a command cannot make a change."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

_CHANGE = re.compile(r"('[^']*'|\"[^\"]*\"): (.*)")
"""The change as it was typed, and why it cannot be made."""
_TOLD = (
    (r"there is no counter (\d+)", r"không có quầy \1"),
    (r"there is no department (\S*) with counters", r"không có đơn vị \1 nào có quầy"),
    (r"there is no group (.+)", r"không có nhóm \1"),
    (r"counter (\d+) would be new: give it groups", r"quầy \1 là quầy mới: hãy cho nó nhóm"),
    (r"write hours as (\S+)", r"hãy ghi giờ như \1, giờ đầu trước giờ cuối"),
    (r"(\S+) is not a whole number of seconds", r"\1 không phải là số giây nguyên"),
    (r"choose one of (.+)", r"hãy chọn một trong: \1"),
    (
        r'use (.+), "NAME=SECONDS" with one of (.+), (\S+) or (\S+)',
        r'hãy ghi như \1, "TÊN=GIÂY" với một trong \2, \3 hoặc \4',
    ),
    (
        r"hours of counters are no part of a plan: .*",
        "giờ mở quầy không nằm trong cấu hình, bảng phân công giữ giờ ấy",
    ),
)


def astray(changes: Sequence[str], counters: Collection[int]) -> str | None:
    """The first change of a counter that is none of ``counters``, and that no change makes."""
    words = [one.split() for one in changes]
    made = {of[1] for of in words if of[0] == "counter" and len(of) > 1}
    known = made | {str(n) for n in counters}
    return next(
        (
            change
            for change, of in zip(changes, words, strict=True)
            if of[0] in ("open", "close", "skill") and (len(of) == 1 or of[1] not in known)
        ),
        None,
    )


def in_vietnamese(said: str) -> str:
    """The sentence in Vietnamese; as it is where nobody wrote one."""
    found = _CHANGE.fullmatch(said)
    change, why = found.groups() if found else ("", said)
    for shape, told in _TOLD:
        if re.fullmatch(shape, why):
            vi = re.sub(shape, told, why)
            return f"{change}: {vi}" if change else vi[:1].upper() + vi[1:]
    return said
