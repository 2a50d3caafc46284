"""A device that says what nobody can read."""

from __future__ import annotations

from server.devicewatch import DeviceWatch


def test_much_that_nobody_can_read_is_an_alarm_and_little_of_it_is_none(hall):
    led = "led-01"
    hall.accounts.create_device(led, "display", [1])
    hall.desk.seen.status(led, "online", "s-1", "1.0")
    now = [0.0]
    watch = DeviceWatch(hall.desk, hall.accounts, clock=lambda: now[0])
    for now[0], says, stands in (
        *((0.0, 9, False), (60.0, 0, False), (61.0, 9, False), (121.0, 0, False)),
        *((122.0, 10, True), (181.0, 0, True), (182.0, 0, True), (301.0, 0, True)),
        (302.0, 0, False),
    ):
        for _ in range(says):
            hall.desk.seen.garble(led)
        watch.look()
        assert bool(watch.standing) is stands, now[0]
    devices = hall.log_in("guide").get("/devices").json["devices"]
    (row,) = (one for one in devices if one["id"] == led)
    assert row["health"]["unreadable"] == 28
