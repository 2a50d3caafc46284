"""The people and devices of the demo's centre, with fresh secrets each time."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from broker.topics import Role
from server.domain.plan import Plan
from server.store.accounts import Accounts

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
_GIVEN = ("Thu Hà", "Văn Minh", "Thị Hạnh", "Quốc Bảo", "Thị Lan", "Đức Anh", "Mai Phương")


@dataclass(frozen=True, slots=True)
class Person:
    """A login of the demo; ``counter`` is where an officer sits."""

    login: str
    pin: str
    counter: int | None = None


@dataclass(slots=True)
class Cast:
    """Everybody and everything that may sign in."""

    officers: list[Person] = field(default_factory=list)
    manager: Person | None = None
    admin: Person | None = None
    devices: dict[str, str] = field(default_factory=dict)


def cast(accounts: Accounts, plan: Plan, kiosks: int, admin_pin: str) -> Cast:
    """One officer and one light a counter, a manager, the admin, and the kiosks."""
    made = Cast(admin=Person("admin", admin_pin))
    for i, counter in enumerate(plan.counters.values()):
        name = f"{_FAMILY[i % len(_FAMILY)]} {_GIVEN[i % len(_GIVEN)]}"
        person = Person(f"q{counter.number:02d}", _pin(), counter.number)
        accounts.create_officer(
            person.login, name, counter.department, ["officer"], person.pin, counter.number
        )
        made.officers.append(person)
        light = f"led-{counter.number:02d}"
        made.devices[light] = accounts.create_device(light, Role.DISPLAY.value, [counter.number])
    made.manager = Person("manager", _pin())
    accounts.create_officer("manager", "Phạm Thu Hà", "", ["manager"], made.manager.pin)
    for i in range(1, kiosks + 1):
        made.devices[f"kiosk-{i}"] = accounts.create_device(f"kiosk-{i}", Role.KIOSK.value)
    return made


def _pin() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"
