"""Where sentences are typed, one per line, and what is done to them on their way to numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from components.page import panel
from components.term import term

_PAUSE = 150
_SOURCES = (("typed", "these"), ("lecture", "the lecture"), ("model", "a model"))
_PAD = (("after", "after"), ("before", "before"))
_KEEP = (("start", "the start"), ("end", "the end"), ("both", "both ends"))
_LEARNT = (
    "A word has an id only if it was there when the vocabulary was learnt. From these sentences: "
    "the lecture\u2019s way. From the lecture\u2019s four: type others and see what is unknown. "
    "From a model: the words of the trained model chosen below."
)
_SIZE = (
    "The lecture\u2019s num_words. Ids 1 to V \u2212 1 go to the most frequent words, 0 is "
    "padding; row V of the table, which the lecture allocates and never uses, stands for every "
    "other word."
)


def sentence_entry(
    ids: Callable[[str], str], text: str, limit: int, remarks: Sequence[str] = ()
) -> html.Section:
    """Return the box; names the parts `text` and `letters` of the page."""
    box = dmc.Textarea(
        id=ids("text"),
        value=text,
        label="Your sentences, one per line",
        placeholder="Type a sentence\u2026",
        debounce=_PAUSE,
        minRows=4,
        resize="vertical",
        spellCheck=False,
        attributes={"input": {"dir": "auto"}},
    )
    length = html.P(id=ids("letters"), className="entry-length", **{"data-limit": str(limit)})
    said = [html.P(remark, className="entry-remark", role="status") for remark in remarks]
    return html.Section([box, length, *said], className="card entry")


def token_controls(
    ids: Callable[[str], str], chosen: Mapping[str, Any], largest: Mapping[str, int]
) -> list[Any]:
    """Return the controls.

    Args:
        ids: Names the parts `from`, `v`, `t`, `pad`, `keep`, `e`, `save` of the page.
        chosen: Their values at first.
        largest: The largest value of `v`, `t` and `e`.
    """
    vocabulary = _panel(
        "Which words have an id",
        [
            _labelled(["Learnt from ", term("?", _LEARNT)], ids("from"), _SOURCES, chosen["from"]),
            html.Div(
                _number(
                    ids("v"), ["Vocabulary size V ", term("?", _SIZE)], chosen["v"], largest["v"], 2
                ),
                className="only-own-words",
            ),
        ],
    )
    length = _panel(
        "One length for all",
        [
            _number(ids("t"), "Length T", chosen["t"], largest["t"]),
            _labelled("Zeros go \u2026 the words", ids("pad"), _PAD, chosen["pad"]),
            _labelled("Of a longer sentence, keep", ids("keep"), _KEEP, chosen["keep"]),
            html.P(
                "The lecture puts zeros at the end and cuts at the end. A recurrent network then "
                "reads the zeros last, unless they are masked.",
                className="panel-note",
            ),
        ],
    )
    width = _panel(
        "What comes out",
        [
            html.Div(
                _number(ids("e"), "Embedding size E", chosen["e"], largest["e"]),
                className="only-own-words",
            ),
            html.Button(
                "Download the matrix as CSV", id=ids("save"), type="button", className="preset"
            ),
        ],
    )
    missing = html.P(className="entry-remark", role="status", **{"data-live": "tokens-missing"})
    return [missing, vocabulary, length, width]


def _panel(title: str, controls: list[Any]) -> html.Section:
    return panel(html.Div(controls, className="control-stack"), title=title)


def _number(control_id: str, label: Any, value: int, largest: int, least: int = 1) -> Any:
    return dmc.NumberInput(
        id=control_id,
        label=label,
        value=value,
        min=least,
        max=largest,
        allowDecimal=False,
        allowNegative=False,
        clampBehavior="blur",
        debounce=_PAUSE,
    )


def _labelled(label: Any, control_id: str, choices: Any, value: str) -> html.Div:
    spoken = label if isinstance(label, str) else str(label[0])
    choice = dmc.SegmentedControl(
        id=control_id,
        data=[{"value": name, "label": said} for name, said in choices],
        value=value,
        size="sm",
        fullWidth=True,
        **{"aria-label": spoken},
    )
    return html.Div([html.Span(label, className="control-label"), choice], className="control")
