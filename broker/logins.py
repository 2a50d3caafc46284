"""Who may connect, as an operator writes it: TOML, one table for each id.

::

    [server]
    role = "server"
    password_file = "/etc/luot/secrets/mqtt-password"

    [box-07]
    role = "terminal"
    counters = [7]
    password = "…"
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from broker import devicelogins, topics
from broker.daemon import Login
from broker.environment import read_text
from broker.errors import BadSetting, UnknownTopic
from broker.messages import CounterNumber
from broker.topics import Client, Role


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: Role
    counters: frozenset[CounterNumber] = frozenset()
    password: str = ""
    password_file: Path | None = None
    revoked: bool = False


def read_logins(text: str) -> list[Login]:
    """The logins in ``text``. Raises BadSetting, naming the id that is wrong and what to write."""
    tables = devicelogins.read_tables(text)
    if not tables:
        raise BadSetting(
            "nobody may connect: set LUOT_BROKER_LOGINS_FILE to a TOML file with a table for each "
            "id, its role and its password"
        )
    return [_login(id, entry) for id, entry in _entries(tables).items() if not entry.revoked]


def with_devices(logins: Sequence[Login], text: str) -> list[Login]:
    """``logins`` as changed by the server's own file: what stands there wins. Raises BadSetting."""
    entries = _entries(devicelogins.read_tables(text))
    kept = [one for one in logins if one.client.id not in entries]
    return kept + [_login(id, entry) for id, entry in entries.items() if not entry.revoked]


def _entries(tables: dict[str, Any]) -> dict[str, _Entry]:
    return {id: _entry(id, table) for id, table in tables.items()}


def _entry(id: str, table: Any) -> _Entry:
    try:
        topics.legal(id)
        return _Entry.model_validate(table)
    except UnknownTopic as error:
        raise BadSetting(f"login {error}") from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "table"
        raise BadSetting(f"login {id}: {where}: {first['msg']}") from error


def _login(id: str, entry: _Entry) -> Login:
    return Login(Client(id, entry.role, entry.counters), _password(id, entry))


def _password(id: str, entry: _Entry) -> str:
    if entry.password and entry.password_file:
        raise BadSetting(f"login {id}: password and password_file are both set: keep one")
    found = entry.password
    if entry.password_file is not None:
        found = read_text(entry.password_file, f"login {id}").strip()
    if not found or not found.isprintable():
        raise BadSetting(f"login {id}: write a password of one line, or a password_file")
    return found
