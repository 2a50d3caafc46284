"""Documents point at things that are there, and tell people to type what the program takes."""

from __future__ import annotations

import argparse
import ast
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))]
each = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix()
)
FILE = re.compile(r"`((?:broker|kiosk|displays|server|docs|tests|firmware_scripts)/[\w./@-]*)`")


def _prose(document: Path) -> str:
    return document.read_text(encoding="utf-8")


@each
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", _prose(document)):
        if not target.startswith(("https://", "http://", "#", "mailto:")):
            place, _, heading = target.partition("#")
            there = document.parent / place
            assert there.exists(), target
            assert not heading or heading in _anchors(there), target


def _anchors(document: Path) -> set[str]:
    heads = re.findall(r"^#+ (.*)$", _prose(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@each
def test_every_file_that_is_named_is_there(document: Path) -> None:
    named = FILE.findall(_prose(document))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_architecture_names_many_files() -> None:
    assert len(set(FILE.findall(_prose(ROOT / "docs/architecture.md")))) > 30


def test_the_index_leads_to_every_document() -> None:
    index = _prose(ROOT / "docs/README.md")
    linked = {(ROOT / "docs" / one).resolve() for one in re.findall(r"\]\(([^)#]+)\)", index)}
    assert set((ROOT / "docs").rglob("*.md")) - linked == {ROOT / "docs/README.md"}


def test_every_decision_has_its_number_its_reason_and_its_price() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{n:04d}" for n in range(1, len(pages) + 1)]
    for page in pages:
        text = _prose(page)
        assert text.startswith(f"# {page.name[:4]} ")
        assert "**Decision.**" in text and "**Why.**" in text


def _typed() -> Iterator[tuple[str, str]]:
    """Every line of a grey box of the guides that runs ``luot``."""
    for lang in ("en", "vi"):
        text = _prose(ROOT / f"docs/operators.{lang}.md")
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
            yield from ((lang, line) for line in block.splitlines() if line.startswith("luot "))


@pytest.mark.parametrize(("lang", "line"), list(_typed()))
def test_what_operators_type_is_taken_by_the_program(
    lang: str, line: str, parser_of: Callable[..., argparse.ArgumentParser]
) -> None:
    _, rest = parser_of("server.cli:main", []).parse_known_args(shlex.split(line)[1:])
    assert rest == []


def test_both_guides_tell_the_same() -> None:
    vi, en = (_prose(ROOT / f"docs/operators.{lang}.md") for lang in ("vi", "en"))
    shape = re.compile(r"^(#+|```\w*|\||- \*\*|\d\.)", re.MULTILINE)
    assert shape.findall(vi) == shape.findall(en)
    typed = {wanted: [line for lang, line in _typed() if lang == wanted] for wanted in ("vi", "en")}
    assert typed["vi"] == typed["en"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_guide_explains_every_word_of_a_light(lang: str) -> None:
    tree = ast.parse(_prose(ROOT / "displays/frames.py"))
    shown = {
        node.value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for node in call.args
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    words = {word for word in shown if not word.isascii()}
    assert len(words) >= 5
    assert [word for word in words if word not in _prose(ROOT / f"docs/operators.{lang}.md")] == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_guide_uses_the_words_of_the_pages(lang: str) -> None:
    words = json.loads(_prose(ROOT / f"server/web/static/lang/{lang}.json"))
    guide = _prose(ROOT / f"docs/operators.{lang}.md").lower()
    used = [word for key, word in words.items() if key.startswith("light_") or key == "offline"]
    assert len(used) >= 4
    assert [word for word in used if word.lower() not in guide] == []


def test_the_hooks_before_a_commit_are_checks_of_the_whole_run() -> None:
    config = ROOT / ".pre-commit-config.yaml"
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", str(config)], check=True)
    repos = yaml.safe_load(config.read_text(encoding="utf-8"))["repos"]
    assert {repo["repo"] for repo in repos} == {"local"}
    run = (ROOT / "run").read_text(encoding="utf-8")
    for hook in repos[0]["hooks"]:
        words = hook["entry"].removeprefix(".venv/bin/python ").removesuffix(" --force-exclude")
        assert f'"$python" {words}' in run
