"""A receipt printer on TCP that behaves, or misbehaves, as a test wants."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

OK, NEAR_END, PAPER_END = 0x12, 0x1E, 0x72
"""Answers to DLE EOT 4, the roll sensor: bits 2 and 3 near the end, bits 5 and 6 at the end."""
ONLINE, OFFLINE = 0x12, 0x1A
"""Answers to DLE EOT 1: bit 3 is set while the printer is offline, as with its cover open."""
NO_CAUSE, COVER_OPEN, STOPPED_BY_END = 0x12, 0x16, 0x32
"""Answers to DLE EOT 2: bit 2 while the cover is open, bit 5 when paper end has stopped it."""

MOODS: dict[str, dict[str, Any]] = {
    "ok": {},
    "low": {"paper": NEAR_END},
    "out": {"paper": PAPER_END, "printer": OFFLINE, "cause": STOPPED_BY_END},
    "cover open": {"printer": OFFLINE, "cause": COVER_OPEN},
    "offline": {"printer": OFFLINE},
    "hangs up": {"hang_up_after": 1},
    "mute": {"silent": True},
    "answers late": {"slow_s": 0.4},
    "does not know process ids": {"knows_ids": False},
    "takes bytes slowly": {"bytes_per_s": 2_000},
    "out in a slip": {"ends_after": 20_000},
    "cover opened in a slip": {"opens_after": 20_000},
}
"""What printers do, by name; ``unplugged`` is a printer that was stopped."""


@dataclass(slots=True)
class Manners:
    """How the printer answers; may be changed while it runs.

    ``after_job`` is the paper once a slip has come. ``hang_up_after``, ``ends_after`` and
    ``opens_after`` are in bytes of one job: then it hangs up, has no paper, or its cover is open.
    ``print_s`` is how long after a slip it answers a process id.
    """

    paper: int = OK
    printer: int = ONLINE
    cause: int = NO_CAUSE
    after_job: int | None = None
    silent: bool = False
    slow_s: float = 0.0
    hang_up_after: int | None = None
    knows_ids: bool = True
    print_s: float = 0.0
    bytes_per_s: int | None = None
    ends_after: int | None = None
    opens_after: int | None = None

    def mend(self) -> None:
        """Somebody puts in paper, closes the cover and frees the way."""
        self.paper, self.printer, self.cause = OK, ONLINE, NO_CAUSE
        self.ends_after = self.opens_after = self.bytes_per_s = None


class FakePrinter:
    """Listens on a free port of this machine. ``jobs`` are the bytes of every connection."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.jobs: list[bytes] = []
        self._stopped = threading.Event()
        self._served = threading.Condition()
        self._listener = socket.create_server(("127.0.0.1", 0))
        if manners.bytes_per_s is not None:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    @property
    def url(self) -> str:
        """For ``--printer``."""
        return f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def slips(self) -> list[bytes]:
        """The jobs with something to print in them."""
        return [job for job in list(self.jobs) if b"\x1dv0" in job]

    def wait_slips(self, count: int, timeout_s: float = 30.0) -> list[bytes]:
        """``slips``, once there are ``count``."""
        with self._served:
            assert self._served.wait_for(lambda: len(self.slips) >= count, timeout_s)
            return self.slips

    def wait_jobs(self, count: int, timeout_s: float = 30.0) -> list[bytes]:
        """The connections so far, once there are ``count``."""
        with self._served:
            assert self._served.wait_for(lambda: len(self.jobs) >= count, timeout_s)
            return list(self.jobs)

    def stop(self) -> None:
        """Hang up and leave the port: the printer is unplugged."""
        if self._stopped.is_set():
            return
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
                job = Job(self.manners, self._stopped)
                job.serve(peer)
            with self._served:
                self.jobs.append(job.bytes)
                self._served.notify_all()


class Job:
    """One connection until either side ends it; the kernel resets a peer with unread bytes."""

    def __init__(self, manners: Manners, stopped: threading.Event) -> None:
        self._manners, self._stopped = manners, stopped
        self.bytes, self._read_to = b"", 0

    def serve(self, peer: socket.socket) -> None:
        """Take bytes as fast as the manners say, and answer what is asked."""
        is_fine = self._manners.hang_up_after is None
        while not self._stopped.is_set():
            try:
                got = peer.recv(self._piece() if is_fine else 64)
                self.bytes += got
                if not got or self._is_past(self._manners.hang_up_after):
                    return
                for answer in self._answers():
                    peer.sendall(answer)
            except OSError:
                return

    def _piece(self) -> int:
        per_s = self._manners.bytes_per_s
        if per_s is None:
            return 4096
        self._stopped.wait(0.05)
        return max(per_s // 20, 1)

    def _is_past(self, limit: int | None) -> bool:
        return limit is not None and len(self.bytes) >= limit

    def _answers(self) -> Iterator[bytes]:
        for command in self._commands():
            if self._manners.silent:
                continue
            if command[:2] == b"\x10\x04":
                self._stopped.wait(self._manners.slow_s)
                yield bytes([self._status(command[2])])
            elif self._manners.knows_ids and not self._is_stopped():
                self._stopped.wait(self._manners.print_s)
                if self._is_stopped():  # in the middle of the slip
                    continue
                yield b"\x37\x22" + command[7:] + b"\x00"

    def _is_stopped(self) -> bool:
        """Has the slip stopped it? Then it stays so until it is mended."""
        manners = self._manners
        if self._is_past(manners.ends_after):
            manners.paper, manners.printer, manners.cause = PAPER_END, OFFLINE, STOPPED_BY_END
        elif self._is_past(manners.opens_after):
            manners.printer, manners.cause = OFFLINE, COVER_OPEN
        return manners.printer == OFFLINE

    def _status(self, which: int) -> int:
        manners, is_stopped = self._manners, self._is_stopped()
        if which != 4:
            return manners.printer if which == 1 else manners.cause
        has_slip = b"\x1dv0" in self.bytes and not is_stopped
        return manners.after_job if has_slip and manners.after_job else manners.paper

    def _commands(self) -> Iterator[bytes]:
        """Questions since the last time; what is to be printed is skipped, not searched."""
        while (length := _length(self.bytes[self._read_to :])) is not None:
            command = self.bytes[self._read_to : self._read_to + length]
            self._read_to += length
            if command[:2] == b"\x10\x04" or command[:3] == b"\x1d(H":
                yield command


def _length(rest: bytes) -> int | None:
    """How long the command is that begins here; None while it has not come whole."""
    if rest[:2] == b"\x1dv":
        if len(rest) < 8:
            return None
        wanted = 8 + int.from_bytes(rest[4:6], "little") * int.from_bytes(rest[6:8], "little")
    elif rest[:2] == b"\x1d(":
        wanted = 11
    elif rest[:1] in (b"\x1b", b"\x1d", b"\x10"):
        wanted = 2 if rest[:2] in (b"\x1b@", b"\x1b2") else 3
    else:
        wanted = 1
    return wanted if 0 < wanted <= len(rest) else None
