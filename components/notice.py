"""The notice area: what went wrong, said once, read aloud politely."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import set_props

NOTICES = "shell-notices"


def notice_area() -> dmc.NotificationContainer:
    """Return the area; there is one, in the shell."""
    return dmc.NotificationContainer(id=NOTICES, position="bottom-right", autoClose=9000, limit=3)


def notice(message: str, title: str = "That did not work") -> dict[str, Any]:
    """Return one notice, as an item of `sendNotifications`."""
    return {
        "action": "show",
        "title": title,
        "message": message,
        "color": "var(--prediction)",
        "withBorder": True,
    }


def show_notice(message: str, title: str = "That did not work") -> None:
    """Show a notice from within a callback, beside whatever else the callback returns."""
    set_props(NOTICES, {"sendNotifications": [notice(message, title)]})
