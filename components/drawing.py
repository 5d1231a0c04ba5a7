"""A drawing made in Python that the browser can write into.

Dash has no SVG elements. So the drawing travels as text in an attribute and `assets/drawing.js`
puts it into the page, where its parts have classes, live numbers and echoes like everything else.
"""

from __future__ import annotations

from html import escape

from dash import html


def drawing(svg: str, *, label: str, class_name: str = "") -> html.Div:
    """Return the place of a drawing.

    Args:
        svg: A whole `<svg>` element, with its namespace and a `viewBox`.
        label: What it shows, for those who do not see it.
        class_name: Further CSS classes.
    """
    return html.Div(
        className=f"drawing {class_name}".strip(),
        role="img",
        **{"aria-label": label, "data-svg": svg},
    )


def tag(name: str, *inside: str, **attributes: str | float) -> str:
    """Return an SVG element; `class_` and `data_live` stand for `class` and `data-live`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>"


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
