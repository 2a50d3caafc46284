"""What can go wrong at a kiosk.

KioskError
├── BadSetting     a setting cannot be used
├── NoAnswer       the server did not answer in time
│   └── LeaseUsedUp  and the kiosk has no number of its own to give
├── PaperError     the printer could not take the ticket
└── NoCard         a scanned text is not that of an identity card
"""


class KioskError(Exception):
    """Anything wrong at a kiosk."""


class BadSetting(KioskError, ValueError):
    """The message names the setting and says what to write."""


class NoAnswer(KioskError, TimeoutError):
    """The server did not answer; the same request may be sent again."""

    code = "no-answer"


class LeaseUsedUp(NoAnswer):
    """The server is away, and this kiosk has no number left that it may give alone."""

    code = "lease-used-up"


class PaperError(KioskError, OSError):
    """The ticket is not on paper; the message says why."""


class NoCard(KioskError, ValueError):
    """The text is not that of a card; the message says why, and never quotes it."""
