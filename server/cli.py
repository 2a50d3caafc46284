"""``luot``: the commands of a centre."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from broker import __version__
from broker.errors import WireError
from server.domain.errors import DomainError
from server.errors import ServerError
from server.settings import SettingsError
from server.store.errors import StoreError

COMMANDS = (
    *("demo", "init", "plan", "serve", "replay", "trial", "reel", "simulate", "advise", "staffing"),
    *("stats", "journal", "legs", "audit", "report", "purge"),
    *("forecast", "backup", "doctor", "user", "device", "token", "hook", "procedures"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 on success, 2 on wrong usage, 1 on failure with one line that says what to do."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    _patch_before_imports(arguments)
    parsed = _parser(arguments).parse_args(arguments)
    try:
        code: int = parsed.run(parsed)
    except (DomainError, ServerError, StoreError, WireError, SettingsError) as error:
        for line in str(error).splitlines():
            print(f"luot: {line}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our lines has had enough of them
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"luot: {where}{error.strerror or error}; check the path", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return code


def _patch_before_imports(arguments: Sequence[str]) -> None:
    """Only ``serve`` waits on gevent, and gevent must patch before anything else is imported."""
    if arguments[:1] == ["serve"]:
        from server.runtime import patch

        patch()


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Knows one command where one is named first: all of them take a second to import."""
    parser = argparse.ArgumentParser(prog="luot", description="Queue tickets for a public hall.")
    parser.add_argument("--version", action="version", version=f"luot {__version__}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in [one for one in COMMANDS if one in arguments[:1]] or COMMANDS:
        importlib.import_module(f"server.commands.{name}").register(subparsers)
    return parser


if __name__ == "__main__":
    sys.exit(main())
