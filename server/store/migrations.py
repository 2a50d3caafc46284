"""The schema, step by step. A step that was released is never edited."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from server.store.accounts_schema import STATEMENTS as ACCOUNTS
from server.store.feedback_schema import STATEMENTS as FEEDBACK
from server.store.procedures import STATEMENTS as PROCEDURES

migrations = Migrations("luot")

# Few trees: each one is a page more to write and to sync with every commit.
_FIRST = (
    "create table meta (name text primary key, value integer not null) strict",
    "create table secret (name text primary key, value text not null) strict",
    """create table journal (
        seq integer primary key,
        at_ms integer not null,
        step integer not null,
        by text not null,
        kind text not null,
        data text not null
    ) strict""",
    """create index journal_days on journal (kind, seq)
        where kind in ('day_opened', 'plan_adopted')""",
    """create table ticket (
        id text primary key,
        day text not null,
        key text not null,
        number integer not null,
        series text not null,
        priority integer not null,
        dossiers integer not null,
        channel text not null,
        lang text not null,
        issued_ms integer not null,
        low_s integer,
        mid_s integer,
        high_s integer,
        rating integer,
        printed integer
    ) strict, without rowid""",
    "create unique index ticket_number on ticket (day, series, number)",
    """create table leg (
        ticket text not null,
        no integer not null,
        grp text not null,
        state text not null,
        opened_ms integer not null,
        mark_ms integer not null,
        counter integer,
        officer text,
        calls integer not null,
        first_called_ms integer,
        last_called_ms integer,
        started_ms integer,
        ended_ms integer,
        primary key (ticket, no)
    ) strict, without rowid""",
    """create table answered (
        actor text not null,
        key text not null,
        body text not null,
        answer text not null,
        at_ms integer not null,
        primary key (actor, key)
    ) strict, without rowid""",
    "insert into meta (name, value) values ('ep', 0), ('rev', 0)",
)


@migrations()
def first(db: Database) -> None:
    """The journal, its projections, answered requests, and the accounts."""
    for statement in (*_FIRST, *ACCOUNTS):
        db.execute(statement)


@migrations()
def second(db: Database) -> None:
    """The slot of an appointment, and service before a ticket was set aside."""
    db.execute("alter table ticket add column slot_ms integer")
    db.execute("alter table leg add column served_ms integer not null default 0")


@migrations()
def third(db: Database) -> None:
    """What forecasts have learnt, a row for each night."""
    db.execute(
        """create table learned (
            no integer primary key autoincrement,
            at_ms integer not null,
            book text not null
        ) strict"""
    )


@migrations()
def procedures(db: Database) -> None:
    """Versions of the list of procedures."""
    for statement in PROCEDURES:
        db.execute(statement)


@migrations()
def feedback(db: Database) -> None:
    """What citizens wrote to the centre, and the answers; can be purged, unlike the journal."""
    for statement in FEEDBACK:
        db.execute(statement)


def migrate(db: Database) -> None:
    """Bring the database to the newest schema."""
    migrations.apply(db)
