"""Loudspeakers on the device map: what they read, and what they can be told."""

from __future__ import annotations


def admin(hall):
    """Somebody who may set devices."""
    hall.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", None)
    return hall.log_in("root")


def test_a_loudspeaker_tells_what_it_read_and_is_offered_only_what_it_can(hall):
    hall.accounts.create_device("speaker-a", "display", [])
    hall.desk.seen.status("speaker-a", "online", "s-1", "1.0")
    hall.desk.seen.of("speaker-a").vitals = {"up_s": 60, "said": "3127 → 14"}
    root = admin(hall)
    devices = root.get("/devices").json["devices"]
    found = next(one for one in devices if one["id"] == "speaker-a")
    assert found["health"]["said"] == "3127 → 14"
    assert (found["acts"], found["settings"], found["panel"]) == (
        ["identify", "restart"],
        None,
        None,
    )
    asked = root.post("/devices/speaker-a/order", json={"act": "pattern"})
    assert asked.json["code"] == "device-cannot"
    wished = root.post("/devices/speaker-a/settings", json={"settings": {"blink": False}})
    assert wished.json["code"] == "device-settings"
