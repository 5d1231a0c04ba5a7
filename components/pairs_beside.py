"""Every model on the same two questions: answer, decision, threshold and what each one reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dash import Input, Output, callback, dcc, html

from components.models_beside import Entry, model_card
from components.page import panel
from components.when_seen import hand_on_when_seen

_NOTE = (
    "The bar is the probability that both ask the same, the mark on it the threshold from which "
    "the model says so. A model counts as unknown what was not among the words it learnt from."
)


def pairs_beside(ids: Callable[[str], str], models: Sequence[tuple[str, str]]) -> html.Section:
    """Return the panel, waiting for its first answer.

    Args:
        ids: Names the parts `models`, `models-said` and `models-pair` of the page.
        models: Name and title of every model.
    """
    waiting = [model_card({"model": name, "title": title}) for name, title in models]
    said = html.Div(waiting, id=ids("models-said"), className="models-said")
    whole = panel([said, dcc.Store(id=ids("models-pair"))], note=_NOTE)
    whole.id = ids("models")
    return whole


def follow_pairs_beside(
    ids: Callable[[str], str],
    asked: tuple[Input, ...],
    ask: Callable[[str, str, Any], Sequence[Entry]],
) -> None:
    """Register what keeps the panel up to date; call it once per page.

    Args:
        ids: As given to `pairs_beside`.
        asked: Where the two questions, and which run joins the models, come from.
        ask: (first, second, run) -> the entries of all models.
    """
    hand_on_when_seen(ids("models"), ids("models-pair"), *asked)

    @callback(
        Output(ids("models-said"), "children"),
        Input(ids("models-pair"), "data"),
        prevent_initial_call=True,
    )
    def show_every_answer(asked: list[Any] | None) -> list[Any]:
        """Ask every model about the pair."""
        first, second, run = asked or ("", "", "")
        entries = ask(first or "", second or "", run)
        return [model_card(entry, has_words="probability" in entry) for entry in entries]
