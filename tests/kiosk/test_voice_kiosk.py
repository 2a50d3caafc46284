"""The kiosk's own voice: a program of this machine, once a text, for the page alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from kiosk.errors import BadSetting
from kiosk.touch.app import create_app
from kiosk.voice import KEPT, LONGEST, Voice, find_voice

SPEAKER = """
import pathlib, sys
heard = pathlib.Path(sys.argv[1])
text = sys.stdin.buffer.read().decode()
with heard.open("a", encoding="utf-8") as out:
    out.write(sys.argv[2] + ":" + text + "\\n")
sys.stdout.buffer.write(b"RIFF" + text.encode())
"""
WORDS = "ba nghìn một trăm hai mươi bảy"
ENGLISH = "three thousand one hundred and twenty-seven"
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def heard(tmp_path: Path) -> Path:
    """What the fake program was given."""
    return tmp_path / "heard.txt"


@pytest.fixture
def voice(tmp_path: Path, heard: Path) -> Voice:
    """A fake program."""
    (tmp_path / "speak.py").write_text(SPEAKER, encoding="utf-8")
    return Voice([sys.executable, str(tmp_path / "speak.py"), str(heard), "{lang}"])


@pytest.fixture
def page(kiosk: Any, voice: Voice) -> FlaskClient:
    """The page of a kiosk with that voice."""
    kiosk.agent.voice = voice
    kiosk.start()
    return create_app(kiosk.agent).test_client()


def test_a_text_is_spoken_once_and_then_kept(voice: Voice, heard: Path) -> None:
    assert voice.say("Số 3127", "vi") == f"RIFFSố {WORDS}".encode()
    assert voice.say("Số  3127 ", "vi") == voice.say("Số 3127", "vi")
    assert voice.say("Số 3127", "en") is not None
    assert heard.read_text("utf-8") == f"vi:Số {WORDS}\nen:Số {ENGLISH}\n"


def test_only_the_newest_texts_are_kept(voice: Voice, heard: Path) -> None:
    voice._kept.update({("vi", str(n)): b"RIFF" for n in range(KEPT)})
    voice.say("mới", "vi")
    assert len(voice._kept) == KEPT and ("vi", "0") not in voice._kept


@pytest.mark.parametrize("text", ["", "  ", "a" * (LONGEST + 1)])
def test_nothing_and_too_much_are_not_spoken(voice: Voice, heard: Path, text: str) -> None:
    assert voice.say(text, "vi") is None
    assert not heard.exists()


@pytest.mark.parametrize(
    "program", ["import sys; sys.exit(3)", "print('no sound')", "import os; os.abort()"]
)
def test_a_program_that_fails_leaves_the_kiosk_silent(
    program: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert Voice([sys.executable, "-c", program]).say("chào", "vi") is None
    assert "chào" not in caplog.text and "the voice failed" in caplog.text


def test_what_is_said_is_no_part_of_a_command(voice: Voice, heard: Path) -> None:
    voice.say("--version; $(true)", "vi")
    assert heard.read_text("utf-8") == "vi:--version; $(true)\n"


def test_the_page_gets_the_sound_and_nobody_else(page: FlaskClient, heard: Path) -> None:
    told = page.get("/say?text=Khu%20vực%203&lang=vi", headers=SAME)
    assert (told.status_code, told.mimetype) == (200, "audio/wav")
    assert page.get("/say?text=khác&lang=vi").status_code == 204
    assert page.get("/say?text=khác", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 204
    assert heard.read_text("utf-8") == "vi:Khu vực ba\n"
    assert page.get("/state").get_json()["voice"] is True


def test_a_kiosk_without_a_voice_says_so(kiosk: Any) -> None:
    kiosk.start()
    page = create_app(kiosk.agent).test_client()
    assert page.get("/state").get_json()["voice"] is False
    assert page.get("/say?text=chào", headers=SAME).status_code == 204


def test_a_setting_finds_its_voice(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_voice("none") is None
    assert find_voice(f"{sys.executable} -c pass") is not None
    with pytest.raises(BadSetting, match="no such program"):
        find_voice("/nowhere/speak")
    monkeypatch.setenv("PATH", "")
    caplog.set_level("INFO")
    assert find_voice("espeak") is None
    assert "espeak-ng is not installed" in caplog.text
