"""A busy morning at the finest level of logging leaves no person, key or secret in the log."""

from __future__ import annotations

import logging


def test_nobody_is_found_in_the_log(hall, lan, kiosk, caplog):
    with caplog.at_level(logging.DEBUG):
        tickets = [kiosk("ho-tich").json for _ in range(3)]
        for verb in ("next", "start", "finish", "next", "no-show"):
            lan.post(f"/counters/1/{verb}")
        visitor = hall.client()
        visitor.get(f"/api/v1/tickets/{tickets[2]['key']}")
        visitor.post(f"/api/v1/tickets/{tickets[2]['key']}/leave")
        visitor.post("/api/v1/session", json={"login": "lan", "pin": "999999"})
        hall.client().get("/metrics")
    secrets = [one["key"] for one in tickets] + ["246810", "999999", "Cán bộ lan"]
    secrets += list(hall.secrets.values())
    assert [one for one in secrets if one in caplog.text] == []
