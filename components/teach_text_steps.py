"""What happens while a network is taught a visitor's own text; see `components.teach_text`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from dash import (
    ClientsideFunction,
    Input,
    Output,
    State,
    callback,
    clientside_callback,
    ctx,
    dcc,
    no_update,
)

from components.background import background_callback
from components.figures.bits_curve import bits_curve
from components.number_slider import follow_number
from components.sent import expect, record, several
from components.teach_text import Ids, learnt_told, written_text
from components.upload import show_what_is_chosen

_OFTEN = 700  # ms between two looks at how far the course is
_WAITING = "Waiting: other visitors\u2019 jobs are being done\u2026"
_CANCELLED = "Cancelled. Nothing was kept; your text is still in the box."
_FORGOTTEN = "Forgotten: what it had learnt is no longer on the server."
_NOTHING = (None, None, None)  # no file, no name, no text
_FILE = "my-lstm.safetensors"


class Desk(Protocol):
    """What a page offers: see `core.taught`."""

    def receive(self, contents: Any, filename: Any, pasted: Any) -> dict[str, str]:
        """Return the token of a text, or why it is `refused`."""
        ...

    def learn(self, say: Callable[[Any], object], token: Any) -> dict[str, Any]:
        """Return token and figures of a network that has learnt a text."""
        ...

    def still_there(self, told: Any) -> dict[str, Any] | None:
        """Return the figures while their network is kept."""
        ...

    def write(self, token: Any, prompt: Any, temperature: Any, seed: Any) -> dict[str, Any]:
        """Return what it writes."""
        ...

    def weights_file(self, token: Any) -> bytes:
        """Return its weights as a file."""
        ...

    def forget(self, token: Any) -> None:
        """Remove it."""
        ...

    def example_text(self) -> str:
        """Return a text to try."""
        ...


def follow_teaching(ids: Ids, desk: Desk) -> None:
    """Register everything that happens; call it once per page.

    Args:
        ids: Those of `teach_text`.
        desk: Teaches and writes.
    """
    show_what_is_chosen(ids("own-file"))
    follow_number(ids("own-heat"))
    _in_the_browser(ids)
    _learn(ids, desk)
    _show(ids, desk)
    _hand_over(ids, desk)


def course_told(news: Any) -> tuple[float, str, Any, str]:
    """Return how far a course is: share in percent, words, curve, sample; None is waiting."""
    if news is None:
        return 0, _WAITING, bits_curve([]), ""
    left = f"about {news.left:.0f} s left" if news.share > 0.02 else "up to a minute"
    said = f"Reading it for the {_ordinal(news.epoch)} time of at most {news.epochs}; {left}."
    return 100 * news.share, said, bits_curve(news.curve, news.counted), news.sample


def _ordinal(count: int) -> str:
    ending = "th" if 10 < count % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def _in_the_browser(ids: Ids) -> None:
    clientside_callback(
        ClientsideFunction("unrolled", "weigh_text"),
        Output(ids("own-length"), "children"),
        Output(ids("own-refused"), "children", allow_duplicate=True),
        Input(ids("own-pasted"), "value"),
        State(ids("own-length"), "id"),
        prevent_initial_call=True,
    )
    clientside_callback(
        f"(...given) => window.dash_clientside.unrolled.give_text({ids('own-length')!r}, ...given)",
        Output(ids("own-given"), "data"),
        Output(ids("own-refused"), "children", allow_duplicate=True),
        Input(ids("own-start"), "n_clicks"),
        State(ids("own-file"), "contents"),
        State(ids("own-file"), "filename"),
        State(ids("own-pasted"), "value"),
        prevent_initial_call=True,
    )
    clientside_callback(
        "(clicks, seed) => (Number.isInteger(seed) ? seed : 0) + 1",
        Output(ids("own-seed"), "value"),
        Input(ids("own-again"), "n_clicks"),
        State(ids("own-seed"), "value"),
        prevent_initial_call=True,
    )


def _learn(ids: Ids, desk: Desk) -> None:
    expect(ids("own-given"), several(len(_NOTHING), or_nothing=True))
    expect(ids("own-learnt"), record())

    @callback(
        Output(ids("own-begun"), "data"),
        Output(ids("own-refused"), "children"),
        Input(ids("own-given"), "data"),
        prevent_initial_call=True,
    )
    def take_the_text(given: Any) -> tuple[Any, str]:
        received = desk.receive(*(given or _NOTHING))
        return received.get("token", no_update), received.get("refused", "")

    @background_callback(
        Output(ids("own-learnt"), "data"),
        Input(ids("own-begun"), "data"),
        running=[
            (Output(ids("own-start"), "disabled"), True, False),
            (Output(ids("own-cancel"), "disabled"), False, True),
            (Output(ids("own-progress"), "hidden"), False, True),
            (Output(ids("own-course"), "hidden"), False, False),
            (Output(ids("own-result"), "hidden"), True, True),
        ],
        progress=[
            Output(ids("own-done"), "value"),
            Output(ids("own-said"), "children"),
            Output(ids("own-curve"), "figure"),
            Output(ids("own-sample"), "children"),
        ],
        cancel=[Input(ids("own-cancel"), "n_clicks")],
        interval=_OFTEN,
        prevent_initial_call=True,
    )
    def teach_it(progress: Callable[[Any], None], token: Any) -> dict[str, Any]:
        return desk.learn(lambda news: progress(course_told(news)), token)

    @callback(
        Output(ids("own-stopped"), "children"),
        Input(ids("own-cancel"), "n_clicks"),
        Input(ids("own-given"), "data"),
        prevent_initial_call=True,
    )
    def say_that_it_was_cancelled(_cancel: Any, _given: Any) -> str:
        return _CANCELLED if ctx.triggered_id == ids("own-cancel") else ""


def _show(ids: Ids, desk: Desk) -> None:
    @callback(
        Output(ids("own-told"), "children"),
        Output(ids("own-result"), "hidden"),
        Output(ids("own-course"), "hidden"),
        Output(ids("own-curve"), "figure"),
        Input(ids("own-learnt"), "data"),
    )
    def show_what_it_is_worth(told: Any) -> tuple[Any, bool, bool, Any]:
        known = desk.still_there(told)
        if known is None:
            return [], True, True, bits_curve([])
        return learnt_told(known), False, False, bits_curve(known["curve"], known["counted"])

    @callback(
        Output(ids("own-written"), "children"),
        Input(ids("own-learnt"), "data"),
        Input(ids("own-prompt"), "value"),
        Input(ids("own-heat"), "value"),
        Input(ids("own-seed"), "value"),
    )
    def let_it_write(told: Any, prompt: Any, heat: Any, seed: Any) -> Any:
        known = desk.still_there(told)
        if known is None:
            return []
        return written_text(desk.write(known["token"], prompt, heat, seed))


def _hand_over(ids: Ids, desk: Desk) -> None:
    @callback(
        Output(ids("own-download"), "data"),
        Input(ids("own-weights"), "n_clicks"),
        State(ids("own-learnt"), "data"),
        prevent_initial_call=True,
    )
    def hand_over_the_weights(_clicks: Any, told: Any) -> Any:
        content = desk.weights_file((told or {}).get("token"))
        return dcc.send_bytes(content, _FILE)

    @callback(
        Output(ids("own-learnt"), "data", allow_duplicate=True),
        Output(ids("own-stopped"), "children", allow_duplicate=True),
        Input(ids("own-forget"), "n_clicks"),
        State(ids("own-learnt"), "data"),
        prevent_initial_call=True,
    )
    def forget_it(_clicks: Any, told: Any) -> tuple[None, str]:
        desk.forget((told or {}).get("token"))
        return None, _FORGOTTEN

    @callback(
        Output(ids("own-pasted"), "value"),
        Input(ids("own-example"), "n_clicks"),
        prevent_initial_call=True,
    )
    def bring_an_example(_clicks: Any) -> str:
        return desk.example_text()
