"""Every way in which a printer fails is told apart within two seconds, over real TCP."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from kiosk import delivery
from kiosk.errors import PaperError
from kiosk.paper import SLOW_ANSWER_S
from kiosk.printers import Printer, open_printer
from kiosk.statuses import Look, ask_process, process_answer, take

LIMIT_S = 2.0
REST_S = 1.0
"""The kiosk looks again a second after it has looked."""
Mood = Callable[..., Any]


def slip(rows: int = 1400) -> Image.Image:
    """A striped 80 mm slip: 100 kB."""
    made = Image.new("1", (576, rows), 1)
    for y in range(0, rows, 3):
        made.paste(0, (0, y, 576, y + 1))
    return made


@pytest.mark.parametrize(
    ("mood", "found"),
    [
        ("ok", Look("ok")),
        ("low", Look("low")),
        ("out", Look("out", "out")),
        ("cover open", Look("out", "cover")),
        ("offline", Look("out", "cover")),
        ("hangs up", Look("unknown", "unplugged")),
        ("mute", Look("unknown", "mute")),
        ("answers late", Look("ok", "slow")),
        ("does not know process ids", Look("ok")),
    ],
)
def test_an_idle_printer_is_known_within_two_seconds_of_its_mood(
    in_mood: Mood, mood: str, found: Look
) -> None:
    printer = open_printer(in_mood(mood).url)
    began_s = time.monotonic()
    assert printer.look() == found
    assert REST_S + time.monotonic() - began_s < LIMIT_S


def test_a_printer_that_is_unplugged_is_known_at_once(in_mood: Mood) -> None:
    fake = in_mood("ok")
    printer = open_printer(fake.url)
    assert printer.look() == Look("ok")
    fake.stop()
    began_s = time.monotonic()
    assert printer.look() == Look("unknown", "unplugged")
    assert REST_S + time.monotonic() - began_s < LIMIT_S
    with pytest.raises(PaperError, match="does not answer"):
        printer.print(slip())


def test_a_printer_that_says_so_itself_has_confirmed_its_slip(in_mood: Mood) -> None:
    printer = open_printer(in_mood("ok", print_s=1.0).url)
    assert printer.print(slip()) == "process"
    assert printer.print(slip()) == "process"


def test_a_printer_without_process_ids_is_asked_once_and_then_judged_by_its_status(
    in_mood: Mood, decoder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "TRY_S", 0.5)
    fake = in_mood("does not know process ids")
    printer = open_printer(fake.url)
    assert [printer.print(slip()), printer.print(slip())] == ["status", "status"]
    first, second = (decoder.decode(job).names for job in fake.wait_jobs(2))
    assert (first.count("process"), second.count("process")) == (1, 0)


def test_nobody_can_say_whether_a_mute_printer_has_printed(in_mood: Mood, decoder: Any) -> None:
    fake = in_mood("mute")
    assert open_printer(fake.url).print(slip()) == "none"
    assert "process" not in decoder.decode(fake.wait_jobs(1)[0]).names


@pytest.mark.parametrize(
    ("mood", "found"),
    [("out in a slip", Look("out", "out")), ("cover opened in a slip", Look("out", "cover"))],
)
def test_a_slip_that_is_cut_short_is_known_within_two_seconds(
    in_mood: Mood, mood: str, found: Look
) -> None:
    fake = in_mood(mood)
    printer = open_printer(fake.url)
    began_s = time.monotonic()
    with pytest.raises(PaperError, match="in the middle of the slip"):
        printer.print(slip())
    assert time.monotonic() - began_s < LIMIT_S
    assert printer.delivery.last == found  # type: ignore[attr-defined]


def test_a_printer_that_takes_a_slip_slowly_is_slow_within_two_seconds(
    in_mood: Mood, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "JOB_S", 3.0)
    fake = in_mood("takes bytes slowly")
    printer = open_printer(fake.url)
    failed: list[PaperError] = []
    job = threading.Thread(target=lambda: failed.append(_failure(printer)))
    began_s = time.monotonic()
    job.start()
    while (found := printer.look()) != Look("ok", "slow"):
        assert time.monotonic() - began_s < LIMIT_S, found
        job.join(0.05)
    job.join()
    assert "not taken the slip" in str(failed[0]) or "timed out" in str(failed[0])


def _failure(printer: Printer) -> PaperError:
    with pytest.raises(PaperError) as failed:
        printer.print(slip())
    return failed.value


def test_an_answer_counts_as_late_well_before_it_counts_as_none(in_mood: Mood) -> None:
    assert open_printer(in_mood("ok", slow_s=SLOW_ANSWER_S / 3).url).look() == Look("ok")


def test_a_process_id_is_asked_and_answered_as_epson_has_written_it() -> None:
    assert ask_process(7) == bytes.fromhex("1d 28 48 06 00 30 30 30 30 30 37")
    assert process_answer(10_042) == bytes.fromhex("37 22 30 30 34 32 00")


def test_answers_are_told_apart_however_they_are_cut_up() -> None:
    whole = b"\x12" + process_answer(1) + b"\x1e"
    for cut in range(len(whole) + 1):
        told, heard = [], b""
        for piece in (whole[:cut], whole[cut:]):
            heard += piece
            while (answer := take(heard))[0]:
                told.append(answer[0])
                heard = answer[1]
        assert told == [b"\x12", process_answer(1), b"\x1e"]
