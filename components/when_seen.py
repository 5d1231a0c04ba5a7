"""Work that waits until someone looks: values are handed on when a part of the page is in sight.

What stands far below the stage would otherwise cost the server an answer at every keystroke.
"""

from __future__ import annotations

import json

from dash import Input, Output, clientside_callback

from components.sent import expect, several

PAUSE = 350


def hand_on_when_seen(part: str, store: str, *inputs: Input) -> None:
    """Register the hand-over; call it once per page.

    The store gets the value of the input, or the list of all values, after a pause of 350 ms and
    not before the part is nearly in sight (`assets/when_seen.js`).

    Args:
        part: Id of the part that has to be seen.
        store: Id of the `dcc.Store` that a server callback listens to.
        inputs: What is handed on.
    """
    if len(inputs) > 1:
        expect(store, several(len(inputs)))
    plan = json.dumps({"part": part, "store": store, "pause": PAUSE})
    clientside_callback(
        f"(...values) => window.dash_clientside.unrolled.hand_on_when_seen({plan}, values)",
        Output(store, "data"),  # written later; without an output the first call would not come
        *inputs,
    )
