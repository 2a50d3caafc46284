"""A draft of the plan that a busy machine does not make in time is to be asked for again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from server.ledger import Actor
from server.trials import Asked
from server.web import trial_drafts
from server.web.problems import Problem


def test_a_draft_that_takes_too_long_is_no_fault_of_the_server(
    hall: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial_drafts, "MOST_S", 0.0)
    boss: Any = SimpleNamespace(actor=Actor("officer", "boss"), may=lambda _: False)
    asked = Asked(("2026-11-24",), ("skill 1 dat-dai",), 3)
    with hall.web.app.app_context(), pytest.raises(Problem) as late:
        trial_drafts.keep(asked, "", boss)
    assert (late.value.code, late.value.status) == ("unavailable", 503)
    assert hall.web.app.extensions["luot"].plan_drafts == {}
