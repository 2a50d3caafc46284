"""What the interface takes: strict types, unknown fields ignored."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic import AwareDatetime as Aware


def _integral(value: object) -> object:
    """JSON has one kind of number: 2.0 is the integer 2 (JSON Schema 6.1.1)."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _iso_day(value: object) -> object:
    """Only ``YYYY-MM-DD``; pydantic would also take seconds since 1970."""
    return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None


Code = Annotated[str, Field(min_length=1, max_length=64)]
Codes = Annotated[list[Code], Field(max_length=200)]
Reason = Annotated[str, Field(max_length=200)]
CounterNumber = Annotated[int, BeforeValidator(_integral), Field(ge=1, le=999)]
TicketNumber = Annotated[int, BeforeValidator(_integral), Field(ge=0, le=99_999)]
Dossiers = Annotated[int, BeforeValidator(_integral), Field(ge=1, le=999)]
Day = Annotated[date, BeforeValidator(_iso_day)]


def _of_this_age(value: datetime) -> datetime:
    """Far moments have no local time everywhere."""
    if not 2000 <= value.year <= 2100:
        raise ValueError("use a moment of today")
    return value


AwareDatetime = Annotated[Aware, Field(strict=False), AfterValidator(_of_this_age)]
Score = Annotated[int, BeforeValidator(_integral), Field(ge=1, le=5)]


class Body(BaseModel):
    """A request body."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class TicketRequest(Body):
    """Somebody wants a number."""

    group: Code
    priority: bool = False
    dossiers: Dossiers = 1
    channel: Literal["kiosk", "guide", "web", "phone"] = "kiosk"
    lang: Literal["vi", "en"] = "vi"
    appointment_at: AwareDatetime | None = None


class ChangedSkills(Body):
    """What a counter serves as its own and what it helps; or what it helps more, or no more.

    What is left out stays as it is.
    """

    groups: Codes | None = None
    help: Codes | None = None
    add_help: Codes = []
    drop_help: Codes = []


class Login(Body):
    """An officer's login, and PIN or password; at ``counter`` it is the PIN.

    ``takeover`` confirms that whoever sits at the counter is signed out there, and that who signs
    in leaves the counter where they sit now.
    """

    login: Code
    pin: Annotated[str, Field(min_length=1, max_length=64)]
    counter: CounterNumber | None = None
    takeover: bool = False


class NewSecret(Body):
    """The secret of now, and the PIN or password that takes its place."""

    old: Annotated[str, Field(min_length=1, max_length=64)]
    new: Annotated[str, Field(min_length=6, max_length=64)]


class Rating(Body):
    """How the visit was."""

    score: Score
    reasons: Annotated[list[Code], Field(max_length=10)] = []
    comment: Annotated[str, Field(max_length=500)] = ""


class Park(Body):
    """Why a citizen is set aside: a code of ``docs/facts.md``, words, or nothing."""

    reason: Reason = ""


class CallNumber(Body):
    """A number to call out of turn, and why."""

    number: TicketNumber
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class ReprintNumber(Body):
    """A number whose slip is to be printed once more."""

    number: TicketNumber


class ReturnNumber(Body):
    """A parked or missed number that is to wait again."""

    number: TicketNumber


class Transfer(Body):
    """Where to send the citizen: a group, a counter, or an officer as ``seated`` names them."""

    group: Code | None = None
    counter: CounterNumber | None = None
    officer: Annotated[str, Field(min_length=1, max_length=100)] | None = None


class ProcedureQuery(BaseModel):
    """Words to look for; accents, case and order do not matter."""

    q: Annotated[str, Field(max_length=200)] = ""
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0
    limit: Annotated[int, Field(ge=1, le=1_000)] = 200


class SummaryQuery(BaseModel):
    """Local days, both included (today when left out), and what the rows are by."""

    model_config = ConfigDict(populate_by_name=True)

    first: Annotated[Day | None, Field(alias="from")] = None
    last: Annotated[Day | None, Field(alias="to")] = None
    by: Literal["group", "counter", "department", "hour", "day"] = "group"
