"""The pages in the order of the lecture, read from what the pages registered about themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import dash

SECTIONS = ("Time", "Text", "Pairs", "Play", "Lab")
OUTSIDE_THE_LECTURE = ("home", "not_found_404")


@dataclass(frozen=True)
class Stop:
    """One page of the lecture.

    Attributes:
        module: Module that registered it, such as `pages.stocks`.
        name: Its name in the navigation.
        path: Where it is, with the prefix the app runs under.
        section: One of `SECTIONS`.
        order: Its place in the section.
        summary: One sentence for its card on the home page.
        miniature: Returns the small live picture on its card; None for a drawn one.
    """

    module: str
    name: str
    path: str
    section: str
    order: int
    summary: str
    miniature: Callable[[], Any] | None = None


def lecture_pages() -> tuple[Stop, ...]:
    """Return all pages of the lecture in its order.

    Raises:
        LookupError: A page registered no (or an unknown) section, no order or no summary, or the
            place of another page: nothing may vanish from the navigation silently.
    """
    stops = [_stop(page) for page in dash.page_registry.values() if _is_in_the_lecture(page)]
    stops.sort(key=_place)
    for one, other in pairwise(stops):
        if _place(one) == _place(other):
            raise LookupError(
                f"{one.module} and {other.module} both registered order {one.order} in section "
                f"{one.section!r}. Give one of them another order."
            )
    return tuple(stops)


def sections() -> tuple[tuple[str, tuple[Stop, ...]], ...]:
    """Return the sections that have pages, each with its pages."""
    stops = lecture_pages()
    grouped = ((name, tuple(s for s in stops if s.section == name)) for name in SECTIONS)
    return tuple((name, pages) for name, pages in grouped if pages)


def neighbours(module: str) -> tuple[Stop | None, Stop | None]:
    """Return the pages before and after this one; from home the first page comes next."""
    stops = lecture_pages()
    places = [stop.module for stop in stops]
    here = places.index(module) if module in places else -1
    before = stops[here - 1] if here > 0 else None
    after = stops[here + 1] if here + 1 < len(stops) else None
    return before, after


def _is_in_the_lecture(page: dict[str, Any]) -> bool:
    return page["module"].rsplit(".", maxsplit=1)[-1] not in OUTSIDE_THE_LECTURE


def _stop(page: dict[str, Any]) -> Stop:
    missing = [key for key in ("section", "order", "summary") if page.get(key) is None]
    if missing:
        raise LookupError(f"{page['module']} registered no {', '.join(missing)}.")
    if page["section"] not in SECTIONS:
        raise LookupError(
            f"{page['module']} registered section {page['section']!r}; known are {SECTIONS}."
        )
    return Stop(
        module=page["module"],
        name=page["name"],
        path=page["relative_path"],
        section=page["section"],
        order=page["order"],
        summary=page["summary"],
        miniature=page.get("miniature"),
    )


def _place(stop: Stop) -> tuple[int, int]:
    return SECTIONS.index(stop.section), stop.order
