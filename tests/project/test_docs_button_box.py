"""The press that the page of the counter box shows is one that the server takes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from broker import messages as m
from broker import topics


def _example(root: Path) -> list[str]:
    """The words of the line that publishes, as a shell would hand them on."""
    page = (root / "docs/button-box.md").read_text(encoding="utf-8")
    found = re.search(r"^mosquitto_pub (?:.*\\\n)*.*", page, re.MULTILINE)
    assert found is not None
    return shlex.split(found[0].replace("$(date +%s%N)", "1795485602500000000"))


def test_the_example_of_a_press_is_a_press_on_its_topic(root: Path) -> None:
    words = _example(root)
    topic, payload = words[words.index("-t") + 1], words[words.index("-m") + 1]
    assert topic == topics.build("haiphong", topics.PRESS, counter=7)
    press = m.decode(m.Press, payload.encode())
    assert (press.button, press.kind, press.device) == ("next", "press", "box-07")
    assert words[words.index("-q") + 1] == str(topics.PRESS.qos)
