"""QR codes for pages, as pictures inside the page: nothing is fetched from elsewhere."""

from __future__ import annotations

import segno


def data_uri(text: str) -> str:
    """An SVG of ``text`` at error level M, with a quiet zone, as a ``data:`` address."""
    return segno.make(text, error="m", micro=False).svg_data_uri(border=4)
