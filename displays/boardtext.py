"""The words of a board: notices and whether the centre is open. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from broker.messages import Bilingual, Board

GAP = "   ·   "
"""Between two texts that follow each other."""
HALL = {
    "before": Bilingual(vi="Chưa đến giờ làm việc", en="Not open yet"),
    "break": Bilingual(vi="Nghỉ giữa giờ", en="Break"),
    "closed": Bilingual(vi="Đã hết giờ làm việc", en="Closed"),
}
QUIET = Bilingual(vi="Mời quý khách chờ gọi số", en="Please wait for your number")
"""An open hall in which nobody is called or served."""
REOPENS = Bilingual(vi="mở lại", en="opens")


def words(board: Board, now: datetime | None, langs: Sequence[str]) -> str:
    """One line: notices that have not ended, then the hall's state with when it opens again.

    ``now`` is the hall's time; a notice ends by it without another message.
    """
    said: list[str] = [
        getattr(notice, lang)
        for notice in board.notices
        if not _is_past(notice.until, now)
        for lang in langs
    ]
    if board.hall != "open":
        said += [_closed(board, now, lang) for lang in langs]
    elif not board.rows:
        said += [getattr(QUIET, lang) for lang in langs]
    return GAP.join(dict.fromkeys(one for one in said if one.strip()))


def _closed(board: Board, now: datetime | None, lang: str) -> str:
    parts = [getattr(HALL[board.hall], lang)]
    if board.reason is not None:
        parts.append(getattr(board.reason, lang))
    if board.reopens_at and (at := _time(board.reopens_at)) is not None:
        if now is not None and now.utcoffset() is not None and at.utcoffset() is not None:
            at = at.astimezone(now.tzinfo)
        today = now is not None and at.date() == now.date()
        parts.append(f"{getattr(REOPENS, lang)} {at:%H:%M}" + ("" if today else f" {at:%d/%m}"))
    return ", ".join(parts)


def _is_past(until: str, now: datetime | None) -> bool:
    at = _time(until)
    if now is None or at is None:
        return False
    return at <= (now if at.utcoffset() is not None else now.replace(tzinfo=None))


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
