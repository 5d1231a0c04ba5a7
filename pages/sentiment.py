"""Sentiment: what an LSTM makes of a review, word by word (lecture "Beyond the black box")."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import dash
from dash import Input, Output, callback, html

from components import code_card
from components.beside_lecture import beside_lecture, faults
from components.contrast_board import contrast_board, follow_contrast
from components.ids import page_ids
from components.link_state import keep_in_link
from components.lstm_equations import lstm_equations
from components.miniature import token_miniature
from components.models_beside import follow_models, models_beside
from components.page import Topic, panel, topic_page
from components.presets import Preset
from components.probe import Probed, ProbeIds, follow_trace, probe
from components.review_entry import count_letters, review_entry
from components.review_examples import EXAMPLES, WALL
from components.review_wall import WallIds, follow_wall, review_wall
from components.run_choice import follow_run_choice, run_choice
from components.table_job import TableJob, table_job
from components.table_job_steps import follow_table_job
from components.two_reviews import follow_two_reviews, two_reviews
from components.unavailable import unavailable
from components.unit_examples import follow_examples, unit_examples
from components.unit_finder import follow_finder, unit_finder
from components.word_influence import follow_influence, word_influence
from core import overview, registry
from core.contrast import contrast_entry, judged
from core.influence import leave_one_out, packed_influence
from core.lstm_stack import JointLoop, lstm_stack
from core.models.sentiment import build_lstm
from core.opinions import models_of, opinions, running_opinion
from core.packing import packed_answer
from core.probes import can_be_probed, leading_neuron, neurons, reference_scale, trace
from core.review import LECTURE_REVIEW, ReviewRequest, request_from_link
from core.review_wall import packed_wall
from core.run_choice import RunChoice, checked_run, choice_from_link
from core.settings import settings
from core.table_desk import TableDesk
from core.table_tasks import REVIEWS
from core.text import Vocabulary
from core.two_texts import compared
from core.unit_examples import extreme_examples
from core.unit_search import matching_units, ranked

TASK = "sentiment"
MODEL = "sentiment-lstm"
BEST = "sentiment-best"
MODELS = models_of(TASK)

ids = page_ids(__name__)
PROBE = ProbeIds(*map(ids, ("probe", "curve", "trace", "neuron", "scale", "gate")))
DESK = TableDesk(REVIEWS)
JOB = TableJob(
    ids("job"), REVIEWS.things, tuple(REVIEWS.fields), REVIEWS.classes,
    "A CSV, or one packed with gzip, with a header line and one review per row, 50,000 at most. "
    "With a column of labels (0 negative, 1 positive) the answers are measured too. "
    "The file is kept for you alone and removed when you leave.",
    settings().table_bytes,
)  # fmt: skip
WALL_IDS = WallIds(ids("wall"), ids("text"), PROBE.neuron, PROBE.scale)


def miniature() -> Any:
    """Return the lecture's sentence in the colours of the leading neuron."""
    if registry.why_unavailable(MODEL):
        return html.Div(className="state-drawing is-broken")
    traced = trace(registry.predictor(MODEL), LECTURE_REVIEW)
    values = reference_scale(MODEL).apply(traced.activations)[:, leading_neuron(MODEL) - 1]
    words = [LECTURE_REVIEW[token.start : token.end] for token in traced.tokens]
    return token_miniature(words, values.tolist())


dash.register_page(
    __name__,
    path="/sentiment",
    name="Sentiment",
    title="Sentiment \u00b7 Unrolled",
    section="Text",
    order=4,
    summary="Type a review and see what every neuron of an LSTM makes of every word.",
    miniature=miniature,
)


def layout(model: Any = None, **query: Any) -> html.Article:
    """Return the page with the review, neuron, scale and model that the link asks for."""
    choice = choice_from_link(model, TASK)
    name = _probed(choice.run)
    reason = registry.why_unavailable(name)
    request = None if reason else _request(name, query)
    stage = panel(unavailable(registry.model_spec(name).title, reason or ""))
    return topic_page(
        __name__,
        Topic(
            question="What do you think it would predict?",
            hint="Type a review, or change one word of this one. Point at a word to see it in the "
            "text, in every neuron and in the opinion at once.",
            presets=_presets() if request else [],
            stage=[_choice(choice), _stage(name, request) if request else stage],
            formula=lstm_equations(),
            sections={**_one_review(choice, request), **_many_reviews(choice, query)}
            if request
            else {},
            measured=beside_lecture(_measured()),
            hood=_hood(),
        ),
    )


def _probed(run: str) -> str:
    """Return whose neurons are shown: the run's where that is possible, else the lecture's."""
    return run if run and can_be_probed(registry.predictor(run)) else MODEL


def _choice(choice: RunChoice) -> html.Div:
    own = (MODEL, registry.model_spec(MODEL).title)
    is_hidden = choice.run and _probed(choice.run) == MODEL
    said = (
        f"{choice.title} has no LSTM whose every step can be shown, so the colours are those of "
        f"the {own[1]}. What your run says stands below, beside the other models."
    )
    return run_choice(ids, own, choice, said if is_hidden else "")


def _request(name: str, query: Mapping[str, Any]) -> ReviewRequest:
    count = neurons(registry.predictor(name))
    return request_from_link(dict(query), count, leading_neuron(name))


def _presets() -> list[Preset]:
    lecture = Preset(
        "The lecture\u2019s sentence",
        {ids("text"): LECTURE_REVIEW},
        "\u201cHated\u201d comes first and praise last: what does it remember?",
    )
    others = [Preset(label, {ids("text"): text}, why) for label, text, why in EXAMPLES]
    return [lecture, *others]


