"""What an incident says to people, what they can do, and where, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from server.domain import alarm_texts, alarms
from server.domain.errors import Reason
from server.domain.incidents import RuleId

NAMES: Mapping[RuleId, Reason] = {
    RuleId.WAIT: Reason("Chờ quá lâu", "Long wait"),
    RuleId.TARGET: Reason("Không đạt mục tiêu chờ", "Target missed"),
    RuleId.IDLE: Reason("Quầy trống khi có người chờ", "Counter idle while people wait"),
    RuleId.DEVICE: Reason("Thiết bị hỏng", "Device down"),
    RuleId.PAPER: Reason("Sắp hết giấy", "Paper low"),
    RuleId.RATING: Reason("Hài lòng giảm", "Satisfaction drops"),
}
_TITLES: Mapping[RuleId, tuple[str, str]] = {
    RuleId.WAIT: (
        "{about}: chờ lâu nhất {value} phút, mức báo {limit} phút",
        "{about}: longest wait {value} min, limit {limit} min",
    ),
    RuleId.TARGET: (
        "60 phút qua chỉ {value} % chờ trong mục tiêu, mức báo {limit} % (n = {detail})",
        "In the last 60 min only {value}% waited within target, limit {limit}% (n = {detail})",
    ),
    RuleId.IDLE: (
        "{about}: quầy {detail} trống hơn {limit} phút khi có người chờ",
        "{about}: counter {detail} idle for over {limit} min while people wait",
    ),
    RuleId.RATING: (
        "Chỉ {value} % hài lòng, mức báo {limit} % (n = {detail} lượt gần đây)",
        "Only {value}% are satisfied, limit {limit}% (n = {detail} newest ratings)",
    ),
}
_ADVICE: Mapping[RuleId, tuple[str, str, str]] = {
    RuleId.WAIT: (
        "Mở thêm quầy của khu này, hoặc cho quầy rảnh giúp nhóm đông nhất.",
        "Open another counter of this area, or let a free counter help its busiest group.",
        "/manage/balance",
    ),
    RuleId.TARGET: (
        "Xem khu nào đang đông, rồi thêm quầy cho khu đó trước giờ cao điểm tới.",
        "See which area is busy, and give it a counter before the next peak.",
        "/manage/balance",
    ),
    RuleId.IDLE: (
        "Hỏi cán bộ quầy. Nếu vắng người thì cho tạm dừng quầy để người khác được gọi.",
        "Ask the officer. If nobody sits there, pause the counter.",
        "/manage#counters",
    ),
    RuleId.RATING: (
        "Đọc phản ánh mới nhất, xem nhóm nào chờ lâu, rồi trao đổi với đơn vị.",
        "Read the newest feedback, see which group waits long, and talk to its department.",
        "/manage/feedback",
    ),
}
_DEVICES = "/manage/devices"


@dataclass(frozen=True, slots=True)
class Told:
    """One incident in words; ``link`` is a path of this server."""

    title: Reason
    advice: Reason
    link: str


def told(rule: str, place: str, about: Reason, detail: str, value: int, limit: int) -> Told:
    """Of a fact's fields. What another version wrote is told by its name alone."""
    if rule in (RuleId.DEVICE, RuleId.PAPER):
        return _of_device(place, about, detail)
    known = next((one for one in _TITLES if one == rule), None)
    if known is None:
        return Told(Reason(rule, rule), Reason("", ""), "/manage")
    said = {"value": value, "limit": limit, "detail": detail}
    vi, en = _TITLES[known]
    advice_vi, advice_en, link = _ADVICE[known]
    title = Reason(vi.format(about=about.vi, **said), en.format(about=about.en, **said))
    return Told(title, Reason(advice_vi, advice_en), link)


def _of_device(place: str, about: Reason, detail: str) -> Told:
    kind, _, role = detail.partition("/")
    known = next((one for one in alarms.Kind if one == kind), None)
    if known is None:
        return Told(about, Reason("", ""), _DEVICES)
    title = alarm_texts.title(known, place.partition(":")[0], about)
    return Told(title, alarm_texts.advice(known, role), _DEVICES)
