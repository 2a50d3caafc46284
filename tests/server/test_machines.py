"""Kiosks are told which of them can print, and only those that said so themselves."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from broker import messages as m
from server import machines
from server.seen import Seen


def seen(**kiosks: tuple[str, str, str | None]) -> Seen:
    """Kiosks by id: state, paper and trouble."""
    made = Seen()
    for id, (state, paper, trouble) in kiosks.items():
        made.status(id, state, "s-1", "1")
        made.health(id, paper, trouble, 0)
    return made


@pytest.mark.parametrize(
    ("state", "paper", "trouble", "prints"),
    [
        ("online", "ok", None, True),
        ("online", "low", None, True),
        ("online", "ok", "slow", True),
        ("online", "out", "out", False),
        ("online", "ok", "cover", False),
        ("online", "unknown", None, False),
        ("online", "unknown", "unplugged", False),
        ("offline", "ok", None, False),
    ],
)
def test_only_a_connected_kiosk_that_reports_paper_counts(
    state: str, paper: str, trouble: str | None, prints: bool
) -> None:
    assert machines.with_paper(seen(k1=(state, paper, trouble))) == (["k1"] if prints else [])


def test_a_change_of_paper_is_said_once_and_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[Any] = []
    desk: Any = SimpleNamespace(seen=seen(k1=("online", "ok", None)), url="x", touch=lambda: None)
    link: Any = SimpleNamespace(publish_message=lambda topic, told, **_: said.append(told))
    name = m.Bilingual(vi="Trung tâm", en="Centre")
    centre = m.CentreInfo(v=1, ep=1, rev=1, name=name, tz="UTC", url="x", zones=[], hall="open")
    monkeypatch.setattr(machines.boards, "centre_info", lambda *_: centre)
    told = machines.Machines(desk, link)
    for _ in range(2):
        told.look()
    assert [one.machines for one in said] == [["k1"]]
    desk.seen.health("k1", "out", "out", 0)
    told.look()
    assert [one.machines for one in said] == [["k1"], []]
