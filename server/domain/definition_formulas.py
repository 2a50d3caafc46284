"""The formulas of ``definitions`` in Vietnamese, where they have words beside names."""

from __future__ import annotations

VIETNAMESE = {
    "issued": "n(lượt có no = 1)",
    "called": "n(lượt có first_called)",
    "served": "n(lượt kết thúc served)",
    "no_show": "n(lượt kết thúc no_show)",
    "left": "n(lượt kết thúc left)",
    "expired": "n(lượt expired chưa từng bắt đầu)",
    "transferred": "n(lượt kết thúc transferred)",
    "closed": "giờ nghỉ từ lúc lấy số đến lần gọi đầu",
    "service": "ended − (started, nếu không có thì last_called) + đã phục vụ trước khi tạm giữ",
    "forgotten": "expired khi đang phục vụ, hoặc service > max(60 phút, 6 × trung bình × dossiers)",
    "in_time": "lượt served có wait ≤ mục tiêu ÷ lượt served có wait",
    "percentile": "kiểu 7 (Hyndman và Fan) trên mọi giá trị",
    "inside": "n(cận dưới ≤ wait ≤ cận trên) ÷ n(đã báo và đã gọi)",
    "off": "|mức giữa đã báo − wait|",
    "carried": "issued < giờ đóng và (chưa gọi hoặc called ≥ giờ đóng), còn ở đó",
    "open": "lúc mở ∩ giờ làm việc ∪ busy",
    "paused": "lúc tạm nghỉ ∩ giờ làm việc",
    "busy": "∪ (last_called … ended, vắng hoặc tạm giữ)",
    "idle": "open − busy, trong lúc có người chờ một nhóm của quầy này",
    "per_hour": "served ÷ số giờ open",
    "passed": "n(mốc gọi muộn hơn, cùng nhóm, được gọi khi đang chờ)",
    "passed_came": "n(đến sau, cùng nhóm, được gọi khi đang chờ)",
    "rated": "n(vé phục vụ đến cuối có đánh giá)",
    "satisfied": "n(sao ≥ 4) ÷ rated",
    "waiting": "n(lượt đã cấp và chưa gọi, lúc này)",
    "longest": "max(lúc này − issued − closed) trên những người đang chờ",
    "counters_now": "n(quầy đang mở lúc này)",
    "usual": "P25, P50, P75 của cùng nửa giờ vào cùng thứ",
    "ahead": "P10, P50, P90 của số người chờ, qua 200 lần chạy",
    "day": "ngày địa phương lúc lấy số",
}
"""A formula that is not here is made of names alone."""
