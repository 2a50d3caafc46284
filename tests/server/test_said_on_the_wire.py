"""What the server tells loudspeakers: today's sentences, and who comes for a result."""

from __future__ import annotations

import pytest

from server import boards
from server.domain.plan import parse_plan
from server.ledger import Actor

KIOSK = Actor("device", "kiosk-1")


def test_a_board_tells_the_sentences_of_its_day(centre):
    said = boards.board(centre.desk.snapshot(), "1").sentences
    assert [(one.say, one.at) for one in said] == [
        ("lunch", "2026-11-24T11:30:00+07:00"),
        ("opening", "2026-11-24T13:25:00+07:00"),
        ("closing", "2026-11-24T16:45:00+07:00"),
    ]


@pytest.mark.parametrize(
    ("need", "results", "words"),
    [
        ("collect", True, "Mời công dân có số thứ tự 101 đến quầy số 1 nhận kết quả."),
        ("submit", False, "Mời công dân có số thứ tự 101 đến quầy số 1."),
    ],
)
def test_a_call_says_whether_a_result_is_collected(
    found_centre, make_document, officer, need, results, words
):
    plan = make_document()
    plan["group"][0]["need"] = need
    desk = found_centre(parse_plan(plan)).desk
    desk.issue(KIOSK, None, group="a")
    desk.open(officer, None, 1)
    desk.next(officer, None, 1)
    snap = desk.snapshot()
    call = boards.call(snap, snap.hall.ticket_at(1), 1, "c-1", "call")
    assert (call.results, call.voice.vi) == (results, words)
