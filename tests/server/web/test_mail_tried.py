"""``POST /manage/mail``: one message now, and in words what came of it."""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from server.settings import Settings
from server.web.context import context

TOOL = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "postbox.py"))


@pytest.fixture
def box():
    made = TOOL["Postbox"]()
    yield made
    made.stop()


@pytest.fixture
def tries(hall, boss, monkeypatch):
    """Sends a test message by these settings; the status, and the page in English."""

    def send(settings: Settings, to: str) -> tuple[int, str]:
        with hall.web.app.app_context():
            known = context()
        monkeypatch.setitem(hall.web.app.extensions, "luot", replace(known, settings=settings))
        answered = boss.client.post(
            "/manage/mail?lang=en", data={"to": to, "csrf_token": boss.csrf}
        )
        return answered.status_code, answered.text

    return send


def _settings(port: int) -> Settings:
    return Settings(
        smtp_host="127.0.0.1", smtp_port=port, smtp_tls="none", smtp_from="luot@hall.test"
    )


def test_a_message_arrives_and_the_page_says_so(box, tries):
    status, page = tries(_settings(box.port), "me@hall.test")
    assert status == 200
    assert "has taken the message to me@hall.test" in page
    assert box.reached == [["me@hall.test"]]


@pytest.mark.parametrize(
    ("to", "words"),
    [("gone@hall.test", "does not take gone@hall.test"), ("nobody", "This is no address")],
)
def test_what_is_wrong_with_the_address_is_said(box, tries, to, words):
    box.refused = {"gone@hall.test"}
    status, page = tries(_settings(box.port), to)
    assert (status, words in page) == (502, True)


def test_a_server_that_is_away_or_not_set_is_said_with_what_to_do(box, tries):
    box.stop()
    status, page = tries(_settings(box.port), "me@hall.test")
    assert (status, "check LUOT_SMTP_HOST" in page) == (502, True)
    status, page = tries(Settings(), "me@hall.test")
    assert (status, "set LUOT_SMTP_HOST and LUOT_SMTP_FROM" in page) == (502, True)
    assert "no SMTP server" not in page, "the page says it in its own language"
