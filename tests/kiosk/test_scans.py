"""What a scanned line means, and how lines come off a scanner."""

from __future__ import annotations

import os
import queue
import socket
import threading
import tty
from collections import deque
from contextlib import closing
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import BadSetting
from kiosk.scanner import LONGEST_BYTES, Scanner, Source, find_scanner, lines
from kiosk.scanners.keys import Keys
from kiosk.scans import understand

TODAY = date(2026, 11, 25)
OLD = "031051012345||Nguyễn Văn Mẫu|02091951|Nam|Hải Phòng|10072024||||"
YOUNG = "031199012345||Trần Thị Bình An|05031999|Nữ|Hải Phòng|10072024||||"
WAIT_S = 30.0


class Tape:
    """A source that says what it was given, then is gone."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = deque(pieces)

    def read(self) -> bytes:
        if not self._pieces:
            raise OSError("gone")
        return self._pieces.popleft()

    def close(self) -> None:
        self._pieces.clear()


def read(*pieces: bytes) -> list[str]:
    """The lines on a tape."""
    found: list[str] = []
    with pytest.raises(OSError, match="gone"):
        for line in lines(Tape(*pieces)):
            found.append(line)
    return found


def test_an_old_persons_card_proposes_priority_and_a_young_ones_does_not() -> None:
    assert [understand(text, TODAY).is_old for text in (OLD, YOUNG)] == [True, False]
    assert understand(YOUNG, TODAY, priority_age=27).is_old


def test_a_spoilt_card_is_no_receipt_and_no_booking() -> None:
    assert understand(OLD.replace("031051", "031"), TODAY).kind == "unknown"


@pytest.mark.parametrize(
    "text", ["H24.18-261101-0012", "h24.18.25-261101-000123\r", "H24-261101-0007"]
)
def test_a_receipt_is_known_by_its_dossier_number(text: str) -> None:
    assert understand(text, TODAY).kind == "receipt"


@pytest.mark.parametrize(
    "text", ["K7MP-4XQ2", "k7mp4xq2", "http://hall.example/b/K7MP-4XQ2?lang=vi"]
)
def test_a_booking_is_known_by_its_code_or_address(text: str) -> None:
    assert understand(text, TODAY).code == "K7MP4XQ2"


@given(st.text(max_size=300))
def test_any_line_means_something_or_is_unknown(text: str) -> None:
    scan = understand(text, TODAY)
    assert scan.kind in {"card", "receipt", "booking", "unknown"}
    assert (scan.person is not None) == (scan.kind == "card")


def test_what_was_scanned_does_not_show_the_number() -> None:
    assert "031051" not in repr(understand(OLD, TODAY))


def test_lines_end_with_any_end_or_a_pause() -> None:
    assert read(b"one\r\ntwo\n", b"thr", b"ee", b"", b"four\r") == ["one", "two", "three", "four"]


def test_a_line_that_is_too_long_is_dropped_whole() -> None:
    assert read(b"x" * LONGEST_BYTES, b"yy", b"zz\n", b"good\n") == ["good"]


def test_letters_that_are_no_utf8_do_not_spoil_the_rest() -> None:
    assert read(b"0311|\xff\xfe|x\n") == ["0311|\ufffd\ufffd|x"]


def test_a_serial_scanner_is_read_to_an_end_or_a_pause() -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    open_source = find_scanner(f"serial:{os.ttyname(theirs)}")
    assert open_source is not None
    heard: queue.Queue[str] = queue.Queue()
    scanner = Scanner(open_source, heard.put)
    scanner.start()
    try:
        assert scanner.there.wait(WAIT_S)
        os.write(ours, OLD.encode() + b"\r")
        assert heard.get(timeout=WAIT_S) == OLD
        os.write(ours, b"no end")
        assert heard.get(timeout=WAIT_S) == "no end"
    finally:
        scanner.stop()
        os.close(ours)
        os.close(theirs)


def test_a_scanner_that_goes_away_is_opened_again() -> None:
    tapes: deque[Source] = deque([Tape(b"first\n"), Tape(b"second\n")])
    heard: queue.Queue[str] = queue.Queue()
    done = threading.Event()

    def open_source() -> Source:
        if not tapes:
            done.set()
            raise OSError("none left")
        return tapes.popleft()

    scanner = Scanner(open_source, heard.put)
    scanner.start()
    assert [heard.get(timeout=WAIT_S) for _ in range(2)] == ["first", "second"]
    assert done.wait(WAIT_S)
    scanner.stop()


@dataclass
class Event:
    """A key of a scanner that is a keyboard."""

    name: str
    value: int


class Board:
    """A device as evdev has it: readable when there are events."""

    def __init__(self, events: list[Event]) -> None:
        self._events = events
        self._ours, self._theirs = socket.socketpair()
        self.fd = self._ours.fileno()
        self._theirs.send(b"!")

    def read(self) -> list[Event]:
        self._ours.recv(1)
        return self._events

    def close(self) -> None:
        self._ours.close()
        self._theirs.close()


def test_keys_become_characters_with_and_without_shift() -> None:
    down = ["KEY_0", "KEY_3", "KEY_LEFTSHIFT", "KEY_BACKSLASH", "KEY_N"]
    events = [Event(name, 1) for name in down]
    events += [
        Event("KEY_LEFTSHIFT", 0),
        Event("KEY_N", 1),
        Event("KEY_N", 0),
        Event("KEY_ENTER", 1),
    ]
    with closing(Keys(Board(events), lambda event: event.name)) as keys:
        assert keys.read() == b"03|Nn\n"


@pytest.mark.parametrize("url", ["serial", "serial:", "usb:1", "evdev:", ""])
def test_a_scanner_that_cannot_be_is_refused_with_what_to_write(url: str) -> None:
    with pytest.raises(BadSetting, match="serial:PORT"):
        find_scanner(url)


def test_no_scanner_and_the_page_as_scanner_need_no_thread() -> None:
    assert find_scanner("none") is find_scanner("keyboard") is None
