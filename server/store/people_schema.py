"""What is known of people besides their account; days are ISO, both ends included."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    "alter table officer add column seconded_from text",
    "alter table officer add column seconded_to text",
    "alter table officer add column password_hash text",
    "alter table officer add column must_change integer not null default 0",
    """create table skill (
        login text not null references officer,
        grp text not null,
        main integer not null,
        from_day text not null,
        to_day text,
        primary key (login, grp, from_day)
    ) strict, without rowid""",
    """create table substitute (
        login text not null references officer,
        stands_for text not null references officer,
        from_day text not null,
        to_day text,
        primary key (login, stands_for, from_day)
    ) strict, without rowid""",
    """create table roster (
        day text not null,
        counter integer not null,
        session text not null,
        login text not null references officer,
        primary key (day, counter, session)
    ) strict, without rowid""",
)
"""The steps of the migration ``people``."""
