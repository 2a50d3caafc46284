"""Sending e-mail by the centre's SMTP server. The only code that knows smtplib."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from typing import Protocol

from server.errors import MailFailed
from server.settings import Settings

WAIT_S = 20.0
"""For each answer of the server, seconds."""
PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""By kind of TLS, when no port is set."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message; ``media_type`` is such as ``application/pdf``."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """One e-mail in plain text; everyone in ``to`` sees the others."""

    to: Sequence[str]
    subject: str
    text: str
    attachments: Sequence[Attachment] = ()


class Sends(Protocol):
    """What hands over one message."""

    def send(self, message: Message) -> None: ...


class Mailer:
    """Sends by the server that the settings name; each message has its own connection.

    It waits for the network: call it beside the loop (``Runtime.spawn``), never on it.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def ready(self) -> bool:
        """Whether there is a server to send by."""
        return bool(self._settings.smtp_host)

    def send(self, message: Message) -> None:
        """Hand ``message`` over. Raises MailFailed with what to do; nothing is tried again."""
        set_to = self._settings
        if not set_to.smtp_host:
            raise MailFailed("no SMTP server: set LUOT_SMTP_HOST and LUOT_SMTP_FROM", "unset")
        port = set_to.smtp_port or PORTS[set_to.smtp_tls]
        place = f"{set_to.smtp_host}:{port}"
        letter = written(message, set_to.smtp_from)
        try:
            with self._connection(port) as server:
                if set_to.smtp_user:
                    server.login(set_to.smtp_user, set_to.smtp_password)
                refused = server.send_message(letter, to_addrs=list(message.to))
        except smtplib.SMTPRecipientsRefused as error:
            said = f"{place} refused {', '.join(error.recipients)}"
            raise MailFailed(said, "recipient") from error
        except smtplib.SMTPAuthenticationError as error:
            raise MailFailed(f"{place} refused LUOT_SMTP_USER or its password", "login") from error
        except (OSError, smtplib.SMTPException) as error:
            said = f"{place}: {type(error).__name__}: {error}"
            raise MailFailed(said, _kind(error)) from error
        if refused:
            said = f"{place} refused {', '.join(refused)}; the others have it"
            raise MailFailed(said, "recipient")

    def _connection(self, port: int) -> smtplib.SMTP:
        host, tls = self._settings.smtp_host, self._settings.smtp_tls
        if tls == "tls":
            safe = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port, timeout=WAIT_S, context=safe)
        server = smtplib.SMTP(host, port, timeout=WAIT_S)
        if tls == "starttls":
            try:
                server.starttls(context=ssl.create_default_context())
            except (OSError, smtplib.SMTPException):
                server.close()
                raise
        return server


def _kind(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "certificate"
    if isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return "plain"
    away = isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)
    return "away" if away else "server"


def written(message: Message, sender: str) -> EmailMessage:
    """``message`` as it goes over the wire. Raises MailFailed for an address that is none."""
    for address in message.to:
        if not is_address(address):
            raise MailFailed(f"{address!r} is no address: write it as ten@vidu.vn", "address")
    if not message.to:
        raise MailFailed("nobody to send to: give at least one address")
    letter = EmailMessage()
    letter["From"], letter["To"] = sender, ", ".join(message.to)
    letter["Subject"] = " ".join(message.subject.split())
    letter["Date"] = formatdate(localtime=True)
    letter["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or "luot")
    letter.set_content(message.text)
    for one in message.attachments:
        kind, _, sort = one.media_type.partition("/")
        letter.add_attachment(one.content, maintype=kind, subtype=sort, filename=one.name)
    return letter


def is_address(text: str) -> bool:
    """Whether ``text`` is a plain address: no name beside it, no blanks, one @."""
    name, at, domain = text.rpartition("@")
    plain = text.isascii() and text.isprintable() and not set(text) & set(' ,;<>"()[]\\:')
    return bool(at and name and "@" not in name and "." in domain.strip(".") and plain)
