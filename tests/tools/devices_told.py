"""What a server tells the page of devices: a small hall, some of it in trouble."""

from __future__ import annotations

from typing import Any

NOW = "2026-11-24T09:42:00+07:00"
WELL = {
    **{"up_s": 7300, "paper": None, "printer": None, "trouble": None, "temp_c": 48.5},
    **{"queue": 0, "alone": 0, "rssi": None, "mem": 41943040, "unreadable": 0},
}


def both(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


def device(id: str, role: str, vi: str, en: str, **more: Any) -> dict[str, Any]:
    return {
        **{"id": id, "name": both(vi, en), "role": role, "counters": [], "zone": None},
        **{"state": "ok", "wrong": [], "version": "0.1.0", "heard_at": NOW, "twins": False},
        **{"health": WELL, "panel": None, "acts": [], "order": None, "settings": None},
        **{"place": None, **more},
    }


def light(n: int, **more: Any) -> dict[str, Any]:
    settings = {"names": ["brightness", "blink"], "rev": 0, "wanted": {}, "applied": None}
    given = {"counters": [n], "acts": ["identify", "pattern", "restart"], "settings": settings}
    place = {"x_m": 1.0 + n, "y_m": 1.0}
    vi, en = f"Đèn quầy {n}", f"Light of counter {n}"
    return device(f"led-{n:02d}", "display", vi, en, **{**given, "place": place, **more})


def panel(n: int, has: bool | None, state: str = "called") -> dict[str, Any]:
    return {"counter": n, "state": state, "number": 7012, "has": has}


def alarm(id: str, kind: str, **more: Any) -> dict[str, Any]:
    return {
        **{"device": id, "alarm": kind, "severe": True, "since": NOW},
        "title": both(f"{id}: không hiện số", f"{id}: shows nothing"),
        "advice": both("Xem dây của bảng.", "Check its cable."),
        **{"taken_by": None, "taken_at": None, **more},
    }


DONE = {"rev": 2, "ok": True, "reason": None}
KIOSK = device(
    *("kiosk-1", "kiosk", "Máy lấy số 1", "Kiosk 1"),
    health={**WELL, "paper": "low", "printer": "tcp"},
    acts=["identify", "test_print", "restart"],
    state="warn",
    wrong=["paper-low"],
    settings={"names": ["idle_s", "volume"], "rev": 2, "wanted": {"idle_s": 90}, "applied": DONE},
)
HALL = [
    light(1, panel=panel(1, True)),
    light(2, panel=panel(2, False), state="bad", wrong=["unshown"]),
    light(3, state="offline", panel=panel(3, None, "idle"), wrong=["offline"]),
    device("box-01", "terminal", "Hộp nút quầy 1", "Button box of counter 1", state="never"),
    KIOSK,
]


def document(devices: list[dict[str, Any]] | None = None, *alarms: Any) -> dict[str, Any]:
    """The whole document; ``HALL`` when no devices are named."""
    """Something that is wrong with a device."""
    """What the counter shows, and whether its light has it."""
    """The light of counter ``n``."""
    """A row of the register; ``more`` differs from one that is well."""
    """A text in both languages."""
    told = {"ep": 1, "rev": 1, "now": NOW, "linked": True, "devices": devices or HALL}
    return {**told, "alarms": list(alarms)}
