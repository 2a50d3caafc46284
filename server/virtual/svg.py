"""Pictures as SVG: one file, no script, nothing loaded from anywhere."""

from __future__ import annotations

from html import escape

from server.virtual.drawing import Box, Dot, Label, Picture, Shape, Stroke

FONT = "Be Vietnam Pro, Segoe UI, Roboto, Noto Sans, Arial, sans-serif"


def to_svg(picture: Picture) -> str:
    """The whole file."""
    size = f'width="{picture.width}" height="{picture.height}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'viewBox="0 0 {picture.width} {picture.height}" role="img" font-family="{FONT}">'
    )
    ground = f'<rect {size} fill="#ffffff"/>'
    shapes = [_shape(shape) for shape in picture.shapes]
    return "\n".join([head, f"<title>{escape(picture.title)}</title>", ground, *shapes, "</svg>\n"])


def _shape(shape: Shape) -> str:
    match shape:
        case Stroke(points, colour, width, dashed):
            line = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
            dash = ' stroke-dasharray="5 4"' if dashed else ""
            return (
                f'<polyline points="{line}" fill="none" stroke="{colour}" '
                f'stroke-width="{_n(width)}" stroke-linejoin="round"{dash}/>'
            )
        case Box(x, y, width, height, colour):
            place = f'x="{_n(x)}" y="{_n(y)}"'
            return f'<rect {place} width="{_n(width)}" height="{_n(height)}" fill="{colour}"/>'
        case Dot(x, y, radius, colour):
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{colour}"/>'
        case Label():
            return _label(shape)


def _label(label: Label) -> str:
    weight = ' font-weight="bold"' if label.bold else ""
    return (
        f'<text x="{_n(label.x)}" y="{_n(label.y)}" font-size="{_n(label.size)}" '
        f'text-anchor="{label.anchor}" fill="{label.colour}"{weight}>{escape(label.text)}</text>'
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
