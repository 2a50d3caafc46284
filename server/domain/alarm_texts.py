"""What an alarm says to people, and what they can do about it, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from server.domain.alarms import Kind
from server.domain.errors import Reason

_NAMES = {
    "kiosk": ("Máy lấy số {0}", "Kiosk {0}"),
    "display": ("Đèn quầy {0}", "Light of counter {0}"),
    "terminal": ("Hộp nút quầy {0}", "Button box of counter {0}"),
}
_TITLES: dict[Kind, tuple[str, str]] = {
    Kind.TWINS: ("hai thiết bị cùng mang tên {1}", "two devices use the name {1}"),
    Kind.OFFLINE: ("mất kết nối", "not connected"),
    Kind.PAPER_OUT: ("hết giấy", "out of paper"),
    Kind.PRINTER: ("máy in không in được", "its printer cannot print"),
    Kind.UNSHOWN: ("không hiện số được gọi", "does not show the number that was called"),
    Kind.HOT: ("quá nóng", "too hot"),
    Kind.QUEUE: ("không gửi được dữ liệu đang giữ", "cannot hand over what it holds"),
    Kind.PAPER_LOW: ("sắp hết giấy", "paper is running low"),
    Kind.GARBLED: ("gửi nhiều tin không ai đọc được", "says things that nobody can read"),
}
_ADVICE: dict[Kind, tuple[str, str]] = {
    Kind.TWINS: (
        "Thiết bị bật sau đã tự dừng. Cấp cho nó một tên và mã riêng, rồi khởi động lại nó.",
        "The one that was switched on later has stopped. Give it a name and a secret of its own, "
        "then restart it.",
    ),
    Kind.OFFLINE: (
        "Xem dây nguồn và dây mạng tại chỗ; nếu đèn vẫn sáng thì rút điện 10 giây rồi cắm lại.",
        "Check its plug and its network cable; if it has power, unplug it for 10 seconds.",
    ),
    Kind.PAPER_OUT: (
        "Thay cuộn giấy, đóng nắp, rồi bấm In thử.",
        "Put in a new roll, close the lid, then press Test print.",
    ),
    Kind.PRINTER: (
        "Đóng nắp máy in, xem dây máy in và công tắc, rồi bấm In thử.",
        "Close the printer's lid, check its cable and switch, then press Test print.",
    ),
    Kind.UNSHOWN: (
        "Mời cán bộ quầy gọi miệng. Bấm Hình kiểm tra; nếu bảng vẫn tối thì xem dây của bảng.",
        "Ask the officer to call aloud. Press Test pattern; if it stays dark, check its cable.",
    ),
    Kind.HOT: (
        "Mở chỗ thoáng cho máy, lau khe gió và quạt; nếu còn nóng thì tắt máy và gọi kỹ thuật.",
        "Give it air and clean its vents; if it stays hot, switch it off and call a technician.",
    ),
    Kind.QUEUE: (
        "Mạng tới máy chập chờn: xem dây mạng. Đừng tắt máy, nó còn giữ số chưa gửi.",
        "Its network comes and goes: check the cable. Leave it on: it still holds numbers.",
    ),
    Kind.PAPER_LOW: (
        "Chuẩn bị cuộn giấy mới và thay khi vắng người.",
        "Have a new roll ready and change it when nobody waits there.",
    ),
    Kind.GARBLED: (
        "Khởi động lại thiết bị. Nếu còn bị: xem phiên bản có quá cũ không, hoặc thu hồi mã.",
        "Restart it. If it goes on: see whether its version is too old, or revoke its secret.",
    ),
}
_KIOSK_OFFLINE = (
    "Máy vẫn tự cấp số dự phòng. Xem dây mạng và dây nguồn; nếu tắt hẳn, mời dân sang máy khác.",
    "It goes on with its reserve numbers. Check cable and plug; if it is dark, send people to "
    "another kiosk.",
)
_LIGHT_OFFLINE = (
    "Mời cán bộ quầy gọi miệng. Xem dây nguồn và dây mạng của đèn.",
    "Ask the officer to call aloud. Check the light's plug and network cable.",
)
_BY_ROLE = {
    (Kind.OFFLINE, "kiosk"): _KIOSK_OFFLINE,
    (Kind.OFFLINE, "display"): _LIGHT_OFFLINE,
}


def name(id: str, role: str, counters: Iterable[int]) -> Reason:
    """How people call a device: by its place, or by its id where that says nothing."""
    bound = ", ".join(map(str, sorted(counters)))
    place = id.removeprefix("kiosk-") if role == "kiosk" else bound
    if role not in _NAMES or not place or (role == "kiosk" and place == id):
        return Reason(id, id)
    vi, en = _NAMES[role]
    return Reason(vi.format(place), en.format(place))


def title(kind: Kind, id: str, named: Reason) -> Reason:
    """``Light of counter 7: not connected``."""
    vi, en = _TITLES[kind]
    return Reason(f"{named.vi}: {vi.format('', id)}", f"{named.en}: {en.format('', id)}")


def advice(kind: Kind, role: str) -> Reason:
    """What to do, as one who stands there would be told."""
    return Reason(*_BY_ROLE.get((kind, role), _ADVICE[kind]))
