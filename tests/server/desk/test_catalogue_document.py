"""What kiosks are told of a zone fits into a message, also on the worst day of the largest zone."""

from __future__ import annotations

from dataclasses import replace

from broker import messages as m
from server import boards
from server.ledger import Actor

GUIDE = Actor("officer", "guide")
LONG = "Hệ thống của Cục đang bảo trì, mời Ông/Bà quay lại vào buổi chiều hoặc nộp trực tuyến. " * 2


def test_a_whole_centre_in_one_zone_closed_for_a_long_reason_fits(found_centre, haiphong):
    zone = next(iter(haiphong.zones))
    groups = {code: replace(one, zone=zone) for code, one in haiphong.groups.items()}
    centre = found_centre(replace(haiphong, groups=groups))
    for code in groups:
        centre.desk.close_group(GUIDE, None, code, LONG[:200], LONG[:200], None)
    told = boards.catalogue(centre.desk.snapshot(), zone)
    assert len(told.groups) == len(groups) and not any(one.open for one in told.groups)
    assert len(m.encode(told)) < m.MAX_BYTES
