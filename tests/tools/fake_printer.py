"""A receipt printer on TCP that behaves, or misbehaves, as a test wants."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass

OK, NEAR_END, PAPER_END = 0x12, 0x1E, 0x72
"""Answers to DLE EOT 4, the roll sensor: bits 2 and 3 near the end, bits 5 and 6 at the end."""
ONLINE, OFFLINE = 0x12, 0x1A
"""Answers to DLE EOT 1: bit 3 is set while the printer is offline, as with its cover open."""


@dataclass(slots=True)
class Manners:
    """How the printer answers; may be changed while it runs.

    ``after_job`` is the paper once a slip has come; ``hang_up_after`` is in bytes of one job.
    """

    paper: int = OK
    printer: int = ONLINE
    after_job: int | None = None
    silent: bool = False
    slow_s: float = 0.0
    hang_up_after: int | None = None


class FakePrinter:
    """Listens on a free port of this machine. ``jobs`` are the bytes of every connection."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.jobs: list[bytes] = []
        self._stopped = threading.Event()
        self._served = threading.Condition()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    @property
    def url(self) -> str:
        """For ``--printer``."""
        return f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"

    def wait_jobs(self, count: int, timeout_s: float = 5.0) -> list[bytes]:
        """The connections so far, once there are ``count``."""
        with self._served:
            assert self._served.wait_for(lambda: len(self.jobs) >= count, timeout_s)
            return list(self.jobs)

    def stop(self) -> None:
        """Hang up and leave the port."""
        self._stopped.set()
        with socket.create_connection(self._listener.getsockname()):
            self._thread.join()
        self._listener.close()

    def _listen(self) -> None:
        while True:
            peer, _ = self._listener.accept()
            with peer:
                if self._stopped.is_set():
                    return
                peer.settimeout(5.0)
                job = self._serve(peer)
            with self._served:
                self.jobs.append(job)
                self._served.notify_all()

    def _serve(self, peer: socket.socket) -> bytes:
        """One connection until either side ends it; the kernel resets a peer with unread bytes."""
        job = b""
        limit = self.manners.hang_up_after
        while True:
            try:
                got = peer.recv(4096 if limit is None else 64)
                job += got
                if not got or (limit is not None and len(job) >= limit):
                    break
                if answer := self._answer(job):
                    peer.sendall(answer)
            except OSError:
                break
        return job

    def _answer(self, job: bytes) -> bytes:
        asked = job[-1] if job[-3:-1] == b"\x10\x04" else None
        if asked is None or self.manners.silent:
            return b""
        if self.manners.slow_s:
            self._stopped.wait(self.manners.slow_s)
        has_slip = len(job) > 100 and self.manners.after_job is not None
        paper = self.manners.after_job if has_slip else self.manners.paper
        return bytes([self.manners.printer if asked == 1 else paper or 0])
