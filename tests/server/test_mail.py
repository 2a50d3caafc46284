"""E-mail goes out as it was written, and a failure says what to do."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.errors import MailFailed
from server.mail import Attachment, Mailer, Message, is_address, written
from server.settings import Settings

TOOL = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "postbox.py"))


@pytest.fixture
def box() -> Iterator[Any]:
    made = TOOL["Postbox"]()
    yield made
    made.stop()


def _mailer(port: int) -> Mailer:
    return Mailer(
        Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_tls="none", smtp_from="luot@hall.test")
    )


def test_a_message_with_a_file_arrives_whole(box: Any):
    page = Attachment("báo cáo.pdf", "application/pdf", b"%PDF-1.7 \x00\xff")
    _mailer(box.port).send(
        Message(("a@hall.test", "b@hall.test"), "Báo cáo ngày", "Chào bạn,\n.chấm", (page,))
    )
    letter = box.letters[0]
    assert box.reached == [["a@hall.test", "b@hall.test"]]
    assert (letter["Subject"], letter["From"]) == ("Báo cáo ngày", "luot@hall.test")
    text, file = letter.iter_parts()
    assert text.get_content() == "Chào bạn,\r\n.chấm\r\n"
    assert (file.get_filename(), file.get_content()) == ("báo cáo.pdf", b"%PDF-1.7 \x00\xff")


def test_who_is_not_known_there_is_named_and_the_others_have_it(box: Any):
    box.refused = {"gone@hall.test"}
    with pytest.raises(MailFailed, match=r"refused gone@hall\.test; the others have it"):
        _mailer(box.port).send(Message(("a@hall.test", "gone@hall.test"), "s", "t"))
    with pytest.raises(MailFailed, match=r"refused gone@hall\.test"):
        _mailer(box.port).send(Message(("gone@hall.test",), "s", "t"))
    assert len(box.letters) == 1


def test_a_server_that_is_away_is_named(box: Any):
    box.stop()
    with pytest.raises(MailFailed, match=f"127.0.0.1:{box.port}: ConnectionRefusedError"):
        _mailer(box.port).send(Message(("a@hall.test",), "s", "t"))


def test_without_a_server_it_is_said_what_to_set():
    assert not Mailer(Settings()).ready
    with pytest.raises(MailFailed, match="set LUOT_SMTP_HOST"):
        Mailer(Settings()).send(Message(("a@hall.test",), "s", "t"))


def test_a_subject_cannot_smuggle_a_line_into_the_head():
    letter = written(Message(("a@hall.test",), "một\r\nBcc: x@y.zz", "t"), "luot@hall.test")
    assert letter["Bcc"] is None
    assert letter["Subject"] == "một Bcc: x@y.zz"


@pytest.mark.parametrize(
    "text", ["", "a", "a@b", "a@@b.c", "a b@c.d", "A <a@b.c>", "a@b.c,d@e.f", "a@b.c\n", "á@b.c"]
)
def test_what_is_no_plain_address_is_refused(text: str):
    assert not is_address(text)
    with pytest.raises(MailFailed, match="is no address"):
        written(Message((text,), "s", "t"), "luot@hall.test")
