"""Loudspeakers on the device map: what they read, and what they can be told."""

from __future__ import annotations

from server.devicewatch import DeviceWatch


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


def test_a_loudspeaker_that_cannot_sound_is_an_alarm_that_says_why(hall):
    hall.accounts.create_device("speaker-a", "display", [])
    seen = hall.desk.seen
    seen.status("speaker-a", "online", "s-1", "1.0")
    seen.health("speaker-a", "unknown", "silent", 0)
    seen.of("speaker-a").vitals = {"up_s": 60, "said": "", "silence": "busy"}
    now = [0.0]
    watch = DeviceWatch(hall.desk, hall.accounts, lambda: now[0])
    hall.web.app.extensions["luot"].devices.watch = watch
    for now[0], count in ((0.0, 0), (29.0, 0), (30.0, 1)):
        watch.look()
        assert len(watch.standing) == count
    told = admin(hall).get("/devices").json
    (alarm,) = told["alarms"]
    assert (alarm["alarm"], alarm["severe"]) == ("silent", True)
    assert alarm["title"]["en"] == "speaker-a: cannot sound"
    assert "Another program has the sound card" in alarm["advice"]["en"]
    found = next(one for one in told["devices"] if one["id"] == "speaker-a")
    assert (found["state"], found["health"]["silence"]) == ("bad", "busy")
    seen.health("speaker-a", "unknown", None, 0)
    seen.of("speaker-a").vitals = {"up_s": 90, "said": "3127 → 14", "silence": None}
    for now[0], count in ((31.0, 1), (60.0, 1), (61.0, 0)):
        watch.look()
        assert len(watch.standing) == count
