"""QR codes for pages, as pictures inside the page: nothing is fetched from elsewhere."""

from __future__ import annotations

from io import BytesIO

import segno


def svg(text: str) -> bytes:
    """The same as a file of its own."""
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=4, scale=8, light="#fff")
    return out.getvalue()


def data_uri(text: str) -> str:
    """An SVG of ``text`` at error level M, with a quiet zone, as a ``data:`` address."""
    return segno.make(text, error="m", micro=False).svg_data_uri(border=4)
