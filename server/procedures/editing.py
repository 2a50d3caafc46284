"""One procedure typed into a form: checked as a row of a file is, and kept as a draft."""

from __future__ import annotations

from collections.abc import Mapping

from broker.catalogue.document import Procedure
from server.domain.errors import Reason
from server.domain.plan import Plan
from server.procedures import columns, drafts, importing, starter
from server.procedures.drafts import Draft
from server.procedures.rules import Checker
from server.procedures.tables import Line
from server.procedures.told import Wrong
from server.store.accounts import ReadsWrites

FIELDS = tuple(name for name in columns.NAMES if name != "source")
MANY = ("documents_vi", "documents_en", "keywords")
"""Fields with an entry a line."""


def typed(one: Procedure) -> dict[str, str]:
    """A procedure as somebody would type it."""
    told = one.model_dump()
    return {name: "\n".join(told[name]) if name in MANY else told[name] for name in FIELDS}


def find(store: ReadsWrites, code: str) -> Procedure | None:
    """The procedure of this code in the newest list."""
    _, held = drafts.in_force(store)
    return next((one for one in held.procedures if one.code == code), None)


def edit(
    store: ReadsWrites, plan: Plan, login: str, was: str, form: Mapping[str, str]
) -> Draft | list[Wrong]:
    """The draft in which ``was`` is as typed; empty ``was`` adds one. Else all that is wrong.

    A code stays what it is: visits in the journal name it.
    """
    base, held = drafts.in_force(store)
    cells = [was if was and name == "code" else form.get(name, "") for name in FIELDS]
    checker = Checker({name: at for at, name in enumerate(FIELDS)}, len(FIELDS), plan.groups)
    made = checker.check(Line(1, cells, {}))
    if not isinstance(made, Procedure):
        return made
    others = [one for one in held.procedures if one.code != was]
    if any(one.code.casefold() == made.code.casefold() for one in others):
        taken = Reason("đã có trong danh sách: hãy sửa thủ tục đó", "is in the list: edit that one")
        return [Wrong(1, "code", taken)]
    synonyms = held.synonyms if base else starter.synonyms()
    document = importing.make([*others, made], synonyms, plan, held.source)
    return drafts.make(login, f"{'±' if was else '+'} {made.code}", base, held, document)


def close(store: ReadsWrites, plan: Plan, login: str, code: str) -> Draft:
    """The draft without a procedure."""
    base, held = drafts.in_force(store)
    others = [one for one in held.procedures if one.code != code]
    document = importing.make(others, held.synonyms, plan, held.source)
    return drafts.make(login, f"- {code}", base, held, document)
