"""A document of the live view: a Tuesday morning at which a manager has something to do."""

from __future__ import annotations

NOW = "2026-07-14T09:42:05+07:00"
ZONES = [
    ("1", "Trả kết quả · Hướng dẫn", 9, 420, 1095, "clear"),
    ("2", "Công an · Tư pháp", 24, 1320, 2066, "busy"),
    ("3", "Đất đai · Môi trường", 31, 1680, 3098, "busy"),
    ("4", "Doanh nghiệp · Xây dựng", 17, 2040, 4031, "over"),
    ("5", "Xã hội · Y tế · Văn hóa", 8, 600, 5024, "clear"),
]
HALVES = ["07:30", "08:00", "08:30", "09:00", "09:30"]
USUAL = {
    "07:30": 108,
    "08:00": 100,
    "08:30": 92,
    "09:00": 80,
    "09:30": 66,
    "10:00": 50,
    "10:30": 33,
    "11:00": 17,
    "13:30": 42,
    "14:00": 75,
    "14:30": 66,
    "15:00": 50,
    "15:30": 33,
    "16:00": 17,
    "16:30": 8,
}


def incident(id: str, rule: str, place: str, title: str, **more) -> dict:
    return {
        "id": id,
        "rule": rule,
        "place": place,
        "title": {"vi": title, "en": title},
        "advice": {"vi": "Mở thêm quầy của khu này.", "en": "Open another counter."},
        "link": "/manage/balance",
        "value": 34,
        "limit": 30,
        "since": "2026-07-14T09:36:00+07:00",
        "ended": None,
        "taken_by": None,
        "taken_at": None,
        "told": True,
        **more,
    }


def counters() -> list[dict]:
    """Thirty counters in every state."""
    base = {
        "zone": "1",
        "ticket": None,
        "since": NOW,
        "since_s": 0,
        "officer": None,
        "reason": None,
        "back_at": None,
        "long": False,
        "idle_while_waiting": False,
    }
    special = {
        14: {"state": "called", "ticket": 3127, "since_s": 21},
        18: {"state": "closed"},
        20: {"state": "idle", "since_s": 192, "idle_while_waiting": True, "zone": "4"},
        22: {"state": "paused", "reason": "meeting", "since_s": 1080},
        23: {"state": "serving", "ticket": 4040, "since_s": 1660, "long": True},
        24: {"state": "paused", "reason": "printing", "since_s": 240},
    }
    usual = {"state": "serving", "since_s": 251}
    return [
        {**base, "number": n, **special.get(n, {**usual, "ticket": 1000 + n})} for n in range(1, 31)
    ]


def told(**more) -> dict:
    """A Tuesday morning, 09:42, with too many in zone 4."""
    zones = [
        {
            "zone": z,
            "name_vi": name,
            "name_en": name,
            "waiting": n,
            "longest_s": s,
            "longest_number": number,
            "light": light,
            "open": 5,
            "total": 6,
            "wait": {"low_s": 300, "high_s": 1200, "at_low": NOW, "at_high": NOW},
        }
        for z, name, n, s, number, light in ZONES
    ]
    steps = [96, 102, 107, 108, 107, 103, 98, 91, 83, 75, 66, 57]
    ahead = {
        "basis": "usual",
        "days": 24,
        "at": "09:42",
        "held": 8,
        "scored": 9,
        "steps": [{"at": "", "low": v - 14, "mid": v, "high": v + 16} for v in steps],
    }
    slots = [{"start": s, "low": v * 0.9, "mid": v, "high": v * 1.12} for s, v in USUAL.items()]
    issued = dict(zip(HALVES, (118, 110, 104, 94, 43), strict=True))
    return {
        "ep": 1,
        "rev": 1,
        "now": NOW,
        "hall": "open",
        "reopens_at": None,
        "waiting": 89,
        "issued": 469,
        "served": 334,
        "no_show": 14,
        "left": 6,
        "counters_open": 27,
        "counters_total": 30,
        "longest": {"number": 4031, "wait_s": 2040, "group": "XD1", "zone": "4"},
        "wait": {"n": 334, "p50_s": 660, "p90_s": 1500, "mean_s": 700, "max_s": 2400},
        "within_target": 0.71,
        "within_target_n": 334,
        "target_s": 900,
        "forecast": {"mae_s": 180, "coverage": 0.83, "n": 334},
        "zones": zones,
        "counters": counters(),
        "stranded": [],
        "halfhours": [
            {"start": s, "issued": issued[s], "served": v}
            for s, v in zip(HALVES, (60, 84, 88, 80, 22), strict=True)
        ],
        "sessions": [{"opens": "07:30", "closes": "11:30"}, {"opens": "13:30", "closes": "17:00"}],
        "line": [{"start": f"{8 + i // 6:02d}:{i % 6}0", "waiting": 40 + i * 5} for i in range(10)]
        + [{"start": "09:42", "waiting": 89}],
        "zone_lines": {z: [8, 9, 9, 10, 9, 8, 9, 10, 11, 10, 9, 10, 9] for z, *_ in ZONES},
        "usual": {"weekday": 1, "days": 24, "issued": slots, "served": slots},
        "ahead": ahead,
        "incidents": [
            incident("i1", "long-wait", "4", "Khu 4: chờ lâu nhất 34 phút, mức báo 30 phút"),
            incident(
                "i2",
                "device-down",
                "kiosk-2:offline",
                "Máy lấy số 2: mất kết nối",
                taken_by="Phạm Thu Hà",
                taken_at=NOW,
            ),
        ],
        **more,
    }
