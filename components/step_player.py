"""Going through steps – words, days, epochs – by button, key, slider, or by letting them play.

The browser keeps the time (`assets/step_player.js`); whoever draws listens to the player's `step`
event. The step at rest is also in a store, for the link and for presets, counted from 1.
"""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import Input, clientside_callback, dcc, html

from components.icon import icon

_BUTTONS = (
    ("start", "to-start", "To the first step", "Home", "Home"),
    ("back", "arrow-back", "One step back", "ArrowLeft", "\u2190"),
    ("play", "play", "Play or pause", "Space", "Space"),
    ("on", "arrow-on", "One step on", "ArrowRight", "\u2192"),
    ("end", "to-end", "To the last step", "End", "End"),
)


def step_store(player_id: str) -> str:
    """Return the id of the store that holds the step at rest, counted from 1."""
    return f"{player_id}-step"


def step_player(player_id: str, *, step: int = 1, what: str = "step") -> html.Div:
    """Return a player that waits to be told how many steps there are.

    In the browser, `unrolled.step_player(element)` returns its controls: `set_count(n)`,
    `go(step)`, `pause()`, `turn(by)` (-1 plays backward), and `step`, counted from 0. Its element
    sends the event `step` with `detail: { step, is_playing }` whenever another step is reached and
    when playing ends.

    Args:
        player_id: Its id; `follow_player` must have been called with the same one.
        step: Where it stands at first, counted from 1.
        what: What a step is, in the singular: "word", "day".
    """
    speed = html.Button(
        "1\u00d7", type="button", className="player-speed", **{"data-player": "speed"}
    )
    return html.Div(
        [
            html.Div([_button(*button) for button in _BUTTONS], className="player-buttons"),
            html.Div(className="player-track"),
            html.Span("\u2013", className="player-place"),
            dmc.Tooltip(speed, label="Speed"),
            dcc.Store(id=step_store(player_id), data=step),
        ],
        id=player_id,
        className="player",
        role="group",
        dir="ltr",
        **{
            "aria-label": f"Step through, {what} by {what}",
            "data-what": what,
            "data-start": str(step),
        },
    )


def follow_player(player_id: str) -> None:
    """Register that the player goes where its store says; call it once per page."""
    clientside_callback(
        f"(step) => window.dash_clientside.unrolled.put_step({player_id!r}, step)",
        Input(step_store(player_id), "data"),
    )


def _button(name: str, drawing: str, label: str, key: str, shown: str) -> Any:
    drawn: Any = icon(drawing)
    if name == "play":
        drawn = [
            html.Span(icon("play"), className="when-paused"),
            html.Span(icon("pause"), className="when-playing"),
        ]
    button = dmc.ActionIcon(
        drawn,
        variant="default",
        size="lg",
        className=f"player-{name}",
        **{"aria-label": label, "data-key": key, "data-player": name},
    )
    return dmc.Tooltip(button, label=f"{label} ({shown})")
