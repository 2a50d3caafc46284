"""Old phones: what the citizen's page loads is no newer than the first browsers with modules.

Modules came with Chrome 61 (2017). Older browsers get the page that the server draws, and a script
that is plain enough for them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = "server/web/static"
BEGINS = ("phone.js",)
IMPORT = re.compile(r"""(?:^|[;}\n])\s*(?:import|export)\b[^;"']*?\bfrom\s*["']([^"']+)["']""")
TOO_NEW = {
    "?.": re.compile(r"\?\.(?!\d)"),
    "??": re.compile(r"\?\?"),
    "||=": re.compile(r"(?:\|\||&&)=(?!=)"),
    "catch without a name": re.compile(r"\bcatch\s*\{"),
    "flat, at, replaceAll and their like": re.compile(
        r"\.(?:flat|flatMap|at|replaceAll|matchAll|replaceChildren|fromEntries|allSettled|any"
        r"|trimStart|trimEnd|toggleAttribute|findLast|toSorted|toReversed)\("
    ),
    "globalThis, structuredClone": re.compile(r"\b(?:globalThis|structuredClone|queueMicrotask)\b"),
    "private names": re.compile(r"(?<![\w\"'`&#])#\w+\s*[=(;]"),
    "import()": re.compile(r"\bimport\s*[(.]"),
    "1_000": re.compile(r"\b\d+_\d"),
    "for await": re.compile(r"\bfor\s+await\b"),
    "top-level await": re.compile(r"^(?:(?:const|let|var)\s[^=]*=\s*)?await\b", re.MULTILINE),
    "named groups, lookbehind": re.compile(r"\(\?<"),
    "ariaLabel": re.compile(r"\baria[A-Z]\w+:"),
}
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
NEW_STYLE = re.compile(
    r":has\(|:is\(|:where\(|@layer|@container|@supports|(?<!-)\binset\b(?!-)|aspect-ratio|&\s*[.:{]"
)
NEEDS_FALLBACK = re.compile(
    r"([\w-]+):\s*[^;{}]*(?:\b\d*d[vs][hw]\b|\bclamp\(|\bmin\(|\bmax\(|\benv\()"
)
STYLES = ("phone.css", "rating.css", "feedback.css")


def _closure(folder: Path, begins: tuple[str, ...]) -> dict[str, str]:
    """Every script that these lead to, by its path."""
    found: dict[str, str] = {}
    wanted = [folder / name for name in begins]
    while wanted:
        path = wanted.pop().resolve()
        name = path.relative_to(folder.resolve()).as_posix()
        if name not in found:
            found[name] = COMMENT.sub("", path.read_text(encoding="utf-8"))
            wanted += [path.parent / one for one in IMPORT.findall(found[name])]
    return found


@pytest.fixture(scope="module")
def scripts(root: Path) -> dict[str, str]:
    return _closure(root / STATIC, BEGINS)


def test_the_scripts_of_the_phone_page_are_all_looked_at(scripts: dict[str, str]) -> None:
    wanted = {"phone.js", "phone/views.js", "phone/feed.js", "lib/live.js", "lib/morph.js"}
    assert scripts.keys() >= wanted | {"vendor/socket.io.esm.min.js"}


def _new(text: str) -> set[str]:
    return {what for what, pattern in TOO_NEW.items() if pattern.search(text)}


def test_old_browsers_with_modules_understand_every_script(scripts: dict[str, str]) -> None:
    assert {name: new for name, text in scripts.items() if (new := _new(text))} == {}


@pytest.mark.parametrize(
    "line",
    ["a?.b", "a ?? b", "a ||= 1", "try { } catch { }", "[1].flat()", "x.at(-1)", "#a = 1;",
     'await load();', "const x = await load();", "import('x')", "1_000", "el({ ariaLabel: 1 })"],
)  # fmt: skip
def test_new_syntax_would_be_seen(line: str) -> None:
    assert _new(line)


@pytest.mark.parametrize(
    "line", ["a ? .5 : 1", "async () => { await x(); }", 'import { a } from "b"']
)
def test_old_syntax_is_let_by(line: str) -> None:
    assert not _new(line)


def test_the_script_for_the_oldest_browsers_is_plain(root: Path) -> None:
    text = COMMENT.sub("", (root / STATIC / "phone/old.js").read_text(encoding="utf-8"))
    assert re.search(r"=>|\b(?:const|let|import|export|async|class)\b|`", text) is None


@pytest.mark.parametrize("name", STYLES)
def test_styles_have_a_value_that_old_browsers_know(root: Path, name: str) -> None:
    text = COMMENT.sub("", (root / STATIC / name).read_text(encoding="utf-8"))
    assert NEW_STYLE.findall(text) == []
    assert _alone(text) == []


def _alone(text: str) -> list[str]:
    """New lengths without an old one for the same property before them, in the same rule."""
    found = []
    for rule in re.findall(r"\{([^{}]*)\}", text):
        for new in NEEDS_FALLBACK.finditer(rule):
            before = rule[: new.start()]
            if not re.search(rf"(?:^|[;\s]){new.group(1)}:", before):
                found.append(new.group())
    return found


def test_a_new_length_alone_would_be_seen() -> None:
    assert _alone("a { height: 100dvh; }")
    assert not _alone("a { height: 100vh; height: 100dvh; }")


@pytest.mark.parametrize("name", STYLES)
def test_rows_are_spaced_without_gaps(root: Path, name: str) -> None:
    """Gaps of flex rows came with Chrome 84; margins do the same everywhere."""
    text = (root / STATIC / name).read_text(encoding="utf-8")
    assert re.findall(r"(?<!grid-)\bgap:(?! 0)", text) == []
