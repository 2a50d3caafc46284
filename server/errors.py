"""What can go wrong when the parts of a server are started, or a day is replayed.

ServerError
├── DemoFailed      a part of the demo did not start, or ended by itself
├── SheetRefused    a CSV file with errors
├── NoSuchDay       the journal knows nothing of this day
├── WhatIfRefused   a change that this centre cannot make
├── ScenarioRefused  assumptions about days with errors
├── LegsRefused     a table of legs that cannot be made or read
├── PlotRefused     a picture that cannot be drawn
├── MailFailed      an e-mail that was not taken
├── ProceduresRefused  a list of procedures that cannot be taken over
└── ChildLate       a computation was ended before its end
"""


class ServerError(Exception):
    """A part of the server does not run."""


class DemoFailed(ServerError, RuntimeError):
    """The message says which part and why."""


class SheetRefused(ServerError, ValueError):
    """The message names the file, and each error with its row and column, a line each."""


class NoSuchDay(ServerError, LookupError):
    """The message says which days there are."""


class WhatIfRefused(ServerError, ValueError):
    """The message says which change, and what is wrong with it."""


class ScenarioRefused(ServerError, ValueError):
    """The message names the file, and each error with its key, a line each."""


class PlotRefused(ServerError, ValueError):
    """The message says what to do instead."""


class LegsRefused(ServerError, ValueError):
    """The message says what to do instead."""


class ProceduresRefused(ServerError, ValueError):
    """The message names the file or the row, and says what to do."""


class HookRefused(ServerError, ValueError):
    """The message names the address, and says what to do."""


class MailFailed(ServerError, RuntimeError):
    """The message names the SMTP server or the address, and says what went wrong.

    ``kind`` is what people can do something about: ``unset``, ``address``, ``recipient``,
    ``login``, ``certificate``, ``plain`` (no TLS there), ``away`` or ``server``.
    """

    def __init__(self, said: str, kind: str = "server") -> None:
        super().__init__(said)
        self.kind = kind


class ChildLate(ServerError, TimeoutError):
    """The message says what was ended, and after how long."""


class ReportRefused(ServerError, ValueError):
    """The message says what to do instead."""


class PurgeRefused(ServerError, ValueError):
    """The message says what to do instead."""
