"""What must not be lost: kept over kill -9, delivered in order, each once."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import BadSetting
from kiosk.outbox import KEPT_REPLIES, Outbox

TOPIC = "luot/v1/thu/kiosk/kiosk-1/printed"
CHILD = """
import itertools, sys
from pathlib import Path
from kiosk.outbox import Outbox
outbox = Outbox(Path(sys.argv[1]))
for i in itertools.count():
    outbox.answer(f"r-{i}", b"{}")
    outbox.printed(f"r-{i}", "t", b"p-%d" % i, ok=True)
    print(i, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the outbox is."""
    return tmp_path / "deep" / "kiosk-1.db"


@pytest.fixture
def opened(path: Path) -> Iterator[Callable[[], Outbox]]:
    """Opens the outbox; the one before is closed."""
    made: list[Outbox] = []

    def open_again() -> Outbox:
        if made:
            made[-1].close()
        made.append(Outbox(path))
        return made[-1]

    yield open_again
    made[-1].close()


@pytest.mark.parametrize("after", [1, 7, 40])
def test_what_was_told_to_be_kept_survives_kill_9(path: Path, after: int) -> None:
    command = [sys.executable, "-c", CHILD, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= after:
                break
        child.kill()
        kept = [int(line), *(int(more) for more in child.stdout)][-1]
    assert child.returncode == -signal.SIGKILL
    outbox = Outbox(path)
    letters = [letter.payload for letter in outbox.pending()]
    noted = [outbox.answered(f"r-{i}") for i in range(kept + 2)]
    outbox.close()
    assert letters[: kept + 1] == [b"p-%d" % i for i in range(kept + 1)]
    assert len(letters) <= kept + 2
    for i, note in enumerate(noted[: len(letters)]):
        assert note is not None and note.printed, i
    assert all(note is None or not note.printed for note in noted[len(letters) :])


def test_letters_wait_until_they_are_delivered_oldest_first(
    opened: Callable[[], Outbox],
) -> None:
    outbox = opened()
    first, second, third = (outbox.put(TOPIC, b"%d" % i) for i in range(3))
    outbox.done(second.id)
    assert opened().pending() == [first, third]
    opened().done(first.id)
    fresh = opened().put(TOPIC, b"3")
    assert fresh.id > third.id
    assert opened().pending() == [third, fresh]


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(st.one_of(st.just("put"), st.just("reopen"), st.integers(0, 5)), max_size=25))
def test_no_letter_is_lost_doubled_or_reordered(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str | int]
) -> None:
    path = tmp_path_factory.mktemp("outbox") / "box.db"
    outbox, expected, count = Outbox(path), list[tuple[int, bytes]](), 0
    for step in steps:
        if step == "put":
            letter = outbox.put(TOPIC, b"%d" % count)
            expected.append((letter.id, letter.payload))
            count += 1
        elif step == "reopen":
            outbox.close()
            outbox = Outbox(path)
        elif expected:
            id, _ = expected.pop(int(step) % len(expected))
            outbox.done(id)
            outbox.done(id)
        assert [(letter.id, letter.payload) for letter in outbox.pending()] == expected
    outbox.close()


def test_the_first_answer_to_a_request_stays(opened: Callable[[], Outbox]) -> None:
    outbox = opened()
    outbox.answer("r-1", b"first")
    outbox.answer("r-1", b"second")
    known = opened().answered("r-1")
    assert known is not None
    assert (known.reply, known.printed, known.on_paper) == (b"first", False, False)
    assert opened().answered("r-2") is None


@pytest.mark.parametrize("ok", [True, False])
def test_what_became_of_the_paper_is_remembered_with_the_letter(
    opened: Callable[[], Outbox], ok: bool
) -> None:
    outbox = opened()
    outbox.answer("r-1", b"reply")
    letter = outbox.printed("r-1", TOPIC, b"told", ok=ok)
    known = opened().answered("r-1")
    assert known is not None and (known.printed, known.on_paper) == (True, ok)
    assert opened().pending() == [letter]


def test_old_answers_are_forgotten_in_the_end(
    opened: Callable[[], Outbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert KEPT_REPLIES >= 500
    monkeypatch.setattr("kiosk.outbox.KEPT_REPLIES", few := 20)
    outbox = opened()
    for i in range(few + 3):
        outbox.answer(f"r-{i}", b"reply")
    remembered = [outbox.answered(f"r-{i}") is not None for i in range(few + 3)]
    assert remembered == [False] * 3 + [True] * few


def test_a_file_that_is_no_database_is_a_bad_setting(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(BadSetting, match="--data: cannot use"):
        Outbox(path)


def test_a_folder_that_cannot_be_made_is_a_bad_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSetting, match="--data: cannot use"):
        Outbox(tmp_path / "file" / "kiosk.db")
