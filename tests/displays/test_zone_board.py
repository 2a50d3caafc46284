"""A zone's board on a wire in memory: what is on it, what it reports, what it forgets."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from broker import messages as m
from broker.errors import MessageRefused
from displays import agent as agent_module
from displays import holding
from displays import state as state_module
from displays.boardlook import BoardLook
from displays.boards import board_frame
from displays.boardtext import words
from displays.panels.dots import Dots
from displays.zoneboard import ZoneBoard

SIZE = (64, 32)
TOPIC = "luot/v1/thu/board/a"
NOTICE = "Quầy 5 nghỉ đến 10 giờ, mời quý khách sang quầy 6"
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
Told = Callable[..., bytes]


class Spy(Dots):
    """Notes every picture on the wire's list."""

    size = SIZE

    def __init__(self, wire: Any) -> None:
        self._wire = wire

    def show(self, image: Any) -> None:
        """Keep it."""
        self._wire.note("panel", image.tobytes())

    def close(self) -> None:
        """Go dark."""
        self._wire.note("dark", None)


def row(number: int, state: str = "called", age_s: float = 0.0) -> dict[str, Any]:
    """A row of a board; its counter is the number's last digit."""
    told = {"number": number, "counter": number % 10 or 10, "state": state, "call": f"c-{number}"}
    return {**told, "age_ms": int(age_s * 1000)}


def board(*rows: dict[str, Any], ep: int = 1, rev: int = 1, **more: Any) -> m.Board:
    """A board of the wire."""
    told = {"v": 1, "ep": ep, "rev": rev, "rows": list(rows), "waiting": [], "notice": None}
    return m.Board.model_validate({**told, **more})


def notice(vi: str, until: datetime) -> dict[str, Any]:
    """Words of the guidance desk."""
    return {"vi": vi, "en": "Counter 5 is closed", "until": until.isoformat()}


@pytest.fixture
def shown(wire: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoneBoard]:
    """Zone a's board, running, with an impatient clock."""
    monkeypatch.setattr(holding, "RETRY_FIRST_S", 0.01)
    monkeypatch.setattr(agent_module, "STEADY_S", 0.05)
    made = ZoneBoard("board-a", "thu", "a", wire, Spy(wire), "session-1", arrows={7: "←"})
    made.listen()
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop()
    thread.join()


def tell(wire: Any, told: m.Board, *, retain: bool = False) -> None:
    """The board's document comes in."""
    wire.hear(TOPIC, m.encode(told), retain=retain)


def reported(wire: Any) -> list[str]:
    """The calls that the server was told of."""
    return [m.decode(m.Shown, payload).call for payload in wire.on("shown")]


def test_every_call_that_is_on_the_board_is_reported_once(wire: Any, shown: ZoneBoard) -> None:
    wire.beat()
    tell(wire, board(row(12), row(11, age_s=3), row(13, "serving", 60)))
    wire.wait_until(lambda: len(reported(wire)) == 2)
    tell(wire, board(row(14), row(12, age_s=1), row(11, "serving", 9), rev=2))
    wire.wait_until(lambda: len(reported(wire)) == 3)
    assert reported(wire) == ["c-12", "c-11", "c-14"]


