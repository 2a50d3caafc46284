"""What a kiosk does when the desk tells it to, and when its name is another one's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from broker import messages as m
from broker import topics
from kiosk.errors import NoAnswer
from kiosk.testslip import draw_test

AT_MS = 1_791_772_800_000
"""What the kiosk's heartbeat says."""


@pytest.fixture
def order(kiosk: Any) -> Callable[..., None]:
    """``order("identify")``: to a kiosk that runs."""
    kiosk.start()

    def give(act: str, id: str = "o-1", **more: Any) -> None:
        told = {"v": 1, "id": id, "at": AT_MS, "act": act, "session": "session-1", **more}
        kiosk.wire.tell(topics.ORDER, m.Order.model_validate(told), id="kiosk-1")

    return give


def done(kiosk: Any, count: int = 1) -> list[tuple[str, bool, str | None]]:
    told = [m.decode(m.OrderDone, payload) for payload in kiosk.wire.wait_on("/did", count)]
    return [(one.id, one.ok, one.reason) for one in told]


def state(kiosk: Any, now_s: float = 0.0) -> dict[str, Any]:
    told: dict[str, Any] = kiosk.agent.orders.told(now_s)
    return told


def test_a_test_slip_comes_out_and_is_no_ticket(kiosk: Any, order: Any) -> None:
    order("test_print")
    assert done(kiosk) == [("o-1", True, None)]
    assert len(kiosk.tray.slips) == 1
    assert kiosk.printed() == [] and kiosk.agent.last_slip is None


def test_without_paper_it_says_so(kiosk: Any, order: Any) -> None:
    kiosk.tray.paper = "out"
    order("test_print")
    assert done(kiosk) == [("o-1", False, "paper")]


def test_a_repeat_prints_nothing_more(kiosk: Any, order: Any) -> None:
    for _ in range(3):
        order("test_print")
    order("test_print", "o-2")
    assert [id for id, _, _ in done(kiosk, 2)] == ["o-1", "o-2"]
    assert len(kiosk.tray.slips) == 2


def test_the_screen_says_which_one_it_is_for_ten_seconds(
    kiosk: Any, order: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s = 1000.0
    monkeypatch.setattr("kiosk.orders.time.monotonic", lambda: now_s)
    kiosk.beat()
    version = kiosk.agent.hall.version
    order("identify")
    assert kiosk.agent.hall.version > version, "the page hears of it at once"
    assert state(kiosk, now_s)["which_ms"] == 10_000
    assert state(kiosk, now_s + 10.1)["which_ms"] == 0


def test_it_restarts_once_and_only_when_this_process_is_meant(kiosk: Any, order: Any) -> None:
    ended: list[bool] = []
    kiosk.agent.orders.restart = lambda: ended.append(True)
    order("restart", "o-0", session="session-0")
    order("restart")
    order("restart")
    assert ended == [True]
    assert done(kiosk, 2) == [("o-0", False, "other-session"), ("o-1", True, None)]


@pytest.mark.parametrize(
    ("given", "reason"), [({"at": AT_MS - 30_100}, "old"), ({"act": "pattern"}, "cannot")]
)
def test_what_is_old_or_unknown_is_not_done(
    kiosk: Any, order: Any, given: dict[str, Any], reason: str
) -> None:
    order(**{"act": "test_print", **given})
    assert done(kiosk) == [("o-1", False, reason)]
    assert kiosk.tray.slips == []


def test_while_the_server_is_silent_no_order_counts(kiosk: Any, order: Any) -> None:
    kiosk.agent.hall.lose()
    order("test_print")
    assert done(kiosk) == [("o-1", False, "no-heartbeat")]


def test_settings_go_to_the_page_and_wrong_ones_do_not(kiosk: Any) -> None:
    kiosk.start()
    for rev, settings in ((1, {"idle_s": 90, "volume": 40}), (2, {"idle_s": 5})):
        told = m.DeviceSettings(v=1, rev=rev, at=AT_MS, settings=settings)
        kiosk.wire.tell(topics.CONFIG, told, id="kiosk-1")
    answers = [m.decode(m.DeviceApplied, got) for got in kiosk.wire.wait_on("kiosk-1/config", 2)]
    assert [(one.rev, one.ok) for one in answers] == [(1, True), (2, False)]
    assert answers[1].reason is not None and answers[1].reason.startswith("idle_s: ")
    assert state(kiosk)["tuned"] == {"idle_s": 90, "volume": 40}


def test_a_second_kiosk_of_the_name_gives_no_number_alone_neither(
    kiosk: Any, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk.start()
    left: list[bool] = []
    kiosk.agent.orders.step_back = lambda: left.append(True)
    kiosk.wire.tell(topics.TWIN, m.Twin(v=1, session="session-1"), id="kiosk-1")
    with kiosk.agent.hall.changed:
        assert kiosk.agent.hall.changed.wait_for(lambda: state(kiosk)["second"], 30.0)
    with pytest.raises(NoAnswer):
        kiosk.touch()
    assert "luot device add" in caplog.text


@pytest.mark.parametrize("width_mm", [58, 80])
def test_the_test_slip_fills_the_paper_from_edge_to_edge(width_mm: int) -> None:
    slip = draw_test(width_mm, "kiosk-2", datetime(2026, 10, 12, 9, 25, tzinfo=UTC))
    box = slip.point(lambda value: 255 - value).getbbox()
    assert slip.width == {80: 576, 58: 384}[width_mm]
    assert box is not None and (box[0], box[2]) == (0, slip.width)
    assert 50 * 8 < slip.height < 110 * 8
