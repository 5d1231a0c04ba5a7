"""Convolution: a kernel along a series, trained filters on a text (lecture "1D Convolution")."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import dash
import dash_mantine_components as dmc
from dash import Input, Output, callback, html

from components import code_card
from components.beside_lecture import beside_lecture, faults
from components.conv_formula import conv_formula
from components.conv_sheet import (
    conv_controls,
    conv_stage,
    filter_values,
    follow_conv,
    kept_of_conv,
)
from components.conv_text import conv_text, follow_bigrams
from components.ids import page_ids
from components.link_state import keep_in_link
from components.miniature import kernel_miniature
from components.page import Topic, panel, topic_page
from components.presets import Preset
from components.review_entry import count_letters, review_entry
from components.series_entry import SeriesChoices, offer_numbers, series_entry
from components.unavailable import unavailable
from core import bigrams, cells, conv_answer, convolution, overview, registry
from core.cell_series import OWN, stock_names
from core.conv_visit import ConvVisit, conv_visit
from core.models.sentiment import build_conv
from core.review import LECTURE_REVIEW, ReviewRequest
from core.settings import settings

MODELS = ("sentiment-rnn", bigrams.MODEL)
NEGATED = (
    "Not bad, not good. The service is not bad at all, but the food is bad and the beer worse."
)
STACK = "words 100\nembedding 10001 50\nconv 5 2\nrnn 10 every step\nrnn 1"

ids = page_ids(__name__)


def miniature() -> html.Div:
    """Return the lecture's example with its kernel in the middle."""
    sums = conv_answer.lecture_example().sums
    return kernel_miniature(
        conv_answer.LECTURE_INPUT, convolution.LECTURE_KERNEL, 1, [round(z, 3) for z in sums]
    )


dash.register_page(
    __name__,
    path="/convolution",
    name="Convolution",
    title="Convolution \u00b7 Unrolled",
    section="Text",
    order=2,
    summary="Drag a kernel along a series; then see which pairs of words excite a trained filter.",
    miniature=miniature,
)


def layout(**query: Any) -> html.Article:
    """Return the page with the series, the filters and the text that the link asks for."""
    visit = conv_visit(query)
    choices = SeriesChoices(
        conv_answer.conv_titles(), stock_names(), OWN, "Read as they are; at most 200."
    )
    said = [html.P(remark, className="entry-remark", role="status") for remark in visit.remarks]
    topic = Topic(
        question="What does a filter see?",
        hint="Drag the kernel along the series, or step with the arrow keys; change its weights "
        "and read every product. Below, filters that were trained read your sentence.",
        presets=_presets(),
        stage=[*said, conv_stage(ids, visit.step, visit.filters, visit.chosen)],
        controls=[
            series_entry(ids, choices, visit.source, visit.numbers),
            conv_controls(ids, visit.padding, visit.stride),
        ],
        formula=conv_formula(),
        sections={"Trained filters read a sentence": _reading(visit)},
        measured=beside_lecture(overview.every_model(MODELS)),
        hood=_hood(),
    )
    return topic_page(__name__, topic)


def _presets() -> list[Preset]:
    plain = {ids("padding"): "same", ids("stride"): "1"}
    names = stock_names()
    stock = "GOOG" if "GOOG" in names else names[0]
    nine = convolution.RECIPES["smoothing"][0](9)
    return [
        Preset("The lecture\u2019s example", {**plain, ids("source"): conv_answer.LECTURE,
               **filter_values(ids, conv_answer.LECTURE_FILTERS, 3)},
               "0 1 2 1 0 with (0.2, 0.6, 0.2) gives 0.2 1 1.6 1 0.2."),
        Preset("Where something happens", {**plain, ids("source"): "step",
               **filter_values(ids, "-1,1,0|0;-1,2,-1|0", 10)},
               "Difference and edge are 0 wherever nothing changes."),
        Preset("Smooth a stock", {**plain, ids("source"): stock,
               **filter_values(ids, written(nine) + ";" + written((0,) * 4 + (1,) + (0,) * 4))},
               "The mean of nine days beside the series itself. What happens at the ends?"),
        Preset("valid, stride 2", {ids("padding"): "valid", ids("stride"): "2",
               ids("source"): "wave", **filter_values(ids, conv_answer.LECTURE_FILTERS)},
               "No zeros, every second place: half as many sums."),
        Preset("Not bad", {ids("text"): NEGATED},
               "Two words at a time: can a filter tell \u201cnot bad\u201d from \u201cbad\u201d?"),
        Preset("The lecture\u2019s sentence", {ids("text"): LECTURE_REVIEW},
               "Which pair is loudest, and in which filter?"),
    ]  # fmt: skip


def written(weights: tuple[float, ...]) -> str:
    """Return a filter without bias as the page keeps it."""
    return ",".join(f"{weight:g}" for weight in weights) + "|0"


def _reading(visit: ConvVisit) -> Any:
    reason = registry.why_unavailable(bigrams.MODEL)
    entry = review_entry(ids("text"), ids("letters"), visit.text, settings().text_limit)
    if reason:  # the link still finds the text that it keeps
        missing = panel(unavailable(registry.model_spec(bigrams.MODEL).title, reason))
        return [missing, html.Div(entry, hidden=True)]
    return conv_text(ids, entry, _told(), bigrams.reference())


def _told() -> list[Any]:
    kernel = bigrams.kernel_of(registry.predictor(bigrams.MODEL)).kernel
    K, E, F = kernel.shape
    silence = ", ".join(f"{value:.2f}" for value in bigrams.reference().padding)
    calculator = dash.get_relative_path("/neuron") + "?stack=" + quote(STACK)
    return [
        [
            f"Parameters: {F} \u00b7 ({K} \u00b7 {E} + 1) = {kernel.size + F}: {F} filters, each "
            f"with {E} weights for each of {K} words and one bias. ",
            dmc.Anchor("Count the whole stack", href=calculator, underline="always"),
        ],
        f"Padding: this network has no mask. It reads the zeros before a short review like words, "
        f"and on nothing but zeros its filters give {silence.replace('-', chr(0x2212))}. They are "
        "left out above.",
    ]


def _hood() -> list[Any]:
    return [
        faults([registry.model_spec(bigrams.MODEL)]),
        code_card.of(
            convolution.convolved, convolution.same_padding, cells.conv1d, bigrams.windows_of,
            bigrams.reference, build_conv,
        ),
    ]  # fmt: skip


@callback(
    Output(ids("sheet"), "data"),
    Input(ids("source"), "value"),
    Input(ids("numbers"), "value"),
    Input(ids("padding"), "value"),
    Input(ids("stride"), "value"),
    Input(ids("filters"), "data"),
)
def move_along(source: str, numbers: str | None, padding: str, stride: str, filters: str) -> Any:
    """Lay every filter on every place of the series."""
    return conv_answer.conv_answer(source, numbers, padding, stride, filters)


@callback(Output(ids("bigrams"), "data"), Input(ids("text"), "value"))
def read_pairs(text: str | None) -> dict[str, Any]:
    """Let the trained filters read the text."""
    return bigrams.bigram_answer(bigrams.MODEL, ReviewRequest(text or "").text)


count_letters(ids("text"), ids("letters"))
offer_numbers(ids, OWN)
follow_conv(ids)
follow_bigrams(ids)
keep_in_link(
    {
        **{name: (ids(name), "value") for name in ("source", "numbers", "padding", "stride")},
        **kept_of_conv(ids),
        "text": (ids("text"), "value"),
    },
    limit=settings().link_limit,
)
