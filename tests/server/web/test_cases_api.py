"""The case system reads the visits of a dossier, with a token that opens nothing else."""

from __future__ import annotations

import pytest

from server.cli import main
from server.domain.dossiers import dossier_code
from server.domain.errors import Refused
from server.store.tokens import Tokens

CODE = "H24.12-261124-0042"


@pytest.fixture
def reader(hall):
    """Asks with a token for cases."""
    secret = Tokens(hall.store).add("case-system", ["cases"], None)
    return asker(hall, secret)


def asker(hall, secret):
    def ask(path: str):
        return hall.client().get(f"/api/v1{path}", headers={"Authorization": f"Bearer {secret}"})

    return ask


def serve(lan, kiosk, code: str | None, **more):
    number = kiosk("ho-tich").json["number"]
    lan.post("/counters/1/next")
    lan.post("/counters/1/start")
    body = {**more, **({"case": code} if code else {})}
    answered = lan.post("/counters/1/finish", json=body)
    assert answered.status_code == 200, answered.text
    return number


def test_the_visits_of_a_dossier_are_found_with_their_times(reader, lan, kiosk, clock) -> None:
    number = serve(lan, kiosk, " h24.12-261124-0042 ", outcome="received", dossiers=2)
    clock.pass_s(20)
    serve(lan, kiosk, None)
    (visit,) = reader(f"/cases/{CODE}").json["visits"]
    assert (visit["case"], visit["number"], visit["counter"]) == (CODE, number, 1)
    assert (visit["group"], visit["outcome"], visit["dossiers"]) == ("ho-tich", "received", 2)
    assert visit["issued_at"] == visit["ended_at"] == "2026-11-24T02:00:00+00:00"


def test_a_finish_that_was_undone_is_no_visit(reader, lan, kiosk) -> None:
    serve(lan, kiosk, CODE)
    assert lan.post("/counters/1/undo").status_code == 200
    assert reader(f"/cases/{CODE}").status_code == 404
    assert lan.post("/counters/1/finish", json={"case": CODE}).status_code == 200
    assert len(reader(f"/cases/{CODE}").json["visits"]) == 1


def test_what_came_since_is_read_page_by_page(reader, lan, kiosk, clock) -> None:
    codes = [f"H24.12-261124-{n:04}" for n in range(5)]
    for code in codes:
        serve(lan, kiosk, code)
        clock.pass_s(20)
    found, at = [], 0
    for _ in range(4):
        page = reader(f"/cases?after={at}&limit=2").json
        found += [visit["case"] for visit in page["visits"]]
        at = page["next"]
    assert found == codes


@pytest.mark.parametrize(
    "typed", ["031099001234", "031099001", "x", "A-1-2", "H24.12-261124", "1" * 60]
)
def test_what_may_be_the_number_of_a_person_is_no_dossier(lan, kiosk, typed: str) -> None:
    kiosk("ho-tich")
    lan.post("/counters/1/next")
    refused = lan.post("/counters/1/finish", json={"case": typed})
    assert refused.status_code == 422
    with pytest.raises(Refused, match="bad-dossier-code"):
        dossier_code(typed)


@pytest.mark.parametrize("code", [CODE, "000.00.16.H24-210401-0001", "g22.99.12-250101-00123"])
def test_codes_as_they_are_on_receipts_are_taken(code: str) -> None:
    assert dossier_code(f" {code} ") == code.upper()


def test_a_token_opens_what_its_scope_says_and_no_more(hall, reader) -> None:
    assert reader("/cases").status_code == 200
    for path in ("/live", "/audit", "/alerts", "/counters/1"):
        assert reader(path).status_code in (401, 403), path
    refused = hall.client().post(
        "/api/v1/tickets",
        json={"group": "ho-tich"},
        headers={"Authorization": f"Bearer {Tokens(hall.store).add('x', ['cases'], None)}"},
    )
    assert (refused.status_code, refused.json["code"]) == (403, "not-allowed")


def test_a_token_ends_with_its_day_or_when_it_is_revoked(hall, clock) -> None:
    ask = asker(hall, Tokens(hall.store).add("short", ["cases"], "2026-11-24"))
    assert ask("/cases").status_code == 200
    clock.pass_s(24 * 3600)
    assert (ask("/cases").status_code, ask("/cases").json["code"]) == (401, "bad-credentials")
    ask = asker(hall, Tokens(hall.store).add("long", ["cases"], None))
    Tokens(hall.store).revoke("long")
    assert ask("/cases").status_code == 401
    assert asker(hall, "luot-guessed")("/cases").status_code == 401


def test_the_secret_is_kept_nowhere(hall) -> None:
    secret = Tokens(hall.store).add("case-system", ["cases"], None)
    with hall.store.read() as db:
        kept = "".join(str(tuple(row)) for row in db.execute("select * from token"))
        noted = "".join(str(tuple(row)) for row in db.execute("select * from noted"))
    assert secret not in kept + noted
    assert "case-system" in noted


def test_the_command_adds_lists_and_revokes(hall, capsys) -> None:
    at = ["--data", str(hall.store.path.parent)]
    assert main(["token", "add", "bi", "--scope", "figures", "--until", "2027-01-01", *at]) == 0
    secret = capsys.readouterr().out.strip().rpartition(" ")[2]
    assert asker(hall, secret)("/cases").status_code == 403
    assert main(["token", "add", "bi", "--scope", "cases", *at]) == 1
    assert "choose another name" in capsys.readouterr().err
    assert main(["token", "revoke", "bi", *at]) == 0
    assert main(["token", "list", *at]) == 0
    assert "bi\tfigures\t2027-01-01\trevoked" in capsys.readouterr().out
    assert main(["token", "revoke", "nobody", *at]) == 1
