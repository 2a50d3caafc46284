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
WHOLE = ("docs", ".ci")
ALONE = ("run", "compose.yaml", "Dockerfile", ".env.example", "constraints.txt", "pyproject.toml")
ALONE += (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    ".pre-commit-config.yaml",
    ".importlinter",
)


@pytest.fixture(scope="module")
def texts(root: Path, product_files: list[Path], files_of_tests: list[Path]) -> dict[str, str]:
    """Every text of the project that somebody here wrote, but for these guards."""
    paths = [*product_files, *files_of_tests]
    paths += [path for name in WHOLE for path in (root / name).rglob("*") if path.is_file()]
    paths += [root / name for name in ALONE if (root / name).exists()]
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in paths
        if path.name != Path(__file__).name and path.suffix not in {".png", ".jpg", ".woff2"}
    }


def _found(texts: dict[str, str], pattern: re.Pattern[str]) -> Iterator[str]:
    for name, text in texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                yield f"{name}:{number}: {line.strip()[:100]}"


@pytest.mark.parametrize(
    "line", ['open("/tmp/x")', "cd /work/main", "path = '/home/me/x'", "- /root/.cache"]
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
