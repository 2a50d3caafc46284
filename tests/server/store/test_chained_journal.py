"""Nothing in the journal can be changed unseen."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from server.cli import main
from server.domain import facts as f
from server.store import chain, journal
from server.store.migrations import migrations
from server.store.store import FILE, create

AT = datetime(2026, 11, 26, 1, tzinfo=UTC)


def _facts(first: int, n: int) -> list[f.Recorded]:
    return [
        f.Recorded(seq, AT, "officer:an", seq, f.CounterOpened(seq, "an"))
        for seq in range(first, first + n)
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A centre whose journal holds eight facts, written in three commits."""
    made = create(tmp_path)
    with closing(sqlite3.connect(made)) as db:
        link = journal.append(db, _facts(1, 3))
        journal.append(db, _facts(4, 2), link)
        journal.append(db, _facts(6, 3))
        db.commit()
    return made


def test_a_journal_as_it_was_written_is_whole(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        found = chain.check(db)
        assert (found.links, found.broken_seq, found.head) == (8, None, chain.newest(db))


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("update journal set by = 'officer:binh' where seq = 4", 4),
        ("update journal set at_ms = at_ms + 1 where seq = 1", 1),
        ("update journal set step = 1 where seq = 3", 3),
        ("update journal set kind = 'counter_closed' where seq = 5", 5),
        ("update journal set data = replace(data, '6', '7') where seq = 6", 6),
        ("update journal set link = '' where seq = 8", 8),
        ("delete from journal where seq = 4", 4),
        ("delete from journal where seq = 1", 1),
        ("update journal set seq = 9 where seq = 8", 8),
    ],
)
def test_the_first_row_that_was_touched_is_named(path: Path, tampering: str, broken: int) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(tampering)
        assert chain.check(db).broken_seq == broken


def test_a_row_whose_link_was_made_anew_breaks_the_next(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("update journal set by = 'officer:x' where seq = 4")
        row = db.execute("select seq, at_ms, step, by, kind, data from journal where seq = 4")
        forged = chain.link(chain.at(db, 3) or "", tuple(row.fetchone()))
        db.execute("update journal set link = ? where seq = 4", (forged,))
        assert chain.check(db).broken_seq == 5


def test_words_cannot_move_from_one_field_to_the_next() -> None:
    one = chain.link("", (1, 2, 3, "a", "b|1:c", "{}"))
    assert one != chain.link("", (1, 2, 3, "a|1:b", "c", "{}"))


def test_an_old_journal_is_sealed_as_it_stands(tmp_path: Path) -> None:
    db = Database(tmp_path / "old.db")
    migrations.apply(db, stop_before="linked_facts")
    for seq in range(1, 6):
        row = (seq, 1, seq, "officer:an", "counter_closed", '{"counter":1}')
        db.execute(
            "insert into journal (seq, at_ms, step, by, kind, data) values (?,?,?,?,?,?)", row
        )
    migrations.apply(db)
    assert chain.check(db.conn).links == 5
    assert chain.check(db.conn).broken_seq is None
    db.execute("update journal set data = '{}' where seq = 2")
    assert chain.check(db.conn).broken_seq == 2


def _centre(tmp_path: Path, plan: Path) -> Path:
    data = tmp_path / "centre"
    assert main(["init", "--plan", str(plan), "--data", str(data)]) == 0
    return data


def test_the_doctor_names_the_first_broken_link_and_exits_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], hai_phong_plan: Path
) -> None:
    data = _centre(tmp_path, hai_phong_plan)
    assert main(["doctor", "--data", str(data)]) == 0
    assert "chain: whole; newest link " in capsys.readouterr().out
    with closing(sqlite3.connect(data / FILE)) as db:
        db.execute("update journal set by = 'officer:x' where seq = 1")
        db.commit()
    assert main(["doctor", "--data", str(data)]) == 1
    assert "chain: BROKEN at fact 1" in capsys.readouterr().out


def test_a_noted_link_shows_that_the_end_was_cut_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], hai_phong_plan: Path
) -> None:
    data = _centre(tmp_path, hai_phong_plan)
    main(["doctor", "--data", str(data)])
    noted = capsys.readouterr().out.split("newest link ")[1].split()[0]
    assert main(["doctor", "--data", str(data), "--expect", noted]) == 0
    assert main(["doctor", "--data", str(data), "--expect", f"9{noted}"]) == 1
    assert "DIFFERENT at fact 91" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="2"):
        main(["doctor", "--data", str(data), "--expect", "no link"])
