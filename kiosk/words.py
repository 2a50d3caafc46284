"""The words on paper, in both languages."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "vi": {
        "your_number": "SỐ THỨ TỰ",
        "zone": "Khu vực {0}",
        "counters": "Quầy {0}",
        "ahead": "Chờ trước",
        "people": "{0} người",
        "expected": "Dự kiến gọi",
        "wait": "Chờ khoảng {0} phút",
        "wait_short": "Chờ dưới {0} phút",
        "unknown": "Chưa biết giờ gọi",
        "scan": "Quét để xem lượt\nvà đánh giá.\nVé có giá trị\ntrong ngày.",
        "missed": "Quá lượt: đến bàn Hướng dẫn trong 30 phút.",
        "mark": "Mốc gọi {0}",
        "machine": "Máy {0}",
        "priority": "ƯU TIÊN",
    },
    "en": {
        "your_number": "YOUR NUMBER",
        "zone": "Area {0}",
        "counters": "Counter {0}",
        "ahead": "Ahead of you",
        "people": "{0} people",
        "expected": "Expected call",
        "wait": "About {0} minutes",
        "wait_short": "Under {0} minutes",
        "unknown": "Call time not known",
        "scan": "Scan to follow\nyour turn and\nto rate the visit.\nValid today.",
        "missed": "Missed your turn? See the Help desk within 30 minutes.",
        "mark": "Call mark {0}",
        "machine": "Kiosk {0}",
        "priority": "PRIORITY",
    },
}
