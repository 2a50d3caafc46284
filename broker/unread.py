"""Messages that nobody can read: one line a topic in the log, however many there are."""

from __future__ import annotations

import logging

log = logging.getLogger("broker.link")
MOST_TOLD = 200
"""Topics that are told of, each once: a broken device must not fill the journal."""


class Unread:
    """Which topics were told of."""

    def __init__(self) -> None:
        self._topics: set[str] = set()

    def tell(self, topic: str, why: Exception) -> None:
        """Log it, if it is the first of its topic."""
        if topic not in self._topics and len(self._topics) < MOST_TOLD:
            self._topics.add(topic)
            log.warning("dropped, and more like it will be without a word: %s: %s", topic, why)
