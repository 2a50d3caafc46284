"""``python -m server.simulate DEMO_JSON``: the people of a demo, as a process of their own."""

from __future__ import annotations

import argparse
import json
import logging
import random
import signal
from pathlib import Path

from server.domain.plan import plan_from_toml
from server.simulate.citizens import Citizens
from server.simulate.client import Client
from server.simulate.officers import Officer
from server.simulate.schedule import Schedule


def main() -> int:
    """Run until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m server.simulate", description=main.__doc__)
    parser.add_argument("demo", type=Path, help="demo.json of a running demo")
    parser.add_argument("--plan", type=Path, required=True)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--per-hour", type=float, default=150.0)
    parser.add_argument("--seed", type=int)
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
    dice = random.Random(arguments.seed)
    schedule = Schedule(arguments.speed)
    api = demo["server"].rstrip("/") + "/api/v1"
    for one in demo["officers"]:
        officer = Officer(
            schedule, Client(api), plan, dice, one["login"], one["pin"], one["counter"]
        )
        begin = officer.only_open if arguments.only_open else officer.start
        schedule.after(dice.uniform(0, 3), begin)
    if arguments.only_open:
        return schedule
    kiosks = [Client(kiosk["url"]) for kiosk in demo["kiosks"]]
    groups = list(plan.groups.values())
    Citizens(schedule, kiosks, groups, arguments.per_hour, dice).start()
    return schedule


if __name__ == "__main__":
    raise SystemExit(main())
