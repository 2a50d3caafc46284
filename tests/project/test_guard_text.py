"""What may stand in no file: places of one machine, the network, code without its licence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PLACE = re.compile(r"(?<![\w.:$}/-])/(?:work|home|root|tmp|Users)/[\w.]")
"""A path of somebody's machine; not one that is made from a variable or stands in an address."""
REGISTRY = re.compile(
    r"\b(?:pypi\.org|pythonhosted|registry\.|npmjs\.(?:org|com)|ghcr\.io|quay\.io|docker\.io"
    r"|jsdelivr|unpkg|cdnjs|googleapis|gstatic)"
)
OUTSIDE = re.compile(
    r"""(?:src|href)\s*=\s*["']?(?:https?:)?//"""
    r"""|url\(\s*["']?(?:https?:)?//"""
    r"""|@import\s+["'](?:https?:)?//"""
    r"""|\bfrom\s*["']https?://|\bimport\(\s*["']https?://|fetch\(\s*["'`]https?://"""
)
PAGES = ("server/web/templates", "server/web/static", "kiosk/touch/templates", "kiosk/touch/static")
MADE = re.compile(r"^\.|^(?:build|dist|data|demo-data)$|__pycache__|\.egg-info$")
"""Folders that tools make and nobody commits; of hidden ones only ``.ci`` is ours."""


@pytest.fixture(scope="module")
def texts(root: Path) -> dict[str, str]:
    """Every text file of the project, whatever its name, but for these guards themselves."""
    paths = (path for path in _walk(root) if path != Path(__file__) and path.name != ".env")
    found = ((path.relative_to(root).as_posix(), _text(path)) for path in paths)
    return {name: text for name, text in found if text is not None}


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_file():
            yield path
        elif path.is_dir() and (path.name == ".ci" or not MADE.search(path.name)):
            yield from _walk(path)


def _text(path: Path) -> str | None:
    """None for what is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize(
    "name",
    ["run", ".ci/run", ".env.example", "Dockerfile", "firmware_scripts/etc/", "server/plans/"],
)
def test_every_kind_of_file_is_looked_at(texts: dict[str, str], name: str) -> None:
    assert [path for path in texts if path.startswith(name)]


def _found(texts: dict[str, str], pattern: re.Pattern[str]) -> Iterator[str]:
    for name, text in texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                yield f"{name}:{number}: {line.strip()[:100]}"


@pytest.mark.parametrize(
    "line", ['open("/tmp/x")', "cd /work/hall", "path = '/home/me/x'", "- /root/.cache"]
)
def test_a_place_of_a_machine_would_be_seen(line: str) -> None:
    assert PLACE.search(line)


def test_no_file_names_a_place_of_one_machine(texts: dict[str, str]) -> None:
    assert list(_found(texts, PLACE)) == []


def test_no_file_names_a_registry(texts: dict[str, str]) -> None:
    assert list(_found(texts, REGISTRY)) == []


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://example.vn/a.js">',
        "<link href=//example.vn/a.css>",
        "src: url(https://example.vn/a.woff2)",
        'import { a } from "https://example.vn/a.js"',
    ],
)
def test_an_address_outside_would_be_seen(line: str) -> None:
    assert OUTSIDE.search(line)


def test_pages_load_nothing_from_outside(root: Path) -> None:
    pages = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for folder in PAGES
        for path in (root / folder).rglob("*")
        if path.suffix in {".html", ".js", ".css", ".svg"}
    }
    assert len(pages) > 40
    assert list(_found(pages, OUTSIDE)) == []


def _folders(root: Path, pattern: str) -> set[Path]:
    packages = (root / name for name in ("broker", "kiosk", "displays", "server"))
    return {path.parent for package in packages for path in package.rglob(pattern)}


def test_every_folder_of_fonts_holds_their_licence(root: Path) -> None:
    folders = _folders(root, "*.woff2") | _folders(root, "*.ttf")
    assert len(folders) >= 2
    assert [f for f in folders if "SIL OPEN FONT LICENSE" not in _read(f / "OFL.txt").upper()] == []


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_code_of_others_is_listed_with_its_licence_and_unchanged(root: Path) -> None:
    vendor = root / "server/web/static/vendor"
    rows = re.findall(
        r"^\| `([^`]+\.js)` \|[^|]*\|[^|(]*\(`([^`]+)`\) \| `(\w+)`",
        _read(vendor / "README.md"),
        re.MULTILINE,
    )
    assert {name for name, _, _ in rows} == {path.name for path in vendor.glob("*.js")}
    for name, licence, digest in rows:
        assert (vendor / licence).stat().st_size > 500
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() == digest


def test_icons_of_others_have_their_licence_beside_them(root: Path) -> None:
    assert "ISC" in _read(root / "kiosk/touch/static/icons-LICENSE.txt")
