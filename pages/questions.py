"""Questions: two questions compared by the Siamese LSTM (lecture section "Quora!")."""

from __future__ import annotations

from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, State, callback, clientside_callback, dcc, html

from components import code_card
from components.figures.pair_vectors import pair_vectors
from components.figures.siamese import SiameseSize, siamese_drawing
from components.figures.token_slots import token_slots
from components.ids import page_ids
from components.link_state import keep_in_link
from components.miniature import pair_miniature
from components.page import Topic, panel, topic_page
from components.pair_answer import pair_answer, pair_similarities
from components.pair_figures import pair_figures
from components.pair_formula import LastNeuron, pair_formula
from components.pairs_beside import follow_pairs_beside, pairs_beside
from components.presets import Preset
from components.question_boxes import question_boxes
from components.question_groups import follow_groups, question_groups
from components.question_map import follow_question_map, question_map
from components.question_search import follow_search, question_search
from components.run_choice import follow_run_choice, run_choice
from components.table_job import TableJob, table_job
from components.table_job_steps import follow_table_job
from components.threshold_desk import follow_thresholds, threshold_desk
from components.unavailable import unavailable
from components.word_matches import follow_matches, word_matches
from core import cells, group_desk, overview, pair_words, pairs, registry
from core.errors import LessonError
from core.loaded_questions import prepare
from core.models.questions import build_siamese
from core.opinions import models_of
from core.pair_examples import EXAMPLES
from core.pair_opinions import pair_opinions
from core.pair_thresholds import models_with_answers, pair_thresholds
from core.pairs import LECTURE_ANSWER, LECTURE_PAIR, PairRequest
from core.question_groups import links
from core.question_list import MOST, MOST_BYTES
from core.question_map import question_map as placed
from core.question_search import search, search_model, standing
from core.question_shelf import Shelf
from core.run_choice import RunChoice, checked_run, choice_from_link
from core.settings import settings
from core.table_desk import TableDesk
from core.table_tasks import PAIRS
from core.word_matches import leave_one_out, likeness, packed_matches

TASK = "pairs"
MODEL = "questions-siamese"


def miniature() -> Any:
    """Return the lecture's pair with our answer, for the card on the home page."""
    if registry.why_unavailable(MODEL):
        return html.Div(className="state-drawing is-broken")
    trace = pairs.compare(registry.predictor(MODEL), PairRequest(*LECTURE_PAIR))
    return pair_miniature(*LECTURE_PAIR, trace.probability)


dash.register_page(
    __name__,
    path="/questions",
    name="Questions",
    section="Pairs",
    order=1,
    summary="Two questions become two vectors, and a dot product says how alike they are.",
    miniature=miniature,
)

ids = page_ids(__name__)
BOXES = (ids("first"), ids("second"))
DESK = TableDesk(PAIRS)
LINKED = {
    "words": (ids("matches-model"), "value"),
    "weighed": (ids("threshold-model"), "value"),
    "threshold": (ids("threshold"), "value"),
    "joined": (ids("groups-threshold"), "value"),
    "search": (ids("search-text"), "value"),
    "judge": (ids("search-model"), "value"),
}
JOB = TableJob(
    ids("job"), PAIRS.things, tuple(PAIRS.fields), PAIRS.classes,
    "A CSV, or one packed with gzip, with a header line and one pair per row, 100,000 at most. "
    "With a column of labels (0 different, 1 duplicate) the answers are measured too. "
    "The file is kept for you alone and removed when you leave.",
    settings().table_bytes,
)  # fmt: skip


def layout(q1: Any = None, q2: Any = None, model: Any = None, **query: Any) -> html.Article:
    """Return the page with the questions and the model of the link, or the lecture's pair."""
    texts = LECTURE_PAIR if q1 is None and q2 is None else (_from_link(q1), _from_link(q2))
    choice = choice_from_link(model, TASK)
    shown = _compared(choice.run)
    reason = _reason(shown)
    topic = Topic(
        question="Do these two questions ask the same?",
        hint="Change a word in one of them and watch the vectors, their product and the answer "
        "follow. Nothing here compares words: one network reads both questions.",
        presets=[
            Preset(label, dict(zip(BOXES, pair, strict=True)), why)
            for label, *pair, why in EXAMPLES
        ],
        stage=[_choice(choice), _stage(texts, shown, reason)],
        formula=pair_formula(None if reason else _last_neuron(shown)),
        sections={} if reason else _sections(texts, choice, query),
        measured=_measured(),
        hood=_hood(),
    )
    return topic_page(__name__, topic)


