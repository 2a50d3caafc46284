"""What is said when an appointment cannot be made or taken: status, Vietnamese, English."""

from __future__ import annotations

TEXTS: dict[str, tuple[int, str, str]] = {
    "no-booking": (
        409,
        "Nhóm này không nhận đặt hẹn. Mời đến lấy số tại máy lấy số.",
        "This group takes no appointments. Please take a number at the kiosk.",
    ),
    "not-a-slot": (
        422,
        "Không có giờ hẹn này. Mời chọn một giờ trong danh sách.",
        "There is no such appointment time. Please choose one of the list.",
    ),
    "slot-too-soon": (
        409,
        "Giờ hẹn này đã quá gần; cần đặt trước ít nhất {0}.",
        "This time is too close; book at least {0} ahead.",
    ),
    "slot-full": (
        409,
        "Giờ hẹn này vừa hết chỗ. Mời chọn giờ khác.",
        "This time has just been filled. Please choose another one.",
    ),
    "booking-limit": (
        429,
        "Hôm nay từ kết nối này đã đặt đủ {0} lịch hẹn. Hủy một lịch, hoặc đặt vào ngày mai.",
        "This connection has made its {0} appointments of today. Cancel one, or book tomorrow.",
    ),
    "unknown-booking": (
        404,
        "Không tìm thấy lịch hẹn này. Mời kiểm tra lại mã.",
        "There is no such appointment. Please check the code.",
    ),
    "booking-used": (
        409,
        "Mã hẹn này đã nhận số {0}. Số đó vẫn có giá trị.",
        "This code was used for number {0}. That number is still valid.",
    ),
    "booking-cancelled": (
        409,
        "Lịch hẹn này đã hủy. Mời lấy số tại máy lấy số.",
        "This appointment was cancelled. Please take a number at the kiosk.",
    ),
    "booking-missed": (
        409,
        "Giờ hẹn này đã qua.",
        "The time of this appointment is over.",
    ),
    "booking-other-day": (
        409,
        "Lịch hẹn này vào {0}, không phải hôm nay.",
        "This appointment is at {0}, not today.",
    ),
    "check-in-early": (
        409,
        "Chưa đến giờ nhận số. Có thể nhận số từ {0}.",
        "It is too early to check in. You can check in from {0}.",
    ),
    "check-in-late": (
        409,
        "Đã quá giờ nhận số ({0}). Mời lấy số mới tại máy lấy số.",
        "It is too late to check in (until {0}). Please take a new number at the kiosk.",
    ),
}
"""By code; ``server.domain.errors`` makes refusals of them."""
