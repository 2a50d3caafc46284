"""What can go wrong, as one tree."""


class TerminalError(Exception):
    """Anything that the terminal itself complains about."""


class BadConfig(TerminalError):
    """The file of settings cannot be used; the message holds one line for each fault."""


class BadPacket(TerminalError):
    """The other end does not speak MQTT 3.1.1."""


class LinkLost(TerminalError):
    """The broker is gone, silent, or does not let this terminal in."""


class UpdateRefused(TerminalError):
    """A release is not for this terminal, not whole, or not signed by us."""
