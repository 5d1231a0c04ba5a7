"""The HTML document around the app: language, direction, colours before the first paint."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from components.figures.template import figure_css
from components.heat import heat_css
from components.palette import DARK, LIGHT, colour_css

# Mantine remembers the visitor's choice under this key; reading it before the first paint means
# that a dark page never flashes white.
_FIRST_PAINT = """
(function () {
  var chosen = null;
  try { chosen = localStorage.getItem("mantine-color-scheme-value"); } catch (blocked) {}
  var dark = chosen === "dark" ||
    (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
"""

_DOCUMENT = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
{{%metas%}}
<title>{{%title%}}</title>
<link rel="icon" href="{icon}" type="image/svg+xml">
<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>
<style>{css}</style>
{{%css%}}
<script>{script}</script>
</head>
<body>
{{%app_entry%}}
<noscript>Unrolled computes and draws in the browser: please allow JavaScript.</noscript>
<footer>{{%config%}}{{%scripts%}}{{%renderer%}}</footer>
</body>
</html>"""


def document(asset: Callable[[str], str], language: str = "en", direction: str = "ltr") -> str:
    """Return the `index_string` of the app.

    Args:
        asset: File in assets/ -> its address.
        language: Language of the words on the pages.
        direction: `ltr` or `rtl`.
    """
    return _DOCUMENT.format(
        language=language,
        direction=direction,
        icon=asset("icons/unrolled.svg"),
        font=asset("fonts/inter-latin-wght-normal.woff2"),
        css=document_css(),
        script=_FIRST_PAINT,
    )


def document_css() -> str:
    """Return the CSS that is generated from the palette, so that Python and CSS agree."""
    return "\n".join((colour_css(), _first_paint_css(), heat_css(), figure_css()))


def script_hash() -> str:
    """Return the hash that lets the document's own script pass the content security policy."""
    digest = hashlib.sha256(_FIRST_PAINT.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _first_paint_css() -> str:
    return (
        f"html{{background:{LIGHT['ground']};color-scheme:light}}"
        f"html[data-mantine-color-scheme='dark']{{background:{DARK['ground']};color-scheme:dark}}"
    )
