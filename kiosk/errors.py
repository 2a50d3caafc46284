"""What can go wrong at a kiosk.

KioskError
├── BadSetting     a setting cannot be used
├── BadTouch       a touch that asks for something impossible
├── NoAnswer       the server did not answer in time
└── PaperError     the printer could not take the ticket
"""


class KioskError(Exception):
    """Anything wrong at a kiosk."""


class BadSetting(KioskError, ValueError):
    """The message names the setting and says what to write."""


class BadTouch(KioskError, ValueError):
    """The touch page sent something that it should not."""


class NoAnswer(KioskError, TimeoutError):
    """The server did not answer; the same request may be sent again."""


class PaperError(KioskError, OSError):
    """The ticket is not on paper; the message says why."""
