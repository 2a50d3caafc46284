"""``luot plan``: check tells every error, adopt needs a stopped server, show prints the plan."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing

import pytest

from server.cli import main
from server.clock import HallClock
from server.desk import Desk
from server.domain.facts import DayOpened
from server.domain.plan import parse_plan, plan_from_toml
from server.domain.plan_toml import plan_to_toml
from server.founding import create
from server.ledger import Actor, Ledger
from server.runtime import ThreadRuntime
from server.store import journal
from server.store.store import Store

KIOSK = Actor("device", "kiosk-1")


@pytest.fixture
def plan(capsys):
    """Runs ``luot plan``; returns its exit code, what it printed, and its errors by line."""

    def run(*words):
        capsys.readouterr()
        code = main(["plan", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err.splitlines()

    return run


@pytest.fixture
def document(make_document):
    """The small centre, open day and night, because commands read the real clock."""
    made = make_document()
    hours = {"opens": "00:00", "closes": "24:00", "last_ticket": "24:00"}
    made["session"] = [{"name": "cả ngày", **hours}]
    return made


@pytest.fixture
def write(tmp_path):
    """Writes a plan to a file."""

    def written(document, name="plan.toml"):
        path = tmp_path / name
        path.write_text(plan_to_toml(parse_plan(document)), encoding="utf-8")
        return path

    return written


@pytest.fixture
def data(tmp_path, document):
    """The folder of a centre with this plan; no server runs."""
    create(tmp_path / "data", parse_plan(document))
    return tmp_path / "data"


def open_desk(data):
    runtime = ThreadRuntime()
    store = Store(data, runtime)
    return store, Desk(Ledger(store, runtime, HallClock()), store, "http://hall.test")


def test_a_sound_plan_is_ok_with_what_is_in_it(plan, write, document):
    document["counter"][2]["groups"] = []
    document["counter"][1]["help"] = []
    code, out, err = plan("check", write(document))
    assert (code, err) == (0, [])
    assert out.startswith("ok: Tên (thu)")
    assert "groups 3, counters 3" in out
    assert "00:00–24:00" in out and "101–199" in out
    assert "served by no counter: c" in out


def test_every_error_is_told_at_once_with_its_key(plan, write, document):
    path = write(document)
    text = path.read_text(encoding="utf-8").replace('series = "B"', 'series = "Z"')
    path.write_text(text.replace("timezone", "timezona"), encoding="utf-8")
    code, out, err = plan("check", path)
    assert (code, out) == (1, "")
    keys = [line.removeprefix("luot: ").partition(": ")[0] for line in err]
    assert keys == ["centre.timezone", "centre.timezona", "group[2].series"]


def test_errors_are_told_in_the_language_that_is_asked_for_or_that_of_the_shell(
    plan, write, document, monkeypatch
):
    path = write(document)
    text = path.read_text(encoding="utf-8").replace('series = "B"', 'series = "Z"')
    path.write_text(text, encoding="utf-8")
    english, vietnamese = "there is no 'Z' in this plan", "không có 'Z' trong cấu hình này"
    for locale, words, said in (
        ("vi_VN.UTF-8", (), vietnamese),
        ("vi_VN.UTF-8", ("--lang", "en"), english),
        ("en_GB.UTF-8", (), english),
        ("C", ("--lang", "vi"), vietnamese),
        ("", (), english),
    ):
        monkeypatch.setenv("LC_ALL", locale)
        code, _, err = plan("check", path, *words)
        assert (code, err) == (1, [f"luot: group[2].series: {said}"]), (locale, words)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"[centre", "plan.toml"), (b"\xff\xfe", "UTF-8"), (None, "No such file")],
    ids=["no TOML", "no text", "no file"],
)
def test_what_is_no_plan_is_an_error_in_one_line(plan, tmp_path, content, words):
    path = tmp_path / "broken.toml"
    if content is not None:
        path.write_bytes(content)
    code, _, err = plan("check", path)
    assert (code, len(err)) == (1, 1)
    assert words in err[0]


def test_a_file_with_the_mark_of_an_editor_is_read(plan, write, document):
    path = write(document)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert plan("check", path)[0] == 0


def test_what_show_prints_is_the_plan_in_force_and_may_be_adopted_again(
    plan, data, document, tmp_path
):
    code, out, _ = plan("show", "--data", data)
    assert code == 0
    assert plan_from_toml(out) == parse_plan(document)
    shown = tmp_path / "shown.toml"
    shown.write_text(out, encoding="utf-8")
    assert plan("check", shown)[0] == 0
    code, out, _ = plan("adopt", shown, "--data", data)
    assert code == 0 and out.startswith("In force already")
    store, _ = open_desk(data)
    with closing(store), store.read() as db:
        assert len(journal.plans(db)) == 1


def test_after_adopt_the_hall_follows_the_new_plan_with_those_who_wait(plan, data, document, write):
    store, desk = open_desk(data)
    with closing(store):
        desk.issue(KIOSK, None, group="a", priority=True)
        before = desk.snapshot().hall.tickets
    document["centre"]["priority_credit_s"] = 0
    document["counter"].append(
        {"number": 9, "zone": "1", "department": "Sở", "groups": ["a"], "help": []}
    )
    code, out, err = plan("adopt", write(document), "--data", data)
    assert (code, err) == (0, [])
    assert out.startswith("Adopted: ") and "counters 4" in out
    assert plan_from_toml(plan("show", "--data", data)[1]) == parse_plan(document)
    store, desk = open_desk(data)
    with closing(store):
        assert desk.snapshot().hall.tickets == before
        desk.open(KIOSK, None, 9)
        assert desk.next(KIOSK, None, 9)["number"] == 101


def test_a_plan_that_leaves_somebody_behind_is_refused_and_nothing_changes(
    plan, data, document, write
):
    store, desk = open_desk(data)
    with closing(store):
        desk.issue(KIOSK, None, group="c")
    old = plan("show", "--data", data)
    document["centre"]["id"] = "other"
    document["group"].pop()
    document["counter"][1]["help"] = []
    document["counter"][2]["groups"] = []
    code, out, err = plan("adopt", write(document), "--data", data)
    assert (code, out, len(err)) == (1, "", 2)
    assert "centre.id" in err[0] and "number 201" in err[1]
    assert plan("show", "--data", data) == old


def test_yesterdays_tickets_hold_up_nothing(plan, data, document, write):
    store, desk = open_desk(data)
    with closing(store):
        desk.issue(KIOSK, None, group="c")
        store.write(lambda db: db.execute("update journal set at_ms = at_ms - 90000000"))
        opened = {"kind": DayOpened.KIND, "data": '{"day":"2020-01-01"}'}
        store.write(
            lambda db: db.execute("update journal set data = :data where kind = :kind", opened)
        )
    document["group"].pop()
    document["counter"][1]["help"] = []
    document["counter"][2]["groups"] = []
    assert plan("adopt", write(document), "--data", data)[0] == 0


def test_beside_a_running_server_adopt_is_refused_and_show_works(plan, data, document, write):
    document["centre"]["walk_s"] = 5
    store, _ = open_desk(data)
    with closing(store):
        code, _, err = plan("adopt", write(document), "--data", data)
        assert (code, len(err)) == (1, 1)
        assert "is in use by process" in err[0]
        assert plan("show", "--data", data)[0] == 0


def test_a_centre_without_a_plan_says_so(plan, centre):
    centre.store.write(lambda db: db.execute("delete from journal"))
    code, _, err = plan("show", "--data", centre.data)
    assert (code, len(err)) == (1, 1)
    assert "luot plan adopt" in err[0]


def test_a_wrong_action_is_wrong_usage():
    done = subprocess.run(
        [sys.executable, "-P", "-m", "server", "plan", "drop"], capture_output=True, check=False
    )
    assert done.returncode == 2
