"""What a voice is given: words as the hall says them, no digits, no signs; and whole sounds."""

from __future__ import annotations

import io
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.numerals import spoken
from kiosk.reading import as_read
from kiosk.wav import QUIET_S, finished

RATE = 22_050


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("3127", "ba nghìn một trăm hai mươi bảy", "three thousand one hundred and twenty-seven"),
        ("15", "mười lăm", "fifteen"),
        ("1021", "một nghìn không trăm hai mươi mốt", "one thousand and twenty-one"),
        ("9:40–9:50", "chín giờ bốn mươi phút đến chín giờ năm mươi phút", None),
        ("9:40–9:50", None, "nine forty to nine fifty"),
        ("13:05", "mười ba giờ năm phút", "thirteen oh five"),
        ("7:00", "bảy giờ", "seven o'clock"),
        ("11–14", "mười một đến mười bốn", "eleven to fourteen"),
        ("13/10", "mười ba tháng mười", "thirteen October"),
        ("1/4", "một tháng tư", "one April"),
        ("0225", "không, hai, hai, năm", "zero, two, two, five"),
        ("Ông/Bà", "Ông Bà", "Ông Bà"),
        ("Quầy 7 · còn 8", "Quầy bảy , còn tám", None),
        ("“Gọi nhân viên”… ★ <b>", "Gọi nhân viên b", "Gọi nhân viên b"),
        ("Vé đã in. . Xong.", "Vé đã in. Xong.", None),
        ("LX1", "LX1", "LX1"),
        ("99:99", "chín mươi chín:chín mươi chín", None),
        ("125000", "một, hai, năm, không, không, không", None),
    ],
)
def test_numbers_times_and_dates_become_words(text: str, vi: str | None, en: str | None) -> None:
    for lang, wanted in (("vi", vi), ("en", en)):
        if wanted is not None:
            assert as_read(text, lang) == wanted


@given(st.integers(0, 9999), st.sampled_from(["vi", "en"]))
def test_a_ticket_number_is_read_as_the_hall_calls_it(number: int, lang: str) -> None:
    assert as_read(f"Số {number}.", lang) == f"Số {spoken(str(number), lang=lang)}."


@given(st.text(max_size=200), st.sampled_from(["vi", "en"]))
def test_any_text_can_be_read_and_no_markup_is_left(text: str, lang: str) -> None:
    assert not set("<>&") & set(as_read(text, lang))


def sound(seconds: float) -> bytes:
    """A WAV file with its true length."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"\x01\x02" * int(RATE * seconds))
    return out.getvalue()


@pytest.mark.parametrize("seconds", [0.0, 0.5, 3.7])
def test_a_sound_from_a_pipe_gets_its_length_and_a_quiet_end(seconds: float) -> None:
    true = sound(seconds)
    piped = true[:4] + struct.pack("<I", 0x7FFFF024) + true[8:40] + struct.pack("<I", 0x7FFFF000)
    with wave.open(io.BytesIO(finished(piped + true[44:]))) as file:
        assert file.getnframes() / RATE == pytest.approx(seconds + QUIET_S, abs=0.001)
        frames = file.readframes(file.getnframes())
    assert frames.startswith(true[44:])
    assert not any(frames[len(true) - 44 :])


@given(st.binary(max_size=80))
def test_what_is_no_sound_is_left_as_it_is(junk: bytes) -> None:
    assert finished(b"RIFF" + junk.replace(b"data", b"")) == b"RIFF" + junk.replace(b"data", b"")
