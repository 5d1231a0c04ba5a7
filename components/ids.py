"""Ids of the form `<page>-<thing>`, so that no two pages can collide."""

from __future__ import annotations

from collections.abc import Callable


def page_ids(module: str) -> Callable[[str], str]:
    """Return the helper that names the parts of one page.

    Args:
        module: `__name__` of the page, such as `pages.stocks`.

    Example:
        >>> ids = page_ids("pages.stocks")
        >>> ids("ticker")
        'stocks-ticker'
    """
    page = module.rsplit(".", maxsplit=1)[-1].replace("_", "-")

    def named(thing: str) -> str:
        """Return the id of one thing on this page."""
        return f"{page}-{thing}"

    return named
