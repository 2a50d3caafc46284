"""What the interface answers of alerts: what stands out in the hall."""

from __future__ import annotations

from pydantic import BaseModel

from broker.messages import Bilingual


class Incident(BaseModel):
    """A rule found its place past ``limit`` (minutes or percent); ``advice`` is what to do.

    ``link`` is the page where it is done; ``ended`` is None while it stands, ``told`` whether it
    went out by e-mail and webhooks.
    """

    id: str
    rule: str
    place: str
    title: Bilingual
    advice: Bilingual
    link: str
    value: int
    limit: int
    since: str
    ended: str | None
    taken_by: str | None
    taken_at: str | None
    told: bool


class Incidents(BaseModel):
    """What nobody sees to comes first."""

    incidents: list[Incident]


class Taken(BaseModel):
    """Who sees to it is known."""

    id: str
