"""A button that copies the address of what is on screen."""

from __future__ import annotations

import dash_mantine_components as dmc

from components.icon import icon


def copy_link() -> dmc.Button:
    """Return the button; `assets/unrolled.js` copies the link and says so in the button."""
    return dmc.Button(
        "Copy link",
        leftSection=icon("link"),
        variant="default",
        size="sm",
        className="copy-link",
        **{"data-copy-link": "Copied", "data-key": "c"},
    )
