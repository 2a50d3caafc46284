"""Pictures and films for the boards: rows in the database, bytes in files named by their digest."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from server.store.accounts import ReadsWrites

FOLDER = "media"
STATEMENTS = (
    """create table media (
        id text primary key,
        digest text not null,
        mime text not null,
        bytes integer not null,
        name text not null,
        zone text not null default '',
        show_s integer not null,
        first_day text,
        last_day text,
        place integer not null
    ) strict, without rowid""",
)
_COLUMNS = "id, digest, mime, bytes, name, zone, show_s, first_day, last_day"
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
)
SPARE_BYTES = 512 * 2**20
"""So much of the disk is left to the journal, whatever is uploaded."""


@dataclass(frozen=True, slots=True)
class Media:
    """One picture or film: ``zone`` empty is every board; days are local and included."""

    id: str
    digest: str
    mime: str
    bytes: int
    name: str
    zone: str
    show_s: int
    first_day: str | None
    last_day: str | None

    @property
    def is_film(self) -> bool:
        """Whether it moves."""
        return self.mime.startswith("video/")

    def is_shown(self, zone: str, day: str) -> bool:
        """Whether the board of ``zone`` shows it on this local day."""
        after = self.first_day is None or self.first_day <= day
        before = self.last_day is None or day <= self.last_day
        return self.zone in ("", zone) and after and before


def mime_of(head: bytes) -> str | None:
    """What a file is by its first bytes; None for what boards do not show."""
    return next((m for at, magic, m in _MAGIC if head[at : at + len(magic)] == magic), None)


class MediaShelf:
    """The pictures and films of one centre."""

    def __init__(self, store: ReadsWrites, data: Path) -> None:
        self._store, self.folder = store, data / FOLDER

    def has_room(self, size: int) -> bool:
        """Whether a file of so many bytes leaves enough of the disk."""
        self.folder.mkdir(exist_ok=True)
        return shutil.disk_usage(self.folder).free - size > SPARE_BYTES

    def keep(self, chunks: Iterator[bytes]) -> tuple[str, str | None, int]:
        """Write a file whole or not at all: its digest, what it is (None: nothing), its bytes."""
        self.folder.mkdir(exist_ok=True)
        part, made, size, head = self.folder / f"{uuid4().hex}.part", hashlib.sha256(), 0, b""
        try:
            with part.open("wb") as file:
                for chunk in chunks:
                    head = (head + chunk)[:16] if len(head) < 16 else head
                    made.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            mime = mime_of(head)
            if mime is not None:
                part.replace(self.path(made.hexdigest()))
            return made.hexdigest(), mime, size
        finally:
            part.unlink(missing_ok=True)

    def path(self, digest: str) -> Path:
        """Where the bytes of this digest are."""
        return self.folder / digest

    def add(self, one: Media) -> None:
        """Show it behind all others."""
        row = (one.id, one.digest, one.mime, one.bytes, one.name, one.zone, one.show_s)
        days = (one.first_day, one.last_day)
        statement = (
            f"insert into media ({_COLUMNS}, place) values (?, ?, ?, ?, ?, ?, ?, ?, ?,"
            " (select coalesce(max(place), 0) + 1 from media))"
        )
        self._store.write(lambda db: db.execute(statement, (*row, *days)) and None)

    def all(self) -> list[Media]:
        """In the order in which they are shown."""
        return self._select("order by place")

    def find(self, id: str) -> Media | None:
        """The one of this id."""
        return next(iter(self._select("where id = ?", id)), None)

    def of_digest(self, digest: str) -> Media | None:
        """One that has these bytes."""
        return next(iter(self._select("where digest = ?", digest)), None)

    def change(self, one: Media) -> None:
        """Keep where, how long and when it is shown."""
        statement = (
            "update media set zone = ?, show_s = ?, first_day = ?, last_day = ? where id = ?"
        )
        row = (one.zone, one.show_s, one.first_day, one.last_day, one.id)
        self._store.write(lambda db: db.execute(statement, row) and None)

    def up(self, id: str) -> None:
        """Show it before the one before it."""

        def swap(db: sqlite3.Connection) -> None:
            here = db.execute("select place from media where id = ?", (id,)).fetchone()
            above = (
                here
                and db.execute(
                    "select id, place from media where place < ? order by place desc limit 1", here
                ).fetchone()
            )
            if above:
                db.execute("update media set place = ? where id = ?", (above[1], id))
                db.execute("update media set place = ? where id = ?", (here[0], above[0]))

        self._store.write(swap)

    def remove(self, one: Media) -> None:
        """Show it no more; its bytes go with the last that has them."""
        self._store.write(
            lambda db: db.execute("delete from media where id = ?", (one.id,)) and None
        )
        if self.of_digest(one.digest) is None:
            self.path(one.digest).unlink(missing_ok=True)

    def _select(self, clause: str, *values: object) -> list[Media]:
        with self._store.read() as db:
            rows = db.execute(f"select {_COLUMNS} from media {clause}", values).fetchall()
        return [Media(*row) for row in rows]
