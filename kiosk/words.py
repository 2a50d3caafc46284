"""The words on paper, in both languages."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "vi": {
        "your_number": "SỐ THỨ TỰ",
        "zone": "Khu vực {0}",
        "counter": "Quầy {0}",
        "counters": "Quầy {0}",
        "ahead": "Chờ trước",
        "person": "{0} người",
        "persons": "{0} người",
        "expected": "Dự kiến gọi",
        "wait": "Chờ khoảng {0} phút",
        "wait_short": "Chờ dưới {0} phút",
        "across": "Trung tâm có giờ nghỉ trước đó",
        "unknown": "Chưa biết giờ gọi",
        "scan": "Quét để xem lượt và đánh giá. Vé có giá trị trong ngày.",
        "missed": "Quá lượt: đến bàn Hướng dẫn trong 30 phút.",
        "mark": "Mốc gọi {0}",
        "machine": "Máy {0}",
        "priority": "ƯU TIÊN",
    },
    "en": {
        "your_number": "YOUR NUMBER",
        "zone": "Area {0}",
        "counter": "Counter {0}",
        "counters": "Counters {0}",
        "ahead": "Ahead of you",
        "person": "{0} person",
        "persons": "{0} people",
        "expected": "Expected call",
        "wait": "Wait: about {0} minutes",
        "wait_short": "Wait: under {0} minutes",
        "across": "The centre has a break before that",
        "unknown": "Call time not known yet",
        "scan": "Scan to follow your turn and rate the visit. Valid today.",
        "missed": "Missed your turn? Go to the Help desk within 30 minutes.",
        "mark": "Call mark {0}",
        "machine": "Kiosk {0}",
        "priority": "PRIORITY",
    },
}
