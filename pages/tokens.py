"""Tokens: from sentences to one matrix of ids, and from ids to vectors (lecture "Text")."""

from __future__ import annotations

from typing import Any

import dash
from dash import Input, Output, State, callback, dcc, html

from components import code_card
from components.coverage_table import coverage_table
from components.ids import page_ids
from components.link_state import keep_in_link
from components.lookup_formula import lookup_formula
from components.miniature import slots_miniature
from components.page import Topic, topic_page
from components.presets import Preset
from components.review_entry import count_letters
from components.sentence_entry import sentence_entry, token_controls
from components.token_stage import follow_tokens, token_stage
from components.word_map import follow_map, no_word_map, word_map_section
from core import cells, text, token_table, word_map
from core.settings import settings
from core.token_answer import (
    cloud_answer,
    neighbours_answer,
    saved_matrix,
    text_vectors_answer,
    typed_answer,
)
from core.token_visit import TokenVisit, token_visit
from core.word_coverage import coverages

ids = page_ids(__name__)
CHOICES = {
    "source": "from", "size": "v", "length": "t", "pad_side": "pad", "keep": "keep", "width": "e",
}  # fmt: skip
LARGEST = {"v": token_table.LARGEST, "t": token_table.LONGEST, "e": token_table.WIDEST}
MIXED = "אני אוהב סטטיסטיקה\nأنا أحب الإحصاء\nI \u2764\ufe0f Stats \U0001f60d so <b>much</b>"
REVIEWS = (
    "Not bad at all.\nThe soup was terrible, the waiter was wonderful!\n"
    "I hated this bar, though the bartender was so handsome."
)


def miniature() -> html.Div:
    """Return the lecture's four sentences as their matrix."""
    table = token_table.token_table(token_table.TokenRequest(token_table.LECTURE_TEXT))
    words = [table.tokens[slot].word if slot >= 0 else "" for slot in table.slots.ravel()]
    return slots_miniature(words, table.padded.ravel().tolist(), table.request.length)


dash.register_page(
    __name__,
    path="/tokens",
    name="Tokens",
    title="Tokens \u00b7 Unrolled",
    section="Text",
    order=1,
    summary="Type sentences; see them become ids of one length, and ids become vectors.",
    miniature=miniature,
)


def layout(**query: Any) -> html.Article:
    """Return the page with the sentences and choices that the link asks for."""
    models, counted = word_map.embedding_models(), coverages(word_map.embedding_models())
    visit = token_visit(query, list(models))
    request = visit.request
    chosen = {ids_: getattr(request, field) for field, ids_ in CHOICES.items()}
    entry = sentence_entry(ids, request.text, settings().text_limit, visit.remarks)
    topic = Topic(
        question="How does a sentence become numbers?",
        hint="Type sentences, one per line. Make them longer than T, use a word that nobody has "
        "seen, and watch what is cut, what is padded and what is unknown.",
        presets=_presets(),
        stage=token_stage(ids, entry),
        controls=[*token_controls(ids, chosen, LARGEST), dcc.Download(id=ids("file"))],
        formula=lookup_formula(dash.get_relative_path("/neuron")),
        sections={"What the vectors learnt": _vectors(visit)},
        measured=coverage_table(models, counted) if counted else None,
        hood=_hood(),
    )
    return topic_page(__name__, topic)