def _compared(run: str) -> str:
    """Return whose vectors are shown: the run's where it has such, else the lecture's."""
    return run if run and pairs.can_be_compared(registry.predictor(run)) else MODEL


def _choice(choice: RunChoice) -> html.Div:
    own = (MODEL, registry.model_spec(MODEL).title)
    is_hidden = choice.run and _compared(choice.run) == MODEL
    said = (
        f"{choice.title} does not join two vectors by one dot product, so the stage shows the "
        f"{own[1]}. What your run says stands below, beside the other models."
    )
    return run_choice(ids, own, choice, said if is_hidden else "")


def _sections(texts: tuple[str, str], choice: RunChoice, query: dict[str, Any]) -> dict[str, Any]:
    titles = [(name, registry.model_spec(name).title) for name in models_of(TASK)]
    able = [entry for entry in titles if not registry.why_unavailable(entry[0])]
    run = [(choice.run, choice.title)] if choice.run else []
    answering = models_with_answers([name for name, _ in (*able, *run)])
    weighed = (query.get("weighed"), _share_from_link(query.get("threshold")))
    looked_for = _from_link(query["search"]) if "search" in query else texts[0]
    searched = (looked_for, query.get("judge"))
    return {
        "Which words matched?": word_matches(ids, [*run, *able], query.get("words")),
        "What do the models say?": pairs_beside(ids, [*titles, *run]),
        "From where on do they count as the same?": threshold_desk(ids, answering, weighed),
        "Who asked this before?": question_search(ids, [*run, *able], searched),
        "Where do they lie among the others?": question_map(ids),
        "A list in groups of duplicates": question_groups(
            ids, (MOST, MOST_BYTES), _share_from_link(query.get("joined"))
        ),
        "A file of pairs": table_job(JOB, [*DESK.models(), *run], MODEL),
    }


def _from_link(value: Any) -> str:
    """Return a question from the link: values from strangers are clamped, repeated ones dropped."""
    first = value[0] if isinstance(value, list) and value else value
    return first[: settings().link_limit] if isinstance(first, str) else ""


def _share_from_link(value: Any) -> float:
    """Return a threshold from the link, 0 to 1 in hundredths; one half where there is none."""
    try:
        share = float(_from_link(value))
    except ValueError:
        return 0.5
    return round(share, 2) if 0 <= share <= 1 else 0.5


def _reason(name: str) -> str | None:
    """Return why a model cannot be shown; one of another shape cannot either."""
    try:
        pairs.last_neuron(registry.predictor(name))
    except LessonError as error:
        return str(error)
    return None


def _stage(texts: tuple[str, str], name: str, reason: str | None) -> html.Div:
    boxes = question_boxes(BOXES, ids("swap"), texts)
    remarks = html.Div(className="pair-remarks", role="status")
    ask = html.Section([boxes, remarks], className="card pair-ask", **{"aria-label": "Questions"})
    answer = _no_answer(reason) if reason else pair_answer(LECTURE_ANSWER)
    parts: list[Any] = [html.Div([ask, answer], className="pair-top")]
    size = _size(name, reason)
    drawing = panel(siamese_drawing(size), title="One network reads both")
    if reason:
        unchosen = [dcc.Input(id=name, type="hidden", value="") for name, _ in LINKED.values()]
        return html.Div([*parts, drawing, *unchosen], className="pair is-unavailable")
    parts += [
        pair_similarities(),
        panel(token_slots(size.length), title=f"What it reads: {size.length} slots each"),
        drawing,
        panel(
            html.Div(pair_vectors(size.units, ids("order")), id=ids("vectors")),
            title=f"Two questions, two vectors of {size.units} numbers",
        ),
        dcc.Store(id=ids("answer")),
    ]
    return html.Div(parts, id=ids("stage"), className="pair is-waiting")


