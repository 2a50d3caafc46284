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
    Kind.SILENT: ("loa không phát được tiếng", "cannot sound"),
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
    Kind.SILENT: (
        "Mời cán bộ quầy gọi miệng. Xem nguồn, dây và âm lượng của loa, rồi khởi động lại.",
        "Ask officers to call aloud. Check the loudspeaker's power, "
        "cable and volume, then restart it.",
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
_SILENCES = {
    "engine": (
        "Máy của loa chưa cài chương trình đọc: cài espeak-ng hoặc giọng đã chọn; loa tự thử lại.",
        "The program that reads is not installed there: install espeak-ng or the chosen voice; it "
        "tries again by itself.",
    ),
    "clips": (
        "Bộ ghi âm thiếu tệp: chạy luot-display clips check trên máy của loa, chép tệp thiếu vào; "
        "loa tự thử lại.",
        "Recordings are missing: run luot-display clips check there and put in what it names; it "
        "tries again by itself.",
    ),
    "program": (
        "Chương trình đọc bị lỗi: xem nhật ký của loa, hoặc dùng giọng espeak.",
        "The program that reads fails: see the loudspeaker's log, or use the voice espeak.",
    ),
    "player": (
        "Máy của loa chưa có aplay: cài alsa-utils; loa tự thử lại.",
        "There is no aplay: install alsa-utils there; it tries again by itself.",
    ),
    "busy": (
        "Chương trình khác đang giữ card âm thanh: tắt nó, hoặc khởi động lại máy của loa.",
        "Another program has the sound card: end it, or restart the machine.",
    ),
    "card": (
        "Card âm thanh không chạy: xem dây và nguồn, cắm lại, và xem tên card trong --audio "
        "(aplay -l).",
        "The sound card does not work: check its cable and power, plug it in again, and see its "
        "name in --audio (aplay -l).",
    ),
}
"""Why a loudspeaker cannot sound, by its own word, and what helps."""
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


def advice(kind: Kind, role: str, silence: str | None = None) -> Reason:
    """What to do, as one who stands there would be told; ``silence`` as the device says it."""
    if kind is Kind.SILENT and silence in _SILENCES:
        vi, en = _SILENCES[silence]
        return Reason(f"Mời cán bộ quầy gọi miệng. {vi}", f"Ask officers to call aloud. {en}")
    return Reason(*_BY_ROLE.get((kind, role), _ADVICE[kind]))
