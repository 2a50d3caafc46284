"""The example in the documents is a panel that works."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from displays.errors import PanelError
from displays.light import Light

DOCUMENT = Path(__file__).parents[2] / "docs" / "panels.md"


@pytest.fixture
def example() -> Any:
    """The class of the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    code = re.search(r"```python\n(\"\"\"A board of four letters.*?)```", text, re.DOTALL)
    assert code is not None
    known: dict[str, Any] = {}
    exec(compile(code[1], str(DOCUMENT), "exec"), known)
    return known["Letters4Panel"]


def test_the_panel_of_the_documents_shows_a_call_and_goes_dark(
    example: Any, tmp_path: Path, wire: Any, make_state: Callable[..., Any]
) -> None:
    line = tmp_path / "line"
    light = Light("led-07", "thu", 7, wire, example(str(line)), "s")
    light.listen()
    thread = threading.Thread(target=light.run)
    thread.start()
    try:
        wire.beat()
        wire.tell(make_state())
        wire.wait_until(lambda: len(wire.on("shown")) == 1)
        assert line.read_bytes() == b"3127\r"
    finally:
        light.stop()
        thread.join()
    assert line.read_bytes() == b"    \r"


def test_the_panel_of_the_documents_says_what_is_wrong(example: Any, tmp_path: Path) -> None:
    panel = example(str(tmp_path / "no" / "line"))
    with pytest.raises(PanelError, match="letters4"):
        panel.show(panel.pattern(0))
