"""What a link says of a broker that was away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from broker.daemon import Daemon
from broker.link import Link

Connect = Callable[..., Link]


def test_a_broker_that_is_back_is_one_line_in_the_log(
    daemon: Daemon,
    connect: Connect,
    until: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    link = connect(daemon.url, "kiosk-1")
    assert "is back" not in caplog.text
    daemon.stop()
    until(lambda: not link.connected, "it is noticed")
    daemon.start()
    until(lambda: "is back" in caplog.text, "it is told")
    assert caplog.text.count("is back") == 1
