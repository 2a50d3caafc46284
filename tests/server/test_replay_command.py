"""``luot replay`` as it is typed: what it prints, writes, refuses, and how it ends."""

from __future__ import annotations

import csv
import json

import pytest

from server.cli import main
from server.ledger import Actor

HEAD = "ticket,arrival_s,group,priority,appointment_s,service_s,shows\n"
TRACE = HEAD + "x,32400,c,0,,300,1\ny,32401,c,0,,300,1\nz,32402,c,1,,300,0\nw,32403,c,0,,300,1\n"
PLAN = """
[centre]
id = "thu"
name_vi = "Tên"
name_en = "Name"
timezone = "Asia/Ho_Chi_Minh"
[[session]]
name = "sáng"
opens = "07:30"
closes = "11:30"
last_ticket = "11:15"
[[series]]
id = "1"
first = 1
last = 99
[[zone]]
id = "1"
name_vi = "Tên"
name_en = "Name"
[[group]]
code = "c"
name_vi = "Tên"
name_en = "Name"
department = "Sở"
zone = "1"
series = "1"
mean_service_s = 300
[[counter]]
number = 1
zone = "1"
department = "Sở"
groups = ["c"]
"""


@pytest.fixture
def luot(tmp_path, capsys):
    """Types ``luot replay`` in a folder with a trace and a plan; tells code, output and errors."""
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "t.csv").write_text(TRACE, encoding="utf-8")
    usual = ["--trace", str(tmp_path / "t.csv"), "--plan", str(tmp_path / "plan.toml")]

    def run(*words, bare=False):
        try:
            code = main(["replay", *([] if bare else usual), *map(str, words)])
        except SystemExit as left:
            code = left.code
        return (code, *capsys.readouterr())

    return run


def test_json_has_every_figure_of_the_contract(luot):
    code, out, err = luot("--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert (told["policy"], told["tickets"], told["served"]) == ("call-mark", 4, 3)
    assert (told["no_show"], told["expired"]) == (1, 0)
    assert told["wait"] == {
        "n": 3,
        "mean_s": (0 + 389 + 717) / 3,
        "p50_s": 389,
        "p90_s": pytest.approx(389 + 0.8 * 328),
        "p95_s": pytest.approx(389 + 0.9 * 328),
        "max_s": 717,
    }
    assert (told["within_target"], told["priority_mean_s"]) == (1, None)
    assert told["worst_group"]["code"] == "c"
    assert told["overtakes_max"] == 0
    assert {"mae_s", "naive_mae_s", "coverage"} <= told["forecast"].keys()


def test_calls_are_written_in_the_order_of_the_trace(luot, tmp_path):
    assert luot("--calls", tmp_path / "o.csv", "--json")[0] == 0
    rows = list(csv.DictReader((tmp_path / "o.csv").read_text("utf-8").splitlines()))
    found = [
        (r["ticket"], r["called_s"], r["started_s"], r["finished_s"], r["outcome"]) for r in rows
    ]
    assert found == [
        ("x", "32400", "32430", "32730", "served"),
        ("y", "32790", "32820", "33120", "served"),
        ("z", "32730", "", "32790", "no_show"),
        ("w", "33120", "33150", "33450", "served"),
    ]


def test_a_table_for_people(luot):
    code, out, _ = luot("--policy", "fifo")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].split() == ["replayed"]
    assert lines[1].split() == ["policy", "fifo"]
    assert len({len(line) for line in lines[1:6]}) == 1


def test_a_what_if_is_shown_beside_the_day(luot, tmp_path):
    words = ("--what-if", "counter 2 groups=c", "--what-if", "walk_s=0", "--json")
    code, out, _ = luot(*words, "--calls", tmp_path / "o.csv")
    told = json.loads(out)
    assert (code, list(told)) == (0, ["replayed", "changed"])
    assert told["changed"]["wait"]["mean_s"] < told["replayed"]["wait"]["mean_s"]
    assert ",2,32401,32401," in (tmp_path / "o.csv").read_text("utf-8")
    assert "changed" in luot(*words[:4])[1].splitlines()[0]


def test_earlier_days_can_be_given(luot, tmp_path):
    (tmp_path / "days").mkdir()
    assert luot("--calls", tmp_path / "days" / "1.csv")[0] == 0
    code, _, err = luot("--history", tmp_path / "days")
    assert (code, err) == (0, "")
    code, _, err = luot("--history", tmp_path / "none")
    assert (code, "no such folder" in err) == (1, True)


