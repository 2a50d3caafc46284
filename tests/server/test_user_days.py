"""``luot user`` for what has days: secondments, skills, substitutes, seats; and passwords."""

from __future__ import annotations

import re

import pytest

from server.cli import main
from server.store.accounts import Accounts
from server.store.people import People


@pytest.fixture
def user(centre, capsys):
    """Runs ``luot user``; returns its exit code, and what it printed and complained of."""
    accounts = Accounts(centre.store)
    for login, counter in (("lan", 1), ("minh", 2)):
        accounts.create_officer(login, login, "Sở", ["officer"], "246810", counter)

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["user", *words, "--data", str(centre.data)])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def people(centre) -> People:
    return People(centre.store)


def counters(people, login: str, day: str) -> frozenset[int]:
    return people.counters_of(login, {"lan": 1, "minh": 2}, day)


def test_a_secondment_is_kept_and_listed(centre, user):
    assert user("second", "lan", "--from", "2026-01-01", "--to", "2026-12-31")[0] == 0
    lan = Accounts(centre.store).officer("lan")
    assert (lan.seconded_from, lan.seconded_to) == ("2026-01-01", "2026-12-31")
    assert "2026-01-01..2026-12-31" in user("list")[1]
    assert user("second", "lan")[0] == 0
    assert Accounts(centre.store).officer("lan").is_here("2099-01-01")


def test_days_in_the_wrong_order_are_refused(user):
    code, _, err = user("second", "lan", "--from", "2026-02-01", "--to", "2026-01-01")
    assert code == 1
    assert "before --from" in err


def test_a_skill_is_in_force_on_its_days(user, people):
    assert user("skill", "lan", "b", "--from", "2026-01-01", "--to", "2026-01-31")[0] == 0
    assert [one.group for one in people.skills("2026-01-31")] == ["b"]
    assert people.skills("2026-02-01") == []
    assert user("skill", "lan", "nothing")[0] == 1
    assert user("skill", "lan", "b", "--drop")[0] == 0
    assert people.skills() == []


def test_a_substitute_may_sit_there_on_these_days_only(user, people):
    assert user("substitute", "minh", "lan", "--to", "2026-01-31")[0] == 0
    assert counters(people, "minh", "2026-01-31") == {1, 2}
    assert counters(people, "minh", "2026-02-01") == {2}
    assert user("substitute", "lan", "lan")[0] == 1
    assert user("substitute", "minh", "lan", "--drop")[0] == 0
    assert counters(people, "minh", "2026-01-31") == {2}


def test_a_seat_is_on_the_roster_of_its_day(user, people):
    seat = ("seat", "lan", "--day", "2026-01-05", "--session", "sáng")
    assert user(*seat, "--counter", "3")[0] == 0
    assert counters(people, "lan", "2026-01-05") == {1, 3}
    assert user("roster", "--day", "2026-01-05")[1] == "3\tsáng\tlan\n"
    code, _, err = user(*seat, "--counter", "2")
    assert (code, "counter 3" in err) == (1, True), "nobody sits at two counters at once"
    assert user(*seat[:-1], "tối", "--counter", "2")[0] == 1


def test_a_password_is_shown_once_and_leaves_the_pin_to_the_counter(centre, user):
    password = re.search(r"shown once\): (\S+)", user("password", "lan")[1]).group(1)
    accounts = Accounts(centre.store)
    assert accounts.verify_pin("lan", password)
    assert accounts.verify_pin("lan", "246810") is None
    assert accounts.verify_pin("lan", "246810", at_counter=True)
    assert user("password", "lan", "--drop")[0] == 0
    assert Accounts(centre.store).verify_pin("lan", "246810")


@pytest.mark.parametrize("action", ["second", "password"])
def test_a_login_that_is_unknown_is_told_where_to_look(user, action):
    code, _, err = user(action, "nobody")
    assert (code, "luot user list" in err) == (1, True)