def _presets() -> list[Preset]:
    lecture = {ids("text"): token_table.LECTURE_TEXT, ids("from"): "typed", ids("v"): 10,
               ids("t"): 4, ids("pad"): "after", ids("keep"): "start", ids("e"): 3}  # fmt: skip
    trained = {**lecture, ids("text"): REVIEWS, ids("from"): "model", ids("t"): 8}
    strangers = "I love Stats\nI love long walks\nYou love NN too"
    return [
        Preset("The lecture\u2019s four", lecture, "word_index, sequences and matrix as printed."),
        Preset("A small vocabulary", {**lecture, ids("v"): 5},
               "V = 5 keeps four words. The lecture\u2019s tokenizer drops the others silently."),
        Preset("Words never seen", {**lecture, ids("text"): strangers, ids("from"): "lecture"},
               "Words learnt from the lecture\u2019s sentences, used on others."),
        Preset("Zeros before", {**lecture, ids("pad"): "before", ids("keep"): "end", ids("t"): 3},
               "The last word is then always in the last slot: good for a recurrent network."),
        Preset("A trained vocabulary", trained, "Ids of a model that has read 230,000 texts."),
        Preset("Hebrew, Arabic, emoji", {**lecture, ids("text"): MIXED, ids("v"): 20, ids("t"): 6},
               "Right to left, marks and tags: what is a token?"),
    ]  # fmt: skip


def _vectors(visit: TokenVisit) -> Any:
    if not visit.model:
        return no_word_map(ids, "No trained model with word vectors is here. Run make train.")
    chosen = {"model": visit.model, "word": visit.word, "line": visit.line}
    return word_map_section(ids, word_map.embedding_models(), chosen)


def _hood() -> list[Any]:
    differs = (
        "The lecture\u2019s tokenizer (keras.preprocessing.text, gone from Keras 3) lower-cases, "
        "strips punctuation, numbers words by frequency and then by first appearance, and drops "
        "every word from id V on without a trace. Ours does the same but writes id V in its "
        "place. Vectors before training are drawn with a fixed seed, uniform within \u00b10.05 as "
        "in Keras."
    )
    return [
        html.P(differs),
        code_card.of(
            text.Vocabulary, text.pad, token_table.token_table, cells.embedding,
            word_map.principal_components, word_map.nearest,
        ),
    ]  # fmt: skip


@callback(
    Output(ids("typed"), "data"),
    Input(ids("text"), "value"),
    Input(ids("model"), "value", allow_optional=True),
    *(Input(ids(name), "value") for name in CHOICES.values()),
)
def show_sentences(typed: str | None, model: str | None, *values: Any) -> dict[str, Any]:
    """Cut, number and pad the sentences; the browser draws what comes back."""
    return typed_answer(typed, dict(zip(CHOICES, values, strict=True)), model)


@callback(
    Output(ids("file"), "data"),
    Input(ids("save"), "n_clicks"),
    State(ids("text"), "value"),
    State(ids("model"), "value", allow_optional=True),
    *(State(ids(name), "value") for name in CHOICES.values()),
    prevent_initial_call=True,
)
def save_matrix(_: int, typed: str | None, model: str | None, *values: Any) -> dict[str, Any]:
    """Hand over the whole matrix of ids as a file."""
    written = saved_matrix(typed, dict(zip(CHOICES, values, strict=True)), model)
    return {"content": written, "filename": "sequences.csv", "type": "text/csv"}


@callback(Output(ids("cloud"), "data"), Input(ids("model"), "value"))
def show_cloud(model: Any) -> dict[str, Any]:
    """Send the map of a model's most frequent words."""
    return cloud_answer(word_map.checked_model(model))


@callback(Output(ids("mine"), "data"), Input(ids("model"), "value"), Input(ids("text"), "value"))
def show_vectors(model: Any, typed: str | None) -> dict[str, Any]:
    """Look up the vectors of the words that were typed."""
    request = token_table.TokenRequest(typed or "")
    return text_vectors_answer(word_map.checked_model(model), request.text)


@callback(Output(ids("near"), "data"), Input(ids("model"), "value"), Input(ids("word"), "value"))
def show_neighbours(model: Any, word: str | None) -> dict[str, Any]:
    """Find the words whose vectors are nearest."""
    return neighbours_answer(word_map.checked_model(model), word)


count_letters(ids("text"), ids("letters"))
follow_tokens(ids)
follow_map(ids)
keep_in_link(
    {
        **{name: (ids(name), "value") for name in ("text", *CHOICES.values())},
        **{name: (ids(name), "value") for name in ("model", "word", "line")},
    },
    limit=settings().link_limit,
)
