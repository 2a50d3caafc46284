"""What figures mean: each has a definition, the docs say the same, and pages lead there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from server.domain import definitions
from server.historyview import VIEWS

DOCS = Path(__file__).parents[3] / "docs"
NO_FIGURES = {"from", "to", "view", "by", "filter", "name", "key", "step", "kind", "why", "end"}
"""What an answer says besides figures."""
LISTS = {"whole", "bands", "heat", "worst", "calibration", "distribution", "parts", "outcomes"}
LISTS |= {
    "funnel",
    "counters",
    "gantt",
    "classes",
    "stars_by",
    "passed_by",
    "department",
    "forgotten_by",
}
"""What holds figures; ``counter`` is a name in numbers."""
NAMES = {"busy", "called", "closed", "dossiers", "ended", "expired", "first_called", "issued"}
NAMES |= {"last_called", "left", "max", "n", "no", "no_show", "open", "rated", "served", "service"}
NAMES |= {"slot", "started", "transferred", "wait", "P", "Hyndman", "Fan"}
"""Of columns and of people: the same in both languages."""
WITHOUT_MARKS = {"khi", "qua", "sao", "sau", "trong", "trung"}
"""Vietnamese words that are written like English ones."""


def figures_of(value: Any, name: str = "") -> set[str]:
    """The names of all figures in an answer."""
    if isinstance(value, dict):
        return set().union(*(figures_of(one, k) for k, one in value.items() if k not in NO_FIGURES))
    if isinstance(value, list):
        return {name}.union(*(figures_of(one, name) for one in value))
    return {name}


@pytest.fixture
def served(lan, kiosk):
    kiosk("ho-tich")
    for verb in ("next", "start", "finish"):
        lan.post(f"/counters/1/{verb}")


@pytest.mark.parametrize("view", VIEWS)
def test_every_figure_of_every_view_has_a_definition(boss, served, view):
    found = boss.get(f"/stats/history?view={view}&from=2026-11-24&to=2026-11-24").json
    names = figures_of(found) - LISTS - {"counter"}
    assert len(names) > 5
    assert {name for name in names if name not in definitions.OF} == set()
    assert set(definitions.OF.values()) <= set(definitions.BY_KEY)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_docs_say_what_the_code_says(lang):
    assert (DOCS / f"definitions.{lang}.md").read_text("utf-8") == definitions.markdown(lang)


@pytest.mark.parametrize("one", definitions.DEFINITIONS, ids=lambda one: one.key)
def test_a_formula_has_no_word_of_the_other_language(one):
    words = re.findall(r"[^\W\d]+", definitions.formula(one, "vi"))
    assert {word for word in words if word.isascii()} <= NAMES | WITHOUT_MARKS
    assert definitions.formula(one, "en") == one.formula


def test_the_page_has_every_definition_in_both_languages(boss):
    for lang in ("vi", "en"):
        page = boss.client.get(f"/manage/definitions?lang={lang}").text
        for one in definitions.DEFINITIONS:
            assert f'id="{one.key}"' in page
            assert (one.vi if lang == "vi" else one.en).name in page


@pytest.mark.parametrize("view", VIEWS)
def test_every_question_mark_of_a_page_leads_to_a_definition(boss, served, view):
    page = boss.client.get(f"/manage/history?view={view}&from=2026-11-24&to=2026-11-24").text
    led = set(re.findall(r'/manage/definitions#(\w+)"', page))
    assert len(led) >= 2
    assert led <= set(definitions.BY_KEY)
