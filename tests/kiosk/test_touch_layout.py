"""Every screen, in every shape, language and mode: nothing cut, crowded, covered or too small."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk import asking

SECONDS_TO_LOOK = 30.0


def test_no_screen_is_broken_in_any_shape_language_or_mode(
    screens: Any, screen_name: str, views: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    patience_s = SECONDS_TO_LOOK if screen_name.endswith("asking") else 0.6
    monkeypatch.setattr(asking, "ANSWER_S", patience_s)
    getattr(screens, screen_name)()
    broken: dict[str, list[str]] = {}
    for view in views:
        screens.stage.show(view)
        if faults := screens.stage.faults():
            broken[f"{view.shape} {view.lang} {view.mode}"] = faults
    assert broken == {}
