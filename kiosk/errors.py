"""What can go wrong at a kiosk.

KioskError
├── BadSetting     a setting cannot be used
├── NoAnswer       the server did not answer in time
└── PaperError     the printer could not take the ticket
"""


class KioskError(Exception):
    """Anything wrong at a kiosk."""


class BadSetting(KioskError, ValueError):
    """The message names the setting and says what to write."""


class NoAnswer(KioskError, TimeoutError):
    """The server did not answer; the same request may be sent again."""


class PaperError(KioskError, OSError):
    """The ticket is not on paper; the message says why."""
