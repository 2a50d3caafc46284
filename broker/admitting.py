"""Who may connect, from both files; and a look at whether the server's own one has changed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from broker.daemon import Login
from broker.environment import read_text
from broker.errors import WireError
from broker.logins import with_devices

log = logging.getLogger(__name__)
Stamp = tuple[int, int, int] | None


class Admission:
    """``logins`` is who may connect now. Without a file it is always ``base``."""

    def __init__(self, base: Sequence[Login], path: Path | None) -> None:
        self._base, self._path = base, path
        self._stamp = self._look()
        self.logins = self._read()

    def look(self, admit: Callable[[Sequence[Login]], None]) -> None:
        """``admit`` the new ones if others may connect than before; a wrong file changes nothing.

        What leaves everybody as they were, such as shutting out who never was in, disturbs nobody.
        """
        stamp = self._look()
        if stamp == self._stamp:
            return
        self._stamp, before = stamp, self.logins
        try:
            self.logins = self._read()
        except (WireError, OSError) as error:
            log.error("who may connect stays as it was: %s", error)
            return
        if self.logins != before:
            admit(self.logins)

    def _look(self) -> Stamp:
        try:
            told = self._path.stat() if self._path is not None else None
        except OSError:
            return None
        return None if told is None else (told.st_ino, told.st_mtime_ns, told.st_size)

    def _read(self) -> list[Login]:
        if self._path is None or self._stamp is None:
            return list(self._base)
        return with_devices(self._base, read_text(self._path, "LUOT_ADMITTED"))
