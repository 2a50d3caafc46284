"""What can go wrong on the wire.

WireError
├── MessageRefused     a payload that is not what its topic carries
├── UnknownTopic       a topic outside the tree, or an id that cannot stand in one
├── BrokerUnavailable  the daemon could not be started or reached
├── NotConnected       something was to be said while the link was down
└── BadSetting         settings of the broker or of a link, or logins, cannot be used
"""


class WireError(Exception):
    """Anything that went wrong between two places of the hall."""


class MessageRefused(WireError, ValueError):
    """A payload is not JSON, too large, of an unknown version or of the wrong shape."""


class UnknownTopic(WireError, ValueError):
    """A topic is not in the tree, or a part of it is not a legal id."""


class BrokerUnavailable(WireError, OSError):
    """The broker did not start, or does not answer."""


class NotConnected(WireError, ConnectionError):
    """The link is down and the message may not wait."""


class BadSetting(WireError, ValueError):
    """A setting of the broker or of a link cannot be used; the message says what to write."""
