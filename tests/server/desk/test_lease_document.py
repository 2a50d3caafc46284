"""The lease on the wire fits, however large the hall."""

from __future__ import annotations

from broker import messages as m
from server.domain.sessions import local_day, zone_of
from server.lending import lease


def test_the_lease_of_the_product_plan_fits_into_a_message_after_many_grants(
    found_centre, haiphong
):
    centre = found_centre(haiphong)
    for _ in range(20):
        for kiosk in ("kiosk-1", "kiosk-2"):
            centre.desk.lend(kiosk, f"roll of {kiosk}", 2)
    snap = centre.desk.snapshot()
    told = lease(snap, "kiosk-1", "roll of kiosk-1")
    assert len(m.encode(told)) < m.MAX_BYTES / 2
    assert told.day == local_day(snap.at, zone_of(haiphong)).isoformat()
    assert {one.series for one in told.ranges} == set(haiphong.series)
    assert told.next is not None and {r.series for r in told.next.ranges} == set(haiphong.series)
    assert sorted(code for one in told.terms for code in one.groups) == sorted(haiphong.groups)
    assert len(told.hours) == len(haiphong.sessions)
