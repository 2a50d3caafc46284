"""The modules of the touch page as one script, each still with a scope of its own.

Twenty small files are good to read and bad to ask for: on a slow processor every request costs
the browser and this kiosk some ten milliseconds before anything can be touched. Known are the
forms of import and export that the page uses, one a line; whatever else is there is refused.
"""

from __future__ import annotations

import re
from importlib.resources.abc import Traversable
from posixpath import dirname, join, normpath

IMPORT = re.compile(
    r'^import (?:\{ (?P<names>[^}]+) \}|\* as (?P<all>\w+)) from "(?P<path>[^"]+)";$'
)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const) (?P<name>\w+)\b)")


def bundled(folder: Traversable, entry: str) -> str:
    """The script ``entry`` below ``folder`` with all that it imports, what is needed first.

    Raises ValueError for a form of import or export that is not known here, and for a circle.
    """
    parts: dict[str, str] = {}
    _add(folder, entry, parts, ())
    return "\n".join(parts.values())


def _add(folder: Traversable, path: str, parts: dict[str, str], above: tuple[str, ...]) -> None:
    if path in above:
        raise ValueError(f"modules import each other: {' → '.join([*above, path])}")
    lines, names = [], []
    for line in folder.joinpath(path).read_text("utf-8").splitlines():
        if found := IMPORT.match(line):
            wanted = normpath(join(dirname(path), found["path"]))
            if wanted not in parts:
                _add(folder, wanted, parts, (*above, path))
            lines.append(_taken(found, _scope(wanted)))
        elif made := EXPORT.match(line):
            names.append(made["name"])
            lines.append(line[made.end() :])
        elif line.startswith(("import ", "export ")):
            raise ValueError(f"{path}: cannot put this into one script: {line}")
        else:
            lines.append(line)
    text = "\n".join(lines)
    given = f"return {{ {', '.join(names)} }};"
    parts[path] = f"const {_scope(path)} = (() => {{\n{text}\n{given}\n}})();"


def _taken(found: re.Match[str], scope: str) -> str:
    if found["all"]:
        return f"const {found['all']} = {scope};"
    return f"const {{ {found['names'].replace(' as ', ': ')} }} = {scope};"


def _scope(path: str) -> str:
    return "$" + path.removesuffix(".js").replace("/", "_").replace("-", "_")
