"""What nothing on a page ever changes, sent as HTML instead of as components.

Whenever anything changes, Dash's renderer goes through every component of the page, dozens of times
for one key that is typed. Most of a page is text, tables and formulas that no callback reads or
writes; `assets/drawing.js` puts them into the page as they are, and Dash need not know of them.
Live numbers keep working: scripts find them by their attributes.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, TypeVar

from dash.development.base_component import Component

Part = TypeVar("Part", bound=Component)

_HTML = "dash_html_components"
_OF_DASH = {"children", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "key"}
_NAMES = {"className": "class", "htmlFor": "for", "style": "data-style"}
_KEPT = {"Iframe", "ObjectEl", "Script", "Template"}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CAPITAL = re.compile("[A-Z]")


def sent_still(whole: Part) -> Part:
    """Return the same component, which writes out what is still in it when it is sent."""
    vars(whole)["to_plotly_json"] = lambda: type(whole).to_plotly_json(still(whole))
    return whole


def still(part: Any) -> Any:
    """Return a copy in which the inside of everything still is HTML, in the attribute `data-html`.

    Still is an HTML element without an id in which everything else is still or text. What stands
    around a component that Dash has to know stays a component.
    """
    return _Writer().still(part)


class _Writer:
    """Writes every element once, however often it is asked for it."""

    def __init__(self) -> None:
        self._written: dict[int, str | None] = {}

    def still(self, part: Any) -> Any:
        """See `still`."""
        if isinstance(part, list | tuple):
            return [self.still(one) for one in part]
        if not isinstance(part, Component) or not _has_components(part):
            return part
        made = copy.copy(part)
        inside = self._inside(part) if _is_html(part) else None
        if inside is None:
            made.children = self.still(part.children)
        else:
            del made.children
            setattr(made, "data-html", inside)
        return made

    def _inside(self, part: Component) -> str | None:
        """Return the HTML within an element; None where it holds what is not still."""
        written = [self._of(child) for child in _children(part)]
        return None if None in written else "".join(filter(None, written))

    def _of(self, part: Any) -> str | None:
        """Return the HTML of a part; None where it is not still."""
        if not isinstance(part, Component):
            return "" if part is None else _text(str(part))
        if id(part) not in self._written:
            self._written[id(part)] = self._element(part) if _is_html(part) else None
        return self._written[id(part)]

    def _element(self, part: Component) -> str | None:
        attributes, inside = _attributes(part), self._inside(part)
        if attributes is None or inside is None:
            return None
        name = part._type.lower()
        return f"<{name}{attributes}>{inside}</{name}>"


def _has_components(part: Component) -> bool:
    return any(isinstance(child, Component) for child in _children(part))


def _children(part: Component) -> Sequence[Any]:
    children = getattr(part, "children", None)
    return children if isinstance(children, list | tuple) else [children]


def _is_html(part: Component) -> bool:
    return part._namespace == _HTML and part._type not in _KEPT and not hasattr(part, "id")


def _attributes(part: Component) -> str | None:
    """Return the attributes as they are written; None where one of them cannot be."""
    written = []
    for name, value in vars(part).items():
        is_own = name in part._prop_names or name.startswith(("data-", "aria-"))
        if (
            not is_own
            or name in _OF_DASH
            or value is None
            or (value is False and not _is_word(name))
        ):
            continue
        text = _style(value) if name == "style" else _value(name, value)
        if text is None:
            return None
        written.append(f' {_NAMES.get(name) or name.lower()}="{text}"')
    return "".join(written)


def _is_word(name: str) -> bool:
    """Say whether "false" is a value of the attribute, rather than its absence."""
    return name.startswith(("aria-", "data-")) or name == "spellCheck"


def _value(name: str, value: Any) -> str | None:
    """Return an attribute's text; None for what is no text."""
    if isinstance(value, bool):
        return str(value).lower() if _is_word(name) else ""
    return _text(str(value)) if isinstance(value, str | int | float) else None


def _style(style: Mapping[str, Any]) -> str | None:
    """Return a style as CSS. The policy bars it from HTML, so the script sets it afterwards."""
    if not all(isinstance(value, str) for value in style.values()):
        return None  # React adds a unit to numbers, but not to all of them
    named = {_CAPITAL.sub(lambda c: f"-{c[0].lower()}", name): text for name, text in style.items()}
    return _text(";".join(f"{name}:{text}" for name, text in named.items()))


def _text(text: str) -> str:
    """Return a text for XML, which knows no control characters and no halves of characters."""
    return escape(_NO_XML.sub("\ufffd", text))
