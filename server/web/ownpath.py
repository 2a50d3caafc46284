"""Where a sign-in may lead: to this server only."""

from __future__ import annotations


def own_path(path: str) -> str:
    """``path`` if it is one of this server, else nothing: a login never leads elsewhere.

    Browsers drop tabs and line ends and read a backslash as a slash, so none of them may be there.
    """
    plain = path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else ""
