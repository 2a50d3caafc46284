"""What can go wrong when the parts of a server are started.

ServerError
└── DemoFailed   a part of the demo did not start, or ended by itself
"""


class ServerError(Exception):
    """A part of the server does not run."""


class DemoFailed(ServerError, RuntimeError):
    """The message says which part and why."""
