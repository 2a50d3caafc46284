"""A mail server that takes e-mail over SMTP, in good moods and bad ones."""

from __future__ import annotations

import socketserver
import ssl
import subprocess
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

Tls = Literal["none", "starttls", "tls"]


class Postbox:
    """``letters`` are the messages it took; ``refused`` are addresses that it does not know.

    ``secured`` are what it spoke with each client: the TLS version, or None.
    """

    def __init__(self, tls: Tls = "none", certificate: Path | None = None) -> None:
        """``certificate`` holds its key, too (``self_made``)."""
        self.letters: list[EmailMessage] = []
        self.reached: list[list[str]] = []
        self.refused: set[str] = set()
        self.secured: list[str | None] = []
        self.tls = tls
        self.safe: ssl.SSLContext | None = None
        if certificate is not None:
            self.safe = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.safe.load_cert_chain(certificate)
        box = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                if box.tls != "tls" or secure(box, self):
                    _Talk(box, self).go_on()

            def finish(self) -> None:
                super().finish()
                self.connection.close()

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Nobody takes mail any more."""
        self._server.shutdown()
        self._server.server_close()


def self_made(folder: Path, name: str) -> Path:
    """A key with a certificate that nobody signed, for one day and this name."""
    file = folder / f"{name}.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj"]
    words += [f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-keyout", "-", "-out", "-"]
    made = subprocess.run(words, capture_output=True, check=True)
    file.write_bytes(made.stdout)
    return file


def secure(box: Postbox, handler: socketserver.StreamRequestHandler) -> bool:
    """Go on in TLS; whether the client took the certificate."""
    assert box.safe is not None
    try:
        handler.connection = box.safe.wrap_socket(handler.connection, server_side=True)
    except OSError:
        return False
    handler.rfile = handler.connection.makefile("rb")
    handler.wfile = handler.connection.makefile("wb", buffering=0)
    return True


class _Talk:
    """One client's connection, RFC 5321."""

    def __init__(self, box: Postbox, handler: socketserver.StreamRequestHandler) -> None:
        self._box, self._file = box, handler
        self._to: list[str] = []

    def go_on(self) -> None:
        self._say("220 postbox")
        while line := self._file.rfile.readline():
            word = line.decode().strip()
            verb = word[:4].upper()
            if verb == "STAR" and self._box.tls == "starttls":
                self._say("220 go on")
                if not secure(self._box, self._file):
                    break
                continue
            if verb == "QUIT":
                self._say("221 bye")
                break
            if verb == "DATA":
                self._take()
            elif verb == "RCPT":
                self._name(word.partition(":")[2].strip(" <>"))
            elif verb == "EHLO" and self._box.tls == "starttls":
                self._say("250-postbox\r\n250 STARTTLS")
            elif verb in ("EHLO", "HELO", "MAIL", "RSET"):
                self._say("250 ok")
            else:
                self._say("502 unknown")

    def _name(self, address: str) -> None:
        if address in self._box.refused:
            self._say("550 nobody here of that name")
            return
        self._to.append(address)
        self._say("250 ok")

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self._file.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        taken = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(taken, EmailMessage)
        talk = self._file.connection
        self._box.secured.append(talk.version() if isinstance(talk, ssl.SSLSocket) else None)
        self._box.reached.append(self._to)
        self._box.letters.append(taken)
        self._to = []
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self._file.wfile.write(f"{line}\r\n".encode())
