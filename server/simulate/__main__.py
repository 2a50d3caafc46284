"""``python -m server.simulate DEMO_JSON``: the people of a demo, as a process of their own."""

from __future__ import annotations

import argparse
import json
import logging
import random
import signal
from pathlib import Path

from server.domain.plan import plan_from_toml
from server.simulate.appointments import Appointments
from server.simulate.citizens import Citizens
from server.simulate.client import Client
from server.simulate.officers import Officer
from server.simulate.schedule import Schedule
from server.simulate.usual import usual_day


def main() -> int:
    """Run until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m server.simulate", description=main.__doc__)
    parser.add_argument("demo", type=Path, help="demo.json of a running demo")
    parser.add_argument("--plan", type=Path, required=True)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--per-hour", type=float, default=150.0)
    parser.add_argument(
        "--from-s", type=int, help="people of a usual day, who come after this second of it"
    )
    parser.add_argument("--seed", type=int, help="the same people, and officers of the same mind")
    parser.add_argument(
        "--only-open", action="store_true", help="open the counters, then leave the hall to people"
    )
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    schedule = _people(arguments)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: schedule.stop())
    schedule.run()
    return 0


def _people(arguments: argparse.Namespace) -> Schedule:
    demo = json.loads(arguments.demo.read_text(encoding="utf-8"))
    plan = plan_from_toml(arguments.plan.read_text(encoding="utf-8"))
    seed = random.SystemRandom().getrandbits(32) if arguments.seed is None else arguments.seed
    schedule = Schedule(arguments.speed)
    api = demo["server"].rstrip("/") + "/api/v1"
    for one in demo["officers"]:
        dice = random.Random(f"{seed}:{one['login']}")
        officer = Officer(
            schedule, Client(api), plan, dice, one["login"], one["pin"], one["counter"]
        )
        begin = officer.only_open if arguments.only_open else officer.start
        schedule.after(dice.uniform(0, 3), begin)
    if arguments.only_open:
        return schedule
    kiosks = [Client(kiosk["url"]) for kiosk in demo["kiosks"]]
    guide = demo["guide"]
    appointments = Appointments(schedule, Client(api), guide["login"], guide["pin"])
    after_s = None if arguments.from_s is None else usual_day(plan, arguments.from_s, seed)
    Citizens(schedule, kiosks, plan, arguments.per_hour, seed, appointments, after_s).start()
    return schedule


if __name__ == "__main__":
    raise SystemExit(main())