def test_a_call_that_has_no_room_is_reported_when_its_turn_comes(
    wire: Any, shown: ZoneBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("boards", "boardlook"):
        monkeypatch.setattr(f"displays.{module}.PAGE_S", 0.1)
    wire.beat()
    tell(wire, board(*(row(100 + i, age_s=0.1 * i) for i in range(10))))
    wire.wait_until(lambda: len(reported(wire)) == 10)
    assert reported(wire) == [f"c-{100 + i}" for i in range(10)]


def test_the_health_of_a_board_says_which_numbers_are_on_it(
    wire: Any, shown: ZoneBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent_module, "SHOWS_S", 0.0)
    wire.beat()
    tell(wire, board(row(12), row(11, age_s=3), row(13, "serving", 60)))

    def shows() -> list[int] | None:
        told = wire.on("device_health")
        return m.decode(m.DeviceHealth, told[-1]).shows if told else None

    wire.wait_until(lambda: shows() == [12, 11, 13])
    shown.on_link(False)
    wire.wait_until(lambda: shows() == [])


def test_a_zone_that_the_server_does_not_know_is_said_on_the_board_and_once_in_the_log(
    wire: Any,
    shown: ZoneBoard,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(state_module, "ABSENT_AFTER_S", 0.05)
    wire.beat()
    words = board_frame(BoardLook(None, absent="a"), SIZE).tobytes()
    wire.wait_until(lambda: wire.on("panel")[-1:] == [words])
    wire.beat()
    told = [one.message for one in caplog.records]
    assert told == ["board-a: the server lives and knows no zone 'a': see --zone"]
    tell(wire, board(row(17)))
    wire.wait_until(lambda: reported(wire) == ["c-17"])


def test_the_arrow_of_the_setting_is_drawn(wire: Any, shown: ZoneBoard) -> None:
    told = board(row(17, age_s=60))
    wire.beat()
    tell(wire, told)
    look = BoardLook(told, arrows={7: "←"})
    wire.wait_until(lambda: wire.on("panel")[-1:] == [board_frame(look, SIZE).tobytes()])
    assert board_frame(look, SIZE) != board_frame(BoardLook(told), SIZE)


def test_without_a_heartbeat_a_board_shows_no_number(wire: Any, shown: ZoneBoard) -> None:
    tell(wire, board(row(17)), retain=True)
    lost = [board_frame(BoardLook(None, lost_s=s), SIZE).tobytes() for s in range(3)]
    wire.wait_until(lambda: bool(wire.on("panel")))
    assert set(wire.on("panel")) <= set(lost) and reported(wire) == []
    wire.beat()
    wire.wait_until(lambda: reported(wire) == ["c-17"])
    shown.on_link(False)
    wire.wait_until(lambda: wire.on("panel")[-1] in lost)


def test_what_is_running_is_not_moved_by_messages(wire: Any, shown: ZoneBoard) -> None:
    """A text that jumps back with each message would never be read to its end."""
    until = NOON + timedelta(hours=1)
    wire.tell(m.Heartbeat(ep=1, ms=int(NOON.timestamp() * 1000), tz="UTC"))
    for rev in range(1, 6):
        tell(wire, board(row(rev), rev=rev, notices=[notice(NOTICE, until)]))
        wire.wait_until(lambda: len(reported(wire)) == rev)  # noqa: B023
    since = shown._text_since_s
    wire.wait_until(lambda: len(wire.on("panel")) > 20)
    tell(wire, board(row(9), rev=9, notices=[notice(NOTICE, until)]))
    wire.wait_until(lambda: len(reported(wire)) == 6)
    assert shown._text_since_s == since
    tell(wire, board(row(9), rev=10, notices=[notice("Mời xem quầy 4", until)]))
    wire.wait_until(lambda: shown._text_since_s != since)


@pytest.mark.parametrize(
    "payload",
    [
        *(b"", b"{}", b"[]", b"\xff", b"x" * 70_000, b'{"v":2}'),
        b'{"v":1,"ep":1,"rev":9,"rows":[{"number":"1"}],"waiting":[],"notice":null}',
    ],
)
def test_garbage_is_refused_and_the_board_goes_on(
    wire: Any, shown: ZoneBoard, payload: bytes
) -> None:
    wire.beat()
    with pytest.raises(MessageRefused):
        wire.hear(TOPIC, payload)
    tell(wire, board(row(17)))
    wire.wait_until(lambda: reported(wire) == ["c-17"])


def test_a_board_and_a_heartbeat_of_next_year_keep_nothing_out(wire: Any, shown: ZoneBoard) -> None:
    tell(wire, board(row(2027), ep=10**9), retain=True)
    wire.hear(
        "luot/v1/thu/sys/time",
        m.encode(m.Heartbeat(ep=10**9, ms=10**15, tz="UTC")),
        retain=True,
    )
    wire.beat()
    tell(wire, board(row(17)))
    wire.wait_until(lambda: "c-17" in reported(wire))
    assert reported(wire) == ["c-17"]


def test_a_notice_ends_by_the_servers_clock_and_not_by_this_machines() -> None:
    told = board(notices=[notice(NOTICE, NOON), notice("Mời xem", NOON + timedelta(hours=1))])
    assert words(told, NOON - timedelta(minutes=1), ["vi"]).startswith(NOTICE)
    assert words(told, NOON, ["vi"]).startswith("Mời xem")
    assert "Mời quý khách" in words(told, NOON + timedelta(days=1), ["vi"])


def test_a_closed_hall_says_when_it_opens_again() -> None:
    told = board(hall="break", reopens_at="2026-11-26T13:30:00+07:00")
    noon = datetime.fromisoformat("2026-11-26T12:00:00+07:00")
    assert words(told, noon, ["vi"]) == "Nghỉ giữa giờ, mở lại 13:30"
    assert words(told, noon - timedelta(days=1), ["en"]) == "Break, opens 13:30 26/11"


def test_both_languages_follow_each_other_and_an_open_hall_with_calls_needs_no_words() -> None:
    assert words(board(), NOON, ["vi", "en"]).endswith("Please wait for your number")
    assert words(board(row(1)), NOON, ["vi", "en"]) == ""
