"""E-mail over TLS, from the first byte or after STARTTLS, and only to who is who they say."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.errors import MailFailed
from server.mail import Mailer, Message
from server.settings import Settings

TOOL = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "postbox.py"))
LETTER = Message(("a@hall.test",), "Báo cáo", "t")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of ``localhost``, made here."""
    made: Path = TOOL["self_made"](tmp_path_factory.mktemp("tls"), "localhost")
    return made


@pytest.fixture(params=["starttls", "tls"])
def box(request: pytest.FixtureRequest, certificate: Path) -> Iterator[Any]:
    made = TOOL["Postbox"](request.param, certificate)
    yield made
    made.stop()


def _mailer(box: Any, tls: str = "", host: str = "localhost") -> Mailer:
    how = tls or box.tls
    return Mailer(
        Settings(smtp_host=host, smtp_port=box.port, smtp_tls=how, smtp_from="luot@hall.test")
    )


def test_a_trusted_server_gets_the_message_in_tls(
    box: Any, certificate: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    _mailer(box).send(LETTER)
    assert box.reached == [["a@hall.test"]]
    assert box.secured[0] in ("TLSv1.2", "TLSv1.3")


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(box: Any):
    with pytest.raises(MailFailed, match="certificate verify failed") as failed:
        _mailer(box).send(LETTER)
    assert failed.value.kind == "certificate"
    assert box.letters == []


def test_a_certificate_of_another_name_is_not_trusted(
    box: Any, certificate: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(MailFailed, match=r"127\.0\.0\.1") as failed:
        _mailer(box, host="127.0.0.1").send(LETTER)
    assert failed.value.kind == "certificate"
    assert box.letters == []


@pytest.mark.parametrize("wanted", ["starttls", "tls"])
def test_a_server_without_tls_gets_nothing(wanted: str):
    box = TOOL["Postbox"]()
    try:
        with pytest.raises(MailFailed) as failed:
            _mailer(box, wanted).send(LETTER)
        assert failed.value.kind == "plain"
        assert box.letters == []
    finally:
        box.stop()
