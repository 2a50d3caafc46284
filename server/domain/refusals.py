"""Tickets that a kiosk gave alone and that were not taken: kept, with what a person is to do.

Somebody holds that slip and waits. So a refusal is no line of a log but a thing of the day: staff
see it until one of them has given a right number.
"""

from __future__ import annotations

from dataclasses import dataclass

from server.domain import facts as f
from server.domain.errors import Reason, refuse
from server.domain.hall import Hall
from server.domain.handover import Alone
from server.domain.refused import RefusedTicket

_ADVICE = {
    "issued-in-future": Reason(
        "Mời người giữ số này đến bàn Hướng dẫn và cấp số mới cùng nhóm. Sau đó chỉnh giờ của máy.",
        "Ask for the holder of this number, give a new one in the same group, then set the clock.",
    ),
    "not-leased": Reason(
        "Mời người giữ số này đến bàn Hướng dẫn và cấp số mới cùng nhóm. Báo quản trị: có thể thẻ "
        "nhớ của máy là bản cũ hoặc bản sao.",
        "Ask for the holder of this number and give a new one in the same group. Tell the "
        "administrator: the kiosk's memory card may be an old one, or a copy.",
    ),
    "number-taken": Reason(
        "Có thể hai người giữ cùng một số. Hỏi lấy phiếu ở máy nào, và cấp số mới cho người lấy ở "
        "máy này.",
        "Two people may hold this number. Ask at which kiosk they took it, and give a new number "
        "to whoever took it at this one.",
    ),
    "unknown-group": Reason(
        "Nhóm này không còn trong kế hoạch. Hỏi người dân cần việc gì và cấp số ở nhóm đúng.",
        "This group is no longer in the plan. Ask what they came for, and give a number there.",
    ),
}
_USUAL = Reason(
    "Mời người giữ số này đến bàn Hướng dẫn và cấp số mới cùng nhóm. Báo quản trị về máy này.",
    "Ask for the holder of this number and give a new one in the same group. Tell the "
    "administrator about this kiosk.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """Why a ticket was not taken, and what to do about it."""

    reason: Reason
    advice: Reason


def keep(hall: Hall, device: str, told: Alone, code: str, alert: str) -> list[f.Fact]:
    """Remember a ticket that was refused with ``code``; nothing when it is known already."""
    if alert in hall.refused:
        return []
    issued_ms = f.to_ms(told.issued_at)
    return [
        f.TicketRefused(
            alert,
            device,
            told.number,
            told.group,
            code,
            issued_ms,
            told.priority,
            told.dossiers,
            told.lang,
        )
    ]


def settle(hall: Hall, alert: str) -> list[f.Fact]:
    """Somebody has seen to it; a repeat changes nothing."""
    return [f.RefusalSettled(alert)] if hall.refused[alert].lives else []


def living(hall: Hall) -> list[RefusedTicket]:
    """Those that still need a person, the oldest ticket first."""
    open = (one for one in hall.refused.values() if one.lives)
    return sorted(open, key=lambda one: one.issued_at)


def explained(one: RefusedTicket) -> Told:
    """In words, for whoever looks after it."""
    about = one.group if one.code == "unknown-group" else one.number
    return Told(refuse(one.code, about).reason, _ADVICE.get(one.code, _USUAL))
