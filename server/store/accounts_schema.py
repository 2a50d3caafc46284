"""The tables of officers, devices and ended sessions; applied by the first migration."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    """create table officer (
        login text primary key,
        name text not null,
        department text not null,
        roles text not null,
        pin_hash text not null,
        counter integer,
        disabled integer not null default 0
    ) strict""",
    """create table device (
        id text primary key,
        role text not null,
        counters text not null,
        zone text,
        secret_hash text not null unique,
        revoked integer not null default 0
    ) strict""",
    """create table ended_session (
        sid text primary key,
        at_s integer not null
    ) strict, without rowid""",
)
"""``roles`` and ``counters`` are JSON lists; ``secret_hash`` is SHA-256 in hexadecimal."""
