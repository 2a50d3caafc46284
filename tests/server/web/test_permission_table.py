"""The permission table, whole: every role at every route and on every topic, by a written table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from broker import topics
from server.domain.permissions import OF_DEVICES, OF_PEOPLE, Permission, may_hear, may_say
from server.store.tokens import Tokens
from server.web import permits
from server.web.problems import Problem

TABLE = Path(__file__).with_name("permission_table.txt")
LETTERS = {
    "a": "admin",
    "m": "manager",
    "s": "supervisor",
    "g": "guide",
    "o": "officer",
    "u": "auditor",
    "k": "kiosk",
    "d": "display",
    "t": "terminal",
    "w": "monitor",
    "c": "token:cases",
    "f": "token:figures",
}
STRANGER = "*"
FILL = json.loads(Path(__file__).with_name("route_ids.json").read_text(encoding="utf-8"))
"""Every id that stands in a route."""
DENIED = {"not-logged-in", "not-allowed", "not-your-counter"}


def rows(section: str) -> dict[str, str]:
    """A section of the table: what is asked, and the letters of who may."""
    found: dict[str, str] = {}
    inside = False
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            inside = line == f"[{section}]"
        elif inside and line.strip() and not line.startswith("#"):
            what, _, letters = line.rpartition(" ")
            found[what.strip()] = letters
    return found


def routes(web):
    """Every route of the application with one method: ``(written, method, address, rule)``."""
    for rule in web.app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield f"{method} {rule.rule}", method, filled(web, rule), rule


def filled(web, rule) -> str:
    adapter = web.app.url_map.bind("localhost")
    return adapter.build(rule.endpoint, {name: FILL[name] for name in rule.arguments})


class Asker:
    """Somebody of one role, in a browser or as a device; a stranger has neither."""

    def __init__(self, hall, role: str) -> None:
        self.hall, self.role = hall, role
        self.person, self.headers = None, {}
        if role in OF_PEOPLE:
            hall.accounts.create_officer(f"is-{role}", role, "Sở", [role], "246810", 1)
        elif role.startswith("token:"):
            secret = Tokens(hall.store).add(f"is-{role[6:]}", [role[6:]], None)
            self.headers = {"Authorization": f"Bearer {secret}"}
        elif role in OF_DEVICES:
            secret = hall.accounts.create_device(f"is-{role}", role, [1])
            self.headers = {"Authorization": f"Bearer {secret}"}

    def let_in(self, method: str, address: str) -> bool:
        """Whether the route's permission lets them pass; what the view then says is its own."""
        if self.role in OF_PEOPLE and self.person is None:
            self.person = self.hall.log_in(f"is-{self.role}")
        client, headers = self.hall.client(), {"Accept": "text/html, application/json"}
        if self.person:
            client, headers = self.person.client, headers | {"X-CSRF-Token": self.person.csrf}
            self.person = self.person if method != "DELETE" else None
        with client.open(address, method=method, headers=headers | self.headers) as answered:
            return self.was_let_in(answered)

    @staticmethod
    def was_let_in(answered) -> bool:
        if answered.status_code == 302 and answered.location.startswith("/login"):
            return False
        if answered.is_json:
            return answered.json.get("code") not in DENIED if "code" in answered.json else True
        return answered.status_code not in (401, 403)


@pytest.mark.parametrize("letter", [*LETTERS, STRANGER])
def test_a_role_gets_in_where_the_table_says_and_nowhere_else(hall, letter):
    asker = Asker(hall, LETTERS.get(letter, STRANGER))
    table = rows("routes")
    wrong = []
    for written, method, address, _ in routes(hall.web):
        may = table[written] == STRANGER or letter in table[written]
        if asker.let_in(method, address) != may:
            wrong.append(f"{written}: {letter} {'is kept out' if may else 'gets in'}")
    assert wrong == []


def test_the_table_has_every_route_and_no_other(hall):
    assert sorted(rows("routes")) == sorted(written for written, *_ in routes(hall.web))


def test_every_route_names_what_it_needs(hall):
    app = hall.web.app
    silent = [
        written
        for written, _, _, rule in routes(hall.web)
        if permits.of(rule.endpoint, app.view_functions[rule.endpoint]) is None
    ]
    assert silent == []


def test_a_route_that_names_nothing_answers_nobody(hall):
    hall.web.app.add_url_rule("/api/v1/new", "new", lambda: "secret")
    answered = hall.log_in("boss").get("/new")
    assert (answered.status_code, answered.json["code"]) == (403, "not-allowed")
    with hall.web.app.test_request_context("/api/v1/new"), pytest.raises(Problem):
        hall.web.app.permit()


@pytest.mark.parametrize(
    ("section", "may", "in_tree"),
    [
        ("topics said", may_say, lambda spec: spec.writers),
        ("topics heard", may_hear, lambda spec: spec.readers),
    ],
)
def test_a_role_speaks_and_hears_where_the_table_says_and_nowhere_else(section, may, in_tree):
    table = rows(section)
    assert sorted(table) == sorted(spec.name for spec in topics.SPECS)
    wrong = [
        f"{spec.name}: {role}"
        for spec in topics.SPECS
        for letter, role in LETTERS.items()
        if len({letter in table[spec.name], may(role, spec.name), role in in_tree(spec)}) != 1
    ]
    assert wrong == []


def test_no_role_speaks_for_the_hall():
    granted = frozenset().union(*OF_PEOPLE.values(), *OF_DEVICES.values())
    assert set(Permission) - granted == {Permission.SPEAK_FOR_HALL}
