"""Each route names the permission that it needs; one that names none answers nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from server.domain.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])
OPEN = frozenset({"static", "openapi.spec"})
"""Routes of our libraries; anybody may have what they answer."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a route asks: a permission, or None for the public.

    ``notice`` names the words for who is signed in and may not; a route that has some is a page,
    to which strangers come by signing in.
    """

    permission: Permission | None
    notice: str | None = None


PUBLIC = Need(None)


def needs(permission: Permission, notice: str | None = None) -> Callable[[View], View]:
    """Mark a view: only who has ``permission`` gets there."""
    return _mark(Need(permission, notice))


def public(view: View) -> View:
    """Mark a view that needs no credentials, and so no CSRF token either."""
    return _mark(PUBLIC)(view)


def of(endpoint: str | None, view: Callable[..., Any] | None) -> Need | None:
    """What a route needs; None when it names nothing."""
    return PUBLIC if endpoint in OPEN else cast("Need | None", getattr(view, "need", None))


def _mark(need: Need) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.need = need  # type: ignore[attr-defined]
        return view

    return mark
