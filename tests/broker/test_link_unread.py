"""What nobody can read, on a real broker: counted, and told once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from broker import messages as m
from broker import topics
from broker.daemon import Daemon
from broker.link import Link, Received

REQUEST = topics.build("thu", topics.KIOSK_REQUEST, id="kiosk-1")
Connect = Callable[..., Link]
Boxes = Callable[[], Any]


def test_what_cannot_be_read_is_counted_each_time_and_logged_in_one_line_once(
    daemon: Daemon, connect: Connect, box: Boxes, caplog: pytest.LogCaptureFixture
) -> None:
    heard = box()

    def reads(received: Received) -> None:
        m.decode(m.KioskRequest, received.payload)

    watch = connect(daemon.url, "watch", hears={REQUEST: reads, "#": heard})
    kiosk = connect(daemon.url, "kiosk-1")
    for payload in (b"\x00", b"{", b"[]"):
        kiosk.publish(REQUEST, payload)
        heard.wait(payload)
    assert watch.failures >= 3
    told = [one for one in caplog.records if one.name == "broker.link"]
    assert [(one.levelname, one.exc_info) for one in told] == [("WARNING", None)]
    assert REQUEST in told[0].getMessage()
