"""Teach it your own text: given, learnt letter by letter in the background, then it writes.

What happens lies in `components.teach_text_steps`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from components.figures.bits_curve import bits_curve
from components.figures_table import figures_table
from components.graph import graph
from components.number_slider import NumberRange, number_slider
from components.page import panel
from components.term import term
from components.upload import upload_area

Ids = Callable[[str], str]
_WHAT = (
    "Paste a text in any language. A small LSTM, written for this page in NumPy, reads it letter "
    "by letter beside the page, for a minute at most, and learns what comes next. Then it writes."
)
_PRIVATE = (
    "Your text goes to this server, is learnt there and is gone when the course has ended. What it "
    "has learnt is kept for an hour after its last use, for this tab only; you can have it "
    "forgotten at once. The link does not hold any of it."
)
_BITS = (
    "The mean of \u2212log\u2082 p over the letters that came: 1 bit is one question with two "
    "equally likely answers. Guessing among V letters costs log\u2082 V."
)
_COUNTING = (
    "How often each letter came after the one, two, four before it, in the first nine tenths of "
    "your text, mixed by Witten and Bell\u2019s rule."
)
_ROWS = {
    "0": "Uniform: every letter alike",
    "1": "Counting single letters",
    "2": "Counting pairs",
    "3": "Counting triples",
    "5": "Counting runs of five",
}


def teach_text(ids: Ids, least: int, most: int) -> html.Div:
    """Return the whole, waiting for a text; call `follow_teaching` with the same ids.

    Args:
        ids: Names the parts, all of which begin with `own`.
        least: Bytes that a text must have.
        most: Bytes that it may have.
    """
    refused = html.P(id=ids("own-refused"), className="upload-refused", role="alert")
    said = html.P(id=ids("own-stopped"), className="job-said", role="status")
    return html.Div(
        [
            panel([html.P(_WHAT, className="classical-why"), _given(ids, least, most), refused,
                   _buttons(ids), said, _progress(ids)], note=_PRIVATE),
            html.Div(_course(ids), id=ids("own-course"), className="own-course", hidden=True),
            html.Div(_result(ids), id=ids("own-result"), className="own-result", hidden=True),
            dcc.Store(id=ids("own-given")),
            dcc.Store(id=ids("own-begun")),
            dcc.Store(id=ids("own-learnt"), storage_type="session"),
            dcc.Download(id=ids("own-download")),
        ],
        className="teach-text",
    )  # fmt: skip


def learnt_told(told: Mapping[str, Any]) -> list[Any]:
    """Return what a network that has learnt is worth: in words, as a table, with its limits."""
    counted = told["counted"]
    rows = [[_ROWS.get(order, order), bits] for order, bits in counted.items()]
    rows.append([f"This LSTM, {told['P']} units, {told['parameters']:,} weights", told["bits"]])
    heads = ["", html.Span(["Bits per character ", term("?", _BITS)])]
    note = (
        f"Measured on the last {told['tail']:,} of {told['characters']:,} characters, which "
        f"nothing here has learnt from. {told['V']} different characters. It read the text "
        f"{told['epochs']} times in {told['seconds']:.0f} s; the weights after time "
        f"{told['best_epoch']} were the best on the check, a twentieth of your text."
    )
    copied = [
        "The longest run of 600 written letters that stands in your text: \u201c",
        html.Bdi(told["copied"]),
        f"\u201d, {len(told['copied'])} letters.",
    ]
    return [
        html.P(told["verdict"], className="own-verdict"),
        figures_table(heads, rows, note=note),
        html.P(copied, className="table-note"),
        html.P(["Counting ", term("how?", _COUNTING)], className="table-note"),
        *(html.P(remark, className="table-note") for remark in told["remarks"]),
    ]


def written_text(found: Mapping[str, Any]) -> list[Any]:
    """Return what was written, after the beginning it was given."""
    left = found["left_out"]
    said = [html.Bdi(left), " is not in what it has learnt and was left out."] if left else None
    return [
        html.P(
            [html.Span(found["prompt"], className="own-prompt"), found["text"]],
            dir="auto",
            className="own-written-text",
        ),
        html.P(said, className="table-note") if said else None,
    ]


def _given(ids: Ids, least: int, most: int) -> html.Div:
    pasted = dmc.Textarea(
        id=ids("own-pasted"),
        label="Your text",
        placeholder="Paste a page or more\u2026",
        spellCheck=False,
        debounce=200,
        attributes={"input": {"dir": "auto", "rows": 10}},  # growing with 5 MB would freeze
    )
    length = html.P(
        f"From {least / 1000:.0f} to {most / 1000:.0f} kB.",
        id=ids("own-length"),
        className="entry-length",
        **{"data-least": str(least), "data-most": str(most)},
    )
    area = upload_area(
        ids("own-file"),
        label="Your own text as a file",
        limit=most,
        hint="Or a text file, in any encoding. A file comes before what is pasted.",
    )
    example = html.Button(
        "Reviews written for Unrolled, 44 kB", id=ids("own-example"), type="button",
        className="preset",
    )  # fmt: skip
    chips = html.Div([html.Span("Try", className="presets-label"), example], className="presets")
    return html.Div([html.Div([pasted, length, chips]), area], className="own-given")


def _buttons(ids: Ids) -> html.Div:
    start = dmc.Button("Teach it", id=ids("own-start"), size="sm")
    cancel = dmc.Button("Cancel", id=ids("own-cancel"), size="sm", variant="default", disabled=True)
    return html.Div([start, cancel], className="job-buttons")


def _progress(ids: Ids) -> html.Div:
    bar = dmc.Progress(
        id=ids("own-done"), value=0, size="lg", color="var(--ink)", **{"aria-label": "Progress"}
    )
    said = html.P("Beginning \u2026", id=ids("own-said"), className="job-said", role="status")
    return html.Div([bar, said], id=ids("own-progress"), className="job-progress", hidden=True)


def _course(ids: Ids) -> list[Any]:
    curve = graph(
        ids("own-curve"),
        bits_curve([]),
        label="Bits per character while it learns, on the check, and of plain counting",
        height=320,
    )
    sample = html.P(id=ids("own-sample"), dir="auto", className="own-written-text")
    return [panel(curve, title="How well it guesses the next letter"),
            panel(sample, title="What it writes meanwhile")]  # fmt: skip


def _result(ids: Ids) -> list[Any]:
    warm = number_slider(
        ids("own-heat"), "\u03c4", 0.7, NumberRange(0, 2, 0.05, 2), "\u03c4, temperature"
    )
    prompt = dmc.TextInput(
        id=ids("own-prompt"), label="Begin with", placeholder="nothing", debounce=250,
        attributes={"input": {"dir": "auto", "maxLength": "500"}},
    )  # fmt: skip
    seed = dmc.NumberInput(
        id=ids("own-seed"), label="Seed", value=1, min=0, max=2**31 - 1, step=1, allowDecimal=False,
        clampBehavior="strict", size="sm",
    )  # fmt: skip
    again = dmc.Button("Write something else", id=ids("own-again"), size="sm")
    weights = dmc.Button(
        "Weights (safetensors)", id=ids("own-weights"), size="sm", variant="default"
    )
    forget = dmc.Button(
        "Forget it now", id=ids("own-forget"), size="sm", variant="subtle", color="gray"
    )
    text = html.Div(id=ids("own-written"), role="status", className="own-written")
    knobs = html.Div([prompt, warm, seed], className="own-knobs")
    buttons = html.Div([again, weights, forget], className="job-buttons")
    return [
        panel([knobs, text, buttons], title="Now it writes"),
        panel(html.Div(id=ids("own-told")), title="What it is worth"),
    ]
