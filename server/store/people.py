"""What people can do and where they sit: skills, substitutes and the roster, all with days."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from server.store.accounts import AccountRefused, ReadsWrites


@dataclass(frozen=True, slots=True)
class Skill:
    """A group that somebody may serve, as their own (``main``) or to help, from day to day."""

    login: str
    group: str
    main: bool
    from_day: str
    to_day: str | None


@dataclass(frozen=True, slots=True)
class Substitute:
    """Who may sit where ``stands_for`` usually sits, from day to day."""

    login: str
    stands_for: str
    from_day: str
    to_day: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Who sits at a counter in a session of a day."""

    day: str
    counter: int
    session: str
    login: str


_ON = " where from_day <= :day and (to_day is null or to_day >= :day)"


class People:
    """Skills, substitutes and roster of one centre; read from the tables each time."""

    def __init__(self, store: ReadsWrites) -> None:
        self._store = store

    def skills(self, day: str | None = None) -> list[Skill]:
        """In force on ``day``, or all."""
        rows = self._rows("select login, grp, main, from_day, to_day from skill", day)
        return [Skill(a, b, bool(c), d, e) for a, b, c, d, e in rows]

    def substitutes(self, day: str | None = None) -> list[Substitute]:
        """In force on ``day``, or all."""
        found = self._rows("select login, stands_for, from_day, to_day from substitute", day)
        return [Substitute(*row) for row in found]

    def roster(self, day: str) -> list[Place]:
        """Who sits where on ``day``."""
        with self._store.read() as db:
            found = db.execute(
                "select day, counter, session, login from roster where day = ?"
                " order by counter, session",
                (day,),
            )
            return [Place(*row) for row in found]

    def give_skill(self, skill: Skill) -> None:
        """Add a skill, or change the one with the same first day."""
        row = (skill.login, skill.group, int(skill.main), skill.from_day, skill.to_day)
        self._write("insert or replace into skill values (?, ?, ?, ?, ?)", [row])

    def set_skills(self, login: str, skills: Iterable[Skill]) -> None:
        """All skills of somebody, in place of those before."""
        rows = [(login, s.group, int(s.main), s.from_day, s.to_day) for s in skills]
        self._write(
            "insert into skill values (?, ?, ?, ?, ?)",
            rows,
            ("delete from skill where login = ?", (login,)),
        )

    def drop_skill(self, login: str, group: str) -> None:
        """Take a skill away, whenever it was from."""
        self._write("delete from skill where login = ? and grp = ?", [(login, group)])

    def set_substitute(self, one: Substitute) -> None:
        """Let somebody sit in another's place. Raises AccountRefused for themselves."""
        if one.login == one.stands_for:
            raise AccountRefused("nobody is their own substitute: name another login")
        row = (one.login, one.stands_for, one.from_day, one.to_day)
        self._write("insert or replace into substitute values (?, ?, ?, ?)", [row])

    def set_substitutes(self, login: str, them: Iterable[Substitute]) -> None:
        """All for whom somebody may sit in, in place of those before."""
        rows = [(login, one.stands_for, one.from_day, one.to_day) for one in them]
        self._write(
            "insert into substitute values (?, ?, ?, ?)",
            rows,
            ("delete from substitute where login = ?", (login,)),
        )

    def drop_substitute(self, login: str, stands_for: str) -> None:
        """No longer their substitute."""
        self._write(
            "delete from substitute where login = ? and stands_for = ?", [(login, stands_for)]
        )

    def set_roster(self, day: str, places: Iterable[Place]) -> None:
        """Who sits where on ``day``, in place of what was written before."""
        rows = [(day, one.counter, one.session, one.login) for one in places]
        self._write(
            "insert into roster values (?, ?, ?, ?)",
            rows,
            ("delete from roster where day = ?", (day,)),
        )

    def counters_of(self, login: str, usual: dict[str, int | None], day: str) -> frozenset[int]:
        """Where somebody may sit on ``day``: as usual, by the roster, or for another.

        ``usual`` is each login's usual counter.
        """
        found = {one.counter for one in self.roster(day) if one.login == login}
        theirs = [usual.get(s.stands_for) for s in self.substitutes(day) if s.login == login]
        return frozenset(n for n in (*found, *theirs, usual.get(login)) if n is not None)

    def _rows(self, select: str, day: str | None) -> list[sqlite3.Row]:
        with self._store.read() as db:
            asked = select + (_ON if day else "") + " order by 1, 2"
            return list(db.execute(asked, {"day": day} if day else {}))

    def _write(
        self,
        statement: str,
        rows: Sequence[tuple[object, ...]],
        first: tuple[str, tuple[object, ...]] | None = None,
    ) -> None:
        def run(db: sqlite3.Connection) -> None:
            if first:
                db.execute(*first)
            db.executemany(statement, rows)

        self._store.write(run)
