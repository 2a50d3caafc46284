"""The recordings with which boards read calls: the operator's folder, and nothing beside it."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from server.settings import Settings, SettingsError, read_settings
from server.web import pages_voice

WAV = b"RIFF____WAVEfmt "


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    for name in ("vi/call.wav", "vi/000.wav", "vi-south/call.wav", "other/call.wav", "secret.wav"):
        path = tmp_path / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(WAV + name.encode())
    return Settings(voice=tmp_path / "pack")


def test_a_recording_is_served_as_it_is_and_kept_for_an_hour(hall) -> None:
    with hall.client().get("/voice/vi/call.wav") as answered:
        assert answered.data == WAV + b"vi/call.wav"
        assert answered.mimetype == "audio/wav"
        assert "max-age=3600" in answered.headers["Cache-Control"]
        etag = answered.headers["ETag"]
    with hall.client().get("/voice/vi/call.wav", headers={"If-None-Match": etag}) as again:
        assert again.status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "other/call.wav",
        "vi/..%2fsecret.wav",
        "vi/../secret.wav",
        "vi/%2e%2e/secret.wav",
        "en/x.txt",
    ],
)
def test_nothing_beside_the_pack_is_served(hall, path) -> None:
    assert hall.client().get(f"/voice/{path}").status_code == 404


def test_a_missing_recording_is_told_to_the_log_and_to_the_figures(hall, caplog) -> None:
    with caplog.at_level(logging.WARNING):
        assert hall.client().get("/voice/vi/counter-3.wav").status_code == 404
    assert "vi/counter-3.wav" in caplog.text
    assert "luot_voice_missing_total 1.0" in hall.client().get("/metrics").text


def test_a_folder_without_recordings_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="LUOT_VOICE"):
        read_settings({"LUOT_VOICE": str(tmp_path)})
    (tmp_path / "vi").mkdir()
    assert read_settings({"LUOT_VOICE": str(tmp_path)}).voice == tmp_path


def test_a_board_is_told_that_there_are_recordings_and_how_numbers_sound(hall) -> None:
    page = hall.client().get("/board/hall?voice=1").text
    assert 'data-voice="cardinal"' in page and "data-notices" in page


class TestInTheSouth:
    """Southern recordings, digit by digit, no sentences for all."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return replace(settings, voice_accent="south", voice_style="digits", voice_notices=False)

    def test_boards_get_the_southern_recordings(self, hall) -> None:
        with hall.client().get("/voice/vi/call.wav") as answered:
            assert answered.data == WAV + b"vi-south/call.wav"

    def test_pages_are_told_the_style_and_that_sentences_are_off(self, hall) -> None:
        page = hall.client().get("/board/hall").text
        assert 'data-voice="digits"' in page and "data-notices" not in page


class TestWithoutRecordings:
    """A board is asked to read, and cannot."""

    @pytest.fixture
    def settings(self) -> Settings:
        pages_voice._tell_unset.cache_clear()
        return Settings()

    def test_the_log_says_once_what_to_set(self, hall, caplog) -> None:
        with caplog.at_level(logging.WARNING):
            pages = [hall.client().get(f"/board/hall{asked}").text for asked in ("", "?voice=1")]
            assert "LUOT_VOICE" in caplog.text
            hall.client().get("/board/hall?voice=vi")
        assert caplog.text.count("clips render DIR") == 1
        assert not any("data-voice" in page for page in pages)
