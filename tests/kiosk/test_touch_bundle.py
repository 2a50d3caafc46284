"""The touch page's modules as one script: nothing is left out, lost, or let through unseen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.touch import shell
from kiosk.touch.bundle import bundled

STATIC = Path(shell.__file__).parent / "static"
TAKEN = re.compile(r"^const \{ (.+) \} = (\$\w+);$", re.M)
PART = re.compile(
    r"^const (\$\w+) = \(\(\) => \{\n(.*?)\nreturn \{ ?(.*?) \};\n\}\)\(\);$", re.M | re.S
)


def _written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        folder.joinpath(f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_every_module_is_in_the_script_once() -> None:
    held = [scope for scope, _, _ in PART.findall(shell.script())]
    files = [path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.js")]
    assert sorted(held) == sorted(f"${name[:-3].replace('/', '_')}" for name in files)


def test_every_name_that_a_module_takes_was_given_by_one_before_it() -> None:
    given: dict[str, list[str]] = {}
    taken = 0
    for scope, text, names in PART.findall(shell.script()):
        for wanted, source in TAKEN.findall(text):
            plain = [name.split(":")[0] for name in wanted.split(", ")]
            assert set(plain) <= set(given[source]), f"{scope} from {source}"
            taken += len(plain)
        given[scope] = names.split(", ")
    assert taken > 100


def test_no_import_or_export_is_left() -> None:
    assert not re.search(r"^(import|export)\b|\bimport\(", shell.script(), re.M)


def test_a_module_keeps_its_names_for_itself_and_comes_before_who_takes_from_it(
    tmp_path: Path,
) -> None:
    one = "const own = 1;\nexport const two = () => own + 1;"
    folder = _written(tmp_path, one=one, main='import { two as own } from "./one.js";\nown();')
    assert bundled(folder, "main.js").splitlines() == [
        *("const $one = (() => {", "const own = 1;", "const two = () => own + 1;"),
        *("return { two };", "})();"),
        *(
            "const $main = (() => {",
            "const { two: own } = $one;",
            "own();",
            "return {  };",
            "})();",
        ),
    ]


@pytest.mark.parametrize(
    "text",
    ["export let a = 1;", 'import a from "./b.js";', "export { a };", 'export * from "./b.js";'],
)
def test_a_form_that_would_mean_something_else_in_one_script_is_refused(
    tmp_path: Path, text: str
) -> None:
    folder = _written(tmp_path, b="export const a = 1;", main=text)
    with pytest.raises(ValueError, match=r"main\.js"):
        bundled(folder, "main.js")


def test_modules_that_import_each_other_are_refused(tmp_path: Path) -> None:
    folder = _written(tmp_path, a='import { b } from "./b.js";', b='import { a } from "./a.js";')
    with pytest.raises(ValueError, match=r"a\.js → b\.js → a\.js"):
        bundled(folder, "a.js")
