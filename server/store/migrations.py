"""The schema, step by step. A step that was released is never edited."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from server.store import chain
from server.store.accounts_schema import STATEMENTS as ACCOUNTS
from server.store.acting import STATEMENTS as ACTING
from server.store.alert_rules import STATEMENTS as ALERT_RULES
from server.store.cases import INDEX as CODES
from server.store.device_wishes import STATEMENTS as WISHES
from server.store.feedback_schema import STATEMENTS as FEEDBACK
from server.store.history_days import STATEMENTS as HISTORY
from server.store.hooks import STATEMENTS as HOOKS
from server.store.layouts import STATEMENTS as LAYOUTS
from server.store.made_reports import STATEMENTS as REPORTS
from server.store.media import STATEMENTS as MEDIA
from server.store.notes import STATEMENTS as NOTES
from server.store.people_schema import STATEMENTS as PEOPLE
from server.store.plan_drafts import NOTED
from server.store.plan_drafts import STATEMENTS as DRAFTS
from server.store.procedures import STATEMENTS as PROCEDURES
from server.store.purge import STATEMENTS as PURGED
from server.store.slip_drafts import STATEMENTS as SLIP_DRAFTS
from server.store.tokens import LAST_USE
from server.store.tokens import STATEMENTS as TOKENS
from server.store.waits import STATEMENTS as WAITS

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


@migrations()
def people(db: Database) -> None:
    """Secondments, skills, substitutes and the roster."""
    for statement in PEOPLE:
        db.execute(statement)


@migrations()
def linked_facts(db: Database) -> None:
    """The chain over the journal; facts of before are sealed as they stand."""
    db.execute("alter table journal add column link text not null default ''")
    chain.seal(db.conn)


@migrations()
def noted_changes(db: Database) -> None:
    """What happens to accounts, in whatever process, waits here for the journal."""
    for statement in NOTES:
        db.execute(statement)


@migrations()
def open_doors(db: Database) -> None:
    """Webhooks and tokens; and dossier codes can be looked up in the journal."""
    db.execute(CODES)
    for statement in (*HOOKS, *TOKENS):
        db.execute(statement)


@migrations()
def media(db: Database) -> None:
    """Pictures and films of the boards."""
    for statement in MEDIA:
        db.execute(statement)


@migrations()
def who_changed(db: Database) -> None:
    """Accounts are changed by somebody, and a login can be freed from waiting."""
    for statement in ACTING:
        db.execute(statement)


@migrations()
def used_tokens(db: Database) -> None:
    """When each token was used last."""
    db.execute(LAST_USE)


@migrations()
def plan_drafts(db: Database) -> None:
    """Drafts of the plan, one an administrator."""
    for statement in DRAFTS:
        db.execute(statement)


@migrations()
def kept_waits(db: Database) -> None:
    """Waits after wrong PINs outlive the server."""
    for statement in WAITS:
        db.execute(statement)


@migrations()
def layouts(db: Database) -> None:
    """Versions of the centre's own slip and texts."""
    for statement in LAYOUTS:
        db.execute(statement)


@migrations()
def device_wishes(db: Database) -> None:
    """How each device is wanted to be set."""
    for statement in WISHES:
        db.execute(statement)


@migrations()
def slip_drafts(db: Database) -> None:
    """Drafts of the slip, one an administrator."""
    for statement in SLIP_DRAFTS:
        db.execute(statement)


@migrations()
def history_days(db: Database) -> None:
    """Past days as columns, for history."""
    for statement in HISTORY:
        db.execute(statement)


@migrations()
def alert_rules(db: Database) -> None:
    """How the rules of alerts are set."""
    for statement in ALERT_RULES:
        db.execute(statement)


@migrations()
def noted_drafts(db: Database) -> None:
    """Why somebody wants the plan that they work on."""
    db.execute(NOTED)


@migrations()
def made_reports(db: Database) -> None:
    """Reports that were made and sent; and what was purged."""
    for statement in (*REPORTS, *PURGED):
        db.execute(statement)


def migrate(db: Database) -> None:
    """Bring the database to the newest schema."""
    migrations.apply(db)