def _no_answer(reason: str) -> html.Section:
    title = registry.model_spec(MODEL).title
    return html.Section(unavailable(title, reason), className="card", **{"aria-label": "Answer"})


def _size(name: str, reason: str | None) -> SiameseSize:
    spec = registry.model_spec(name)
    options = spec.options if reason else registry.predictor(name).options
    rows = options.vocabulary_size + 2
    return SiameseSize(rows, options.embedding, options.units, options.length)


def _last_neuron(name: str) -> LastNeuron:
    model = registry.predictor(name)
    return LastNeuron(*pairs.last_neuron(model), model.card.calibration)


def _measured() -> html.Div:
    """Return the figures of every shipped model, whichever is shown."""
    reference = registry.model_spec(MODEL).reference
    training = {} if _reason(MODEL) else registry.card(MODEL).training
    return pair_figures(reference, overview.every_model(models_of(TASK)), training)


def _hood() -> list[Any]:
    data = registry.dataset_spec("questions")
    faults = [html.Li(fault) for fault in registry.model_spec(MODEL).faults]
    return [
        code_card.of(
            pairs.compare, cells.dot, leave_one_out, likeness, Shelf.nearest, links, build_siamese
        ),
        html.Div([html.H3("Known faults of the recipe"), html.Ul(faults)]),
        html.Div([html.H3("Data"), html.P([data.source, " ", data.licence])]),
    ]


RUN = follow_run_choice(ids)
TYPED = (Input(ids("first"), "value"), Input(ids("second"), "value"))


@callback(Output(ids("answer"), "data"), *TYPED, RUN)
def compare_the_questions(first: Any, second: Any, run: Any) -> dict[str, Any]:
    """Return everything there is to show about the two questions, or what is missing."""
    request = PairRequest(first or "", second or "")
    if missing := pair_words.missing(request):
        return {"missing": missing}
    trace = pairs.compare(registry.predictor(_compared(checked_run(run, TASK))), request)
    return pair_words.answer(request, trace)


def everyone(run: Any) -> tuple[str, ...]:
    """Return every model that answers, the visitor's run among them."""
    return (*models_of(TASK), *filter(None, [checked_run(run, TASK)]))


clientside_callback(
    ClientsideFunction("questions", "show"),
    Output(ids("stage"), "className"),
    Input(ids("answer"), "data"),
)
clientside_callback(
    ClientsideFunction("questions", "swap"),
    Output(ids("first"), "value"),
    Output(ids("second"), "value"),
    Input(ids("swap"), "n_clicks"),
    State(ids("first"), "id"),
    State(ids("second"), "id"),
    prevent_initial_call=True,
)
clientside_callback(
    ClientsideFunction("pair_vectors", "sort"),
    Output(ids("vectors"), "data-order"),
    Input(ids("order"), "value"),
)
keep_in_link(
    {
        "q1": (ids("first"), "value"),
        "q2": (ids("second"), "value"),
        **LINKED,
        "model": (ids("shown-model"), "value"),
    },
    limit=settings().link_limit,
)
follow_matches(ids, TYPED, lambda model, *pair: packed_matches(model, PairRequest(*pair)))
follow_pairs_beside(
    ids, (*TYPED, RUN), lambda one, two, run: pair_opinions(everyone(run), PairRequest(one, two))
)
follow_table_job(JOB, DESK)
follow_thresholds(
    ids, TYPED, lambda name, q1, q2, at: pair_thresholds(name, PairRequest(q1, q2), at)
)
follow_search(
    ids,
    BOXES,
    search,
    standing,
    lambda: prepare(search_model(), lambda *_: None),
)
follow_groups(ids, group_desk)
follow_question_map(
    ids,
    BOXES,
    Input(ids("search-ready"), "data"),
    lambda first, second, key: placed(PairRequest(first, second), key),
)
