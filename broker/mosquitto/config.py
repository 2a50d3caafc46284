"""Mosquitto's files: configuration, passwords, and the access list made from the topic tree."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from broker import topics
from broker.daemon import Login
from broker.topics import Client, Role, TopicSpec

_HASH_ROUNDS = 101
"""Mosquitto's own default; passwords here are 192 random bits, so stretching adds nothing."""


@dataclass(frozen=True, slots=True)
class Listener:
    """An address to answer on; with certificate and key it speaks TLS only."""

    port: int
    host: str = "127.0.0.1"
    cert_file: Path | None = None
    key_file: Path | None = None


def configuration(
    folder: Path, listeners: Sequence[Listener], *, user: str = "", state: Path | None = None
) -> str:
    """mosquitto.conf for lists in ``folder``; what is retained is kept in ``state``, or there."""
    blocks = "\n".join(_listener(listener) for listener in listeners)
    run_as = f"user {user}\n" if user else ""
    return f"""# Made by Lượt from its topic tree; changes here are overwritten.
{run_as}per_listener_settings false
allow_anonymous false
password_file {folder}/passwords
acl_file {folder}/acl
set_tcp_nodelay true
max_packet_size 98304
max_queued_messages 500
persistence true
persistence_location {state or folder}/
autosave_interval 30
log_dest stderr
log_type error
log_type warning

{blocks}"""


def access_list(centre: str, logins: Iterable[Login]) -> str:
    """Who may write and read what: one block a login, each rule from the topic tree."""
    blocks = [_block(centre, login) for login in logins]
    return "# Made by Lượt from its topic tree; changes here are overwritten.\n" + "\n".join(blocks)


def password_line(login: Login, salt: bytes | None = None) -> str:
    """A line of the password file: PBKDF2-HMAC-SHA512, as mosquitto_passwd writes it."""
    salt = os.urandom(12) if salt is None else salt
    digest = hashlib.pbkdf2_hmac("sha512", login.password.encode(), salt, _HASH_ROUNDS)
    coded = base64.b64encode(salt).decode(), base64.b64encode(digest).decode()
    return f"{login.client.id}:$7${_HASH_ROUNDS}${coded[0]}${coded[1]}"


def _listener(listener: Listener) -> str:
    lines = [f"listener {listener.port} {listener.host}"]
    if listener.cert_file and listener.key_file:
        lines += [f"certfile {listener.cert_file}", f"keyfile {listener.key_file}"]
        lines += ["tls_version tlsv1.2"]
    return "\n".join(lines) + "\n"


def _block(centre: str, login: Login) -> str:
    lines = [f"user {login.client.id}"]
    for spec in topics.SPECS:
        lines += [f"topic write {topic}" for topic in _writes(centre, login, spec)]
        lines += [f"topic read {topic}" for topic in _reads(centre, login, spec)]
    return "\n".join(lines) + "\n"


def _writes(centre: str, login: Login, spec: TopicSpec) -> list[str]:
    client = login.client
    if login.speaks_for_all and spec.writers & topics.DEVICES:
        return [topics.subscription(centre, spec)]
    return _own(centre, client, spec) if client.role in spec.writers else []


def _reads(centre: str, login: Login, spec: TopicSpec) -> list[str]:
    client = login.client
    if client.role not in spec.readers:
        return []
    shared = client.role is Role.MONITOR or spec is topics.COUNTER_STATE
    return [topics.subscription(centre, spec)] if shared else _own(centre, client, spec)


def _own(centre: str, client: Client, spec: TopicSpec) -> list[str]:
    """The topics of this kind that carry the client's own id or counters, or all if shared."""
    if client.role is Role.SERVER:
        return [topics.subscription(centre, spec)]
    if "{id}" in spec.pattern:
        return [topics.build(centre, spec, id=client.id)]
    if "{n}" in spec.pattern:
        return [topics.build(centre, spec, counter=number) for number in sorted(client.counters)]
    return [topics.subscription(centre, spec)]
