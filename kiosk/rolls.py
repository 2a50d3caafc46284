"""The kiosk's memory of being alone: its lease, the numbers that it gave, and what it last heard.

One SQLite file with the outbox, every write with its own sync. A number is taken in the transaction
that records its ticket, so that no power cut can give it twice.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from broker import messages as m
from kiosk.outbox import Outbox

_SCHEMA = (
    """create table if not exists alone (
        seq integer primary key autoincrement, request text not null unique, day text not null,
        number integer not null, ticket text not null unique, issued_ms integer not null,
        told blob not null, reply blob not null, state integer not null default 0, code text,
        unique (day, number)
    )""",
    "create table if not exists kept (name text primary key, value blob not null)",
)
_PENDING, _TAKEN, _REFUSED = 0, 1, 2
"""What ``alone.state`` says."""
_KEPT_TICKETS = 20_000
"""Tickets that were taken over are kept as long, so that their numbers stay known as used."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Given:
    """A ticket as it is told to the server, and as it is shown and printed."""

    told: m.IssuedAlone
    reply: m.TicketReply


class Roll:
    """``id`` is random and made with the file: whoever has lost it must not go on with a lease."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        outbox.run(_create)
        outbox.run(lambda db: _keep(db, "roll", secrets.token_hex(8).encode(), replaces=False))
        self.id = self._text("roll")

    def keep(self, name: str, value: bytes) -> None:
        """Remember a document under a name."""
        self._outbox.run(lambda db: _keep(db, name, value))

    def kept(self, name: str) -> bytes | None:
        """What was kept."""
        return self._outbox.run(lambda db: _kept(db, name))

    def kept_under(self, prefix: str) -> list[bytes]:
        """Everything whose name begins so."""
        query = "select value from kept where substr(name, 1, ?) = ? order by name"
        return self._outbox.run(
            lambda db: [bytes(row[0]) for row in db.execute(query, (len(prefix), prefix))]
        )

    def give(
        self, request: str, day: str, ranges: list[m.LeaseRange], make: Callable[[int, int], Given]
    ) -> m.TicketReply | None:
        """The ticket of ``request``: the one that it has, or a new one with the next free number.

        ``make`` gets the number and the newest time of issue so far. None: the ranges are used up.
        """

        def take(db: sqlite3.Connection) -> m.TicketReply | None:
            found = db.execute("select reply from alone where request = ?", (request,)).fetchone()
            if found is not None:
                return m.decode(m.TicketReply, bytes(found[0]))
            number = _free(db, day, ranges)
            if number is None:
                return None
            newest = db.execute("select coalesce(max(issued_ms), 0) from alone").fetchone()[0]
            return _record(db, day, make(number, newest))

        return self._outbox.run(take)

    def has_number(self, day: str, ranges: list[m.LeaseRange]) -> bool:
        """Is there a number left?"""
        return self._outbox.run(lambda db: _free(db, day, ranges)) is not None

    def next_to_tell(self) -> m.IssuedAlone | None:
        """The oldest ticket that the server has neither taken nor refused."""
        query = "select told from alone where state = ? order by seq limit 1"
        row = self._outbox.run(lambda db: db.execute(query, (_PENDING,)).fetchone())
        return None if row is None else m.decode(m.IssuedAlone, bytes(row[0]))

    def settle(self, taken: m.Taken) -> str | None:
        """The server has answered; the ticket's id when it was waited for. A refused one stays."""
        state = _TAKEN if taken.ok else _REFUSED
        update = (
            "update alone set state = ?, code = ? where request = ? and state = ? returning ticket"
        )
        old = "delete from alone where state = ? and seq <= (select max(seq) from alone) - ?"

        def note(db: sqlite3.Connection) -> str | None:
            row = db.execute(update, (state, taken.code, taken.id, _PENDING)).fetchone()
            db.execute(old, (_TAKEN, _KEPT_TICKETS))
            return None if row is None else str(row[0])

        return self._outbox.run(note)

    def is_pending(self, ticket: str) -> bool:
        """Is this a ticket that the server does not know of yet?"""
        query = "select 1 from alone where ticket = ? and state = ?"
        return (
            self._outbox.run(lambda db: db.execute(query, (ticket, _PENDING)).fetchone())
            is not None
        )

    def counts(self) -> tuple[int, int]:
        """How many tickets are still to be handed over, and how many were refused."""
        query = (
            "select count(*) filter (where state = 0), count(*) filter (where state = 2) from alone"
        )
        pending, refused = self._outbox.run(lambda db: db.execute(query).fetchone())
        return int(pending), int(refused)

    def _text(self, name: str) -> str:
        return (self.kept(name) or b"").decode()


def _create(db: sqlite3.Connection) -> None:
    for statement in _SCHEMA:
        db.execute(statement)


def _keep(db: sqlite3.Connection, name: str, value: bytes, *, replaces: bool = True) -> None:
    how = "replace" if replaces else "ignore"
    db.execute(f"insert or {how} into kept (name, value) values (?, ?)", (name, value))


def _kept(db: sqlite3.Connection, name: str) -> bytes | None:
    row = db.execute("select value from kept where name = ?", (name,)).fetchone()
    return None if row is None else bytes(row[0])


def _free(db: sqlite3.Connection, day: str, ranges: list[m.LeaseRange]) -> int | None:
    """Numbers of a range are given from its first on, so the next one follows the highest."""
    query = "select max(number) from alone where day = ? and number between ? and ?"
    for one in ranges:
        highest = db.execute(query, (day, one.first, one.last)).fetchone()[0]
        number = one.first if highest is None else int(highest) + 1
        if number <= one.last:
            return number
    return None


def _record(db: sqlite3.Connection, day: str, given: Given) -> m.TicketReply:
    told, reply = given.told, m.encode(given.reply)
    db.execute(
        "insert into alone (request, day, number, ticket, issued_ms, told, reply)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        (told.id, day, told.number, told.ticket, told.issued_ms, m.encode(told), reply),
    )
    db.execute("insert into answered (request, reply) values (?, ?)", (told.id, reply))
    return given.reply
