"""What is done around the hall: signing in, accounts, data that leaves the centre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from server.domain.facts.base import Fact


@dataclass(frozen=True, slots=True)
class SignedIn(Fact):
    """Somebody of the staff signed in, bound to counter ``seat`` if to any, out of ``network``.

    ``by`` is ``oidc`` when another provider said who it is, empty for a secret of this centre.
    ``instead_of`` is the login of whoever sat there and had to leave.
    """

    KIND: ClassVar[str] = "signed_in"
    login: str
    seat: int | None
    network: str
    by: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class SignInFailed(Fact):
    """A sign-in was refused. ``login`` is empty unless it is an account: people mistype secrets."""

    KIND: ClassVar[str] = "sign_in_failed"
    login: str
    network: str


@dataclass(frozen=True, slots=True)
class SignedOut(Fact):
    """Somebody of the staff signed out."""

    KIND: ClassVar[str] = "signed_out"
    login: str


@dataclass(frozen=True, slots=True)
class DataExported(Fact):
    """Data left the centre: ``what`` of it, as ``form``; who took it is in ``by``."""

    KIND: ClassVar[str] = "data_exported"
    what: str
    form: str


@dataclass(frozen=True, slots=True)
class PlanDrafted(Fact):
    """Changes that were tried on past days were kept as a draft of the plan, and why."""

    KIND: ClassVar[str] = "plan_drafted"
    changes: str
    note: str


@dataclass(frozen=True, slots=True)
class ReportMade(Fact):
    """The report of ``period``, a day or a month, was made on its page as the file ``report``;
    ``counters`` when it has the figures of counters."""

    KIND: ClassVar[str] = "report_made"
    report: str
    period: str
    form: str
    lang: str
    counters: bool


@dataclass(frozen=True, slots=True)
class AccountChanged(Fact):
    """The account ``id``, an ``officer`` or a ``device``, was changed; never to what secret."""

    KIND: ClassVar[str] = "account_changed"
    account: str
    id: str
    change: str
    changed_ms: int
