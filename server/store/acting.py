"""Who changes an account: told to the triggers that note it, in the change's own transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from server.store.notes import trigger

T = TypeVar("T")
COMMAND = "command:luot"
"""Whoever sits at the server itself."""
WHO: ContextVar[str] = ContextVar("who", default=COMMAND)
"""``kind:id`` of whom this request is from; a request sets it, and puts it back."""

STATEMENTS: tuple[str, ...] = (
    "alter table officer add column unlocked integer not null default 0",
    trigger("unlocked", "update of unlocked on officer", "officer", "new.login", "'unlocked'"),
    "create table acting (by text not null) strict",
    f"create trigger noted_by after insert on noted when new.by = '{COMMAND}' and exists "
    "(select 1 from acting) begin update noted set by = (select by from acting) "
    "where no = new.no; end",
)
"""``unlocked`` counts how often a login was freed from waiting; ``acting`` is empty in between."""


def doing(by: str, change: Callable[[sqlite3.Connection], T]) -> Callable[..., T]:
    """``change``, noted as made by ``by``."""

    def noted(db: sqlite3.Connection) -> T:
        db.execute("insert into acting (by) values (?)", (by,))
        try:
            return change(db)
        finally:
            db.execute("delete from acting")

    return noted
