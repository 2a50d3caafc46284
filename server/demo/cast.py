"""The people and devices of the demo's centre, with fresh secrets each time."""

from __future__ import annotations

from dataclasses import dataclass, field

from broker.daemon import Login
from broker.topics import Client, Role
from server.domain.plan import Plan
from server.store.accounts import Accounts
from server.store.pins import new_pin

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
_GIVEN = ("Thu Hà", "Văn Minh", "Thị Hạnh", "Quốc Bảo", "Thị Lan", "Đức Anh", "Mai Phương")

SPEAKER, BOARD = "speaker-1", "board-hall"
"""One loudspeaker and one board of lights for all zones."""


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
    guide: Person | None = None
    admin: Person | None = None
    devices: dict[str, Login] = field(default_factory=dict)

    def secrets_of(self, role: Role) -> dict[str, str]:
        """The secrets of all devices of a kind, by id."""
        found = (login for login in self.devices.values() if login.client.role is role)
        return {login.client.id: login.password for login in found}


def cast(accounts: Accounts, plan: Plan, kiosks: int, admin_pin: str) -> Cast:
    """One officer, one light and one box a counter; a manager, a guide, the admin, and kiosks."""
    made = Cast(admin=Person("admin", admin_pin))
    for i, counter in enumerate(plan.counters.values()):
        name = f"{_FAMILY[i % len(_FAMILY)]} {_GIVEN[i % len(_GIVEN)]}"
        person = Person(f"q{counter.number:02d}", new_pin(), counter.number)
        accounts.create_officer(
            person.login, name, counter.department, ["officer"], person.pin, counter.number
        )
        made.officers.append(person)
        _add(made, accounts, f"led-{counter.number:02d}", Role.DISPLAY, counter.number)
        _add(made, accounts, f"box-{counter.number:02d}", Role.TERMINAL, counter.number)
    for id in (SPEAKER, BOARD):
        _add(made, accounts, id, Role.DISPLAY)
    made.manager = Person("manager", new_pin())
    accounts.create_officer("manager", "Phạm Thu Hà", "", ["manager"], made.manager.pin)
    made.guide = Person("guide", new_pin())
    accounts.create_officer("guide", "Vũ Minh Châu", "", ["guide"], made.guide.pin)
    for i in range(1, kiosks + 1):
        _add(made, accounts, f"kiosk-{i}", Role.KIOSK)
    return made


def _add(made: Cast, accounts: Accounts, id: str, role: Role, *counters: int) -> None:
    secret = accounts.create_device(id, role.value, counters)
    made.devices[id] = Login(Client(id, role, frozenset(counters)), secret)
