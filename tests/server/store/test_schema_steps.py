"""The schema grows by steps from nothing, each once."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database

from server.store.migrations import migrate, migrations

TABLES = {"meta", "secret", "journal", "ticket", "leg", "answered"}
TABLES |= {"officer", "device", "ended_session", "learned"}


@pytest.fixture
def empty():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        yield Database(db)


def test_from_nothing_all_tables_come(empty):
    migrate(empty)
    assert set(empty.table_names()) >= TABLES
    assert all(empty[name].strict for name in TABLES)
    assert dict(empty.execute("select name, value from meta")) == {"ep": 0, "rev": 0}


def test_a_second_time_changes_nothing(empty):
    migrate(empty)
    empty.execute("update meta set value = 7 where name = 'ep'")
    before = empty.schema
    migrate(empty)
    assert empty.schema == before
    assert empty.execute("select value from meta where name = 'ep'").fetchone() == (7,)


def test_every_step_is_written_down_as_applied(empty):
    migrate(empty)
    assert migrations.pending(empty) == []
    assert next(step.name for step in migrations.applied(empty)) == "first"


def test_columns_take_no_value_of_another_type(empty):
    migrate(empty)
    with pytest.raises(sqlite3.IntegrityError):
        empty.execute("insert into meta values ('x', 'not a number')")
