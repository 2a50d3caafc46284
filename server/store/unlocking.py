"""Freeing a login from the wait after wrong PINs: a counter that any process may raise."""

from __future__ import annotations

from server.store.accounts import Accounts


def unlock(accounts: Accounts, login: str) -> None:
    """Whoever waits may try again now. Raises AccountRefused for an unknown login."""
    known = {one.login: one.unlocked for one in accounts.list_officers()}
    accounts.change(login, unlocked=known.get(login, 0) + 1)


def unlocks(accounts: Accounts, login: str) -> int:
    """How often the login was unlocked; 0 for one that is not known, or disabled."""
    known = accounts.officer(login)
    return known.unlocked if known else 0