def test_an_empty_day_has_an_answer(luot, tmp_path):
    (tmp_path / "t.csv").write_text(HEAD, encoding="utf-8")
    code, out, err = luot("--json", "--calls", tmp_path / "o.csv")
    assert (code, err, json.loads(out)["tickets"]) == (0, "", 0)
    assert len((tmp_path / "o.csv").read_text("utf-8").splitlines()) == 1


def test_a_group_that_nobody_serves_is_told_and_expires(luot, tmp_path):
    lonely = PLAN.replace('groups = ["c"]', "groups = []")
    (tmp_path / "plan.toml").write_text(lonely, encoding="utf-8")
    code, out, err = luot("--json")
    assert (code, json.loads(out)["expired"]) == (0, 4)
    assert err == "luot: warning: no counter serves group c: 4 tickets can only expire\n"


@pytest.mark.parametrize(
    "words",
    [
        ("--policy", "best"),
        ("--what-if", "abolish 3"),
        ("--journal", "2026-11-24"),
        ("--data", "x"),
        ("--frobnicate",),
    ],
)
def test_wrong_usage_ends_with_2(luot, words):
    code, out, err = luot(*words)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith("luot")


@pytest.mark.parametrize(
    "words", [(), ("--trace", "t.csv"), ("--data", "d"), ("--journal", "24/11/2026", "--data", "d")]
)
def test_half_a_day_is_wrong_usage(luot, words):
    assert luot(*words, bare=True)[0] == 2


def test_every_error_of_a_trace_is_a_line_and_ends_with_1(luot, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(HEAD + "x,5,q,0,,300,1\nx,4,c,0,,-3,1\n", encoding="utf-8")
    code, out, err = luot()
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        f"luot: {path}: row 2, group: there is no group 'q' in the plan",
        f"luot: {path}: row 3, service_s: -3 is negative",
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.toml", b"[centre]\n", "centre.id: is missing"),
        ("plan.toml", b"\xff", "plan.toml: not UTF-8"),
        ("plan.toml", None, "plan.toml"),
        ("t.csv", None, "No such file"),
        ("t.csv", b"", "row 1, ticket: there is no such column"),
    ],
)
def test_a_file_that_is_broken_or_missing_ends_with_1(luot, tmp_path, name, content, said):
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    code, out, err = luot()
    assert (code, out) == (1, "")
    assert said in err


def test_a_change_that_the_plan_cannot_make_ends_with_1(luot):
    code, _, err = luot("--what-if", "close 7")
    assert (code, err) == (1, "luot: 'close 7': there is no counter 7\n")


@pytest.fixture
def kept(centre, officer):
    """The folder of a centre in which a counter served two people on a Tuesday."""
    kiosk = Actor("device", "kiosk-1")
    centre.desk.open(officer, None, 3)
    for _ in range(2):
        centre.desk.issue(kiosk, None, group="c")
    for pass_s in (60, 300):
        centre.clock.pass_s(pass_s)
        centre.desk.next(officer, None, 3)
    centre.clock.pass_s(300)
    centre.desk.finish(officer, None, 3)
    return centre.data


def test_a_real_day_is_shown_as_it_was_replayed_and_changed(luot, kept):
    words = ("--journal", "2026-11-24", "--data", kept)
    code, out, _ = luot(*words, "--what-if", "open 2", "--json", bare=True)
    told = json.loads(out)
    assert (code, list(told)) == (0, ["as_happened", "replayed", "changed"])
    assert [one["served"] for one in told.values()] == [2, 2, 2]
    assert [one["wait"]["mean_s"] for one in told.values()] == [210, 150, 0]
    table = luot(*words, bare=True)[1].splitlines()
    assert table[0].split() == ["as", "happened", "replayed"]


def test_a_day_that_the_journal_does_not_know_ends_with_1(luot, kept):
    code, _, err = luot("--journal", "2025-01-01", "--data", kept, bare=True)
    days = "from 2026-11-24 to 2026-11-24"
    assert (code, err) == (
        1,
        f"luot: the journal knows nothing of 2025-01-01: it has facts {days}\n",
    )


def test_a_folder_without_a_centre_ends_with_1(luot, tmp_path):
    code, _, err = luot("--journal", "2026-11-24", "--data", tmp_path, bare=True)
    assert (code, "no database" in err) == (1, True)
