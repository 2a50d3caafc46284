"""A server of files that can break off in the middle of one."""

from __future__ import annotations

from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any


class Shelf(SimpleHTTPRequestHandler):
    """Gives files away; ``cut`` ends a connection in the middle of a file of that name."""

    cut = ""
    asked: list[str]

    def do_GET(self) -> None:
        type(self).asked.append(self.path.rpartition("/")[2])
        if self.cut and self.path.endswith(self.cut):
            body = (Path(self.directory) / self.cut).read_bytes()
            self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + body[: len(body) // 2])
            return
        super().do_GET()

    def log_message(self, *_: Any) -> None:
        """Quiet."""
