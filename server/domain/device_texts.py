"""What is refused about devices, in both languages."""

from __future__ import annotations

TEXTS: dict[str, tuple[int, str, str]] = {
    "unknown-device": (
        404,
        "Không có thiết bị {0}, hoặc nó đã bị thu hồi.",
        "There is no device {0}, or it was revoked.",
    ),
    "device-taken": (
        409,
        "Tên {0} đã có thiết bị khác mang, kể cả thiết bị đã thu hồi. Chọn tên khác.",
        "{0} is the name of another device, perhaps of a revoked one. Choose another name.",
    ),
    "device-id": (
        422,
        "Tên thiết bị chỉ gồm chữ không dấu, chữ số, gạch nối và gạch dưới, nhiều nhất 64 ký tự.",
        "A device's name is letters, digits, hyphens and underscores, at most 64.",
    ),
    "device-settings": (
        422,
        "Thiết bị này không nhận được cài đặt đó: {0}",
        "This device cannot be set so: {0}",
    ),
    "device-cannot": (
        422,
        "Thiết bị {0} không làm được việc này.",
        "Device {0} cannot do that.",
    ),
    "device-offline": (
        409,
        "Thiết bị {0} đang mất kết nối. Xem dây nguồn và dây mạng của nó.",
        "Device {0} is not connected. Check its plug and its network cable.",
    ),
    "unknown-alarm": (
        404,
        "Cảnh báo này không còn nữa: thiết bị đã bình thường.",
        "This alarm is over: the device is well again.",
    ),
    "unknown-incident": (
        404,
        "Cảnh báo này không còn nữa.",
        "This alert is over.",
    ),
}
