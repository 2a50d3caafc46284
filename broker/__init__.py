"""The wire: what may be said on it, by whom, and the daemon that carries it."""

__version__ = "0.1.0"