def _stage(name: str, request: ReviewRequest) -> Any:
    model = registry.predictor(name)
    count = neurons(model)
    entry = review_entry(
        ids("text"), ids("letters"), request.text, settings().text_limit, request.remarks
    )
    shown = Probed(name, model.card.threshold, count, request.neuron, request.scale, request.gate)
    return probe(PROBE, shown, entry, note=_honestly(), empty="Type a review to see it read.")


def _one_review(choice: RunChoice, request: ReviewRequest) -> dict[str, Any]:
    titles = list(_titles(choice.run).items())
    finder = unit_finder(ids, request.chosen)
    lstm = _probed(choice.run)
    summed = (BEST, registry.model_spec(BEST).title) if _best() else None
    return {
        "Which neuron reacts to these words?": [finder, unit_examples(ids)],
        "Which words does the answer hang on?": word_influence(
            ids, (lstm, registry.model_spec(lstm).title), summed
        ),
        "What does one word change?": two_reviews(ids, request.second),
        "What do the other models say?": models_beside(ids, titles),
        "Who remembers the word that turns it?": contrast_board(
            ids, [*_measured(), *_measured_run(choice.run)]
        ),
    }


def _titles(run: str) -> dict[str, str]:
    """Return the title of every model by name, a run among them where one is shown."""
    return {name: registry.model_spec(name).title for name in (*MODELS, *filter(None, [run]))}


def _measured_run(run: str) -> list[dict[str, Any]]:
    """Return what a run makes of the contrast pairs, as an entry beside the other models."""
    if not run:
        return []
    model = registry.predictor(run)
    measured = (contrast_entry(model, model.card.threshold),)
    return [{"model": run, "title": registry.model_spec(run).title, "measured": measured}]


def _best() -> str:
    """Return the name of the model whose answer is a sum over words; empty when unavailable."""
    return "" if registry.why_unavailable(BEST) else BEST


def _many_reviews(choice: RunChoice, query: Mapping[str, Any]) -> dict[str, Any]:
    count = neurons(registry.predictor(_probed(choice.run)))
    wall = review_wall(WALL_IDS, "\n".join(WALL), count, order=str(query.get("order", "")))
    models = [*DESK.models(), *([(choice.run, choice.title)] if choice.run else [])]
    return {"A wall of reviews": wall, "A file of reviews": table_job(JOB, models, MODEL)}


def _honestly() -> list[Any]:
    return [
        "The colour is what this neuron put out after the word, with all words before it in "
        "memory. It is not an explanation of the answer: a neuron can be hot on a word that "
        "changes nothing, and no neuron has to mean anything by itself."
    ]


def _measured() -> list[dict[str, Any]]:
    return [*overview.every_model(MODELS), *overview.baselines("sentiment")]


@cache
def _hood() -> list[Any]:
    data = registry.dataset_spec(registry.model_spec(MODEL).dataset)
    return [
        html.P([html.Strong("Data. "), data.source, " ", data.licence]),
        faults([registry.model_spec(name) for name in MODELS]),
        code_card.of(
            trace,
            Vocabulary.tokens,
            lstm_stack,
            JointLoop,
            ranked,
            leave_one_out,
            running_opinion,
            build_lstm,
        ),
    ]


RUN = follow_run_choice(ids)


@callback(Output(PROBE.trace, "data"), Input(ids("text"), "value"), RUN)
def read_review(text: str | None, run: Any) -> dict[str, Any]:
    """Read the review; the browser draws everything from what comes back."""
    return packed_answer(probed(run), typed(text))


@callback(Output(WALL_IDS.part("answer"), "data"), Input(WALL_IDS.part("request"), "data"), RUN)
def read_wall(reviews: str | None, run: Any) -> Any:
    """Read every review of the wall; the browser draws them."""
    return dash.no_update if reviews is None else packed_wall(probed(run), reviews)


count_letters(ids("text"), ids("letters"))


def typed(text: str | None) -> str:
    """Return a text as it may be read: never None, cut to the limit."""
    return ReviewRequest(text or "").text


def probed(run: Any) -> str:
    """Return whose neurons a visitor sees; raises `LessonError` where their run is gone."""
    return _probed(checked_run(run, TASK))


def everyone(run: Any) -> tuple[str, ...]:
    """Return every model that answers, the visitor's run among them."""
    return tuple(_titles(checked_run(run, TASK)))


TYPED = (Input(ids("text"), "value"), RUN)
follow_models(ids, TYPED, lambda text, run: opinions(everyone(run), typed(text)))
follow_finder(
    ids, PROBE, TYPED, lambda text, run, chosen: matching_units(probed(run), typed(text), chosen)
)
follow_influence(
    ids, PROBE, TYPED, lambda text, run: packed_influence(probed(run), typed(text), _best())
)
follow_two_reviews(
    ids, PROBE, RUN, lambda one, two, run: compared(probed(run), typed(one), typed(two))
)
follow_examples(
    ids, PROBE, ids("text"), RUN,
    lambda neuron, state, run: extreme_examples(probed(run), neuron, state),
)  # fmt: skip
follow_wall(WALL_IDS)
follow_table_job(JOB, DESK)
follow_contrast(
    ids,
    ids("text"),
    RUN,
    lambda kind, run: (judged(str(kind), everyone(run)), _titles(checked_run(run, TASK))),
)
follow_trace(PROBE)
keep_in_link(
    {
        "text": (ids("text"), "value"),
        "neuron": (PROBE.neuron, "data"),
        "scale": (PROBE.scale, "value"),
        "order": (WALL_IDS.part("order"), "value"),
        "gate": (PROBE.gate, "value"),
        "words": (ids("chosen"), "data"),
        "second": (ids("second"), "value"),
        "model": (ids("shown-model"), "value"),
    },
    limit=settings().link_limit,
)
