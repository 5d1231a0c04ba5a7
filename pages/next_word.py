"""Next word: what may come, what is written, and a text of one's own (the lecture's opening)."""

from __future__ import annotations

from typing import Any

import dash
from dash import Input, Output, State, callback, html

from components import code_card
from components.ids import page_ids
from components.link_state import keep_in_link
from components.next_word_stage import (
    KNOBS,
    follow_next_word,
    kept_of_next_word,
    next_word_formula,
    next_word_knobs,
    next_word_stage,
    worth_table,
)
from components.page import Topic, topic_page
from components.presets import Preset
from components.review_entry import count_letters
from components.teach_text import teach_text
from components.teach_text_steps import follow_teaching
from components.unavailable import unavailable
from core import char_course, char_lstm, kneser_ney, next_word, sampling, taught
from core.next_word_answer import answer_or_reason
from core.next_word_visit import BEGINNING, HEBREW, NextWordVisit, next_word_visit, worth
from core.own_text import LEAST, MOST
from core.settings import settings

ids = page_ids(__name__)

dash.register_page(
    __name__,
    path="/next-word",
    name="Next word",
    title="Next word \u00b7 Unrolled",
    section="Play",
    order=2,
    summary="Type a beginning: what may come, what surprised, and let it write on.",
)


def layout(**query: Any) -> html.Article:
    """Return the page with the beginning and the dice that the link asks for."""
    visit, reason = next_word_visit(query), next_word.why_unavailable()
    topic = Topic(
        question="What is he going to say next?",
        hint="Type a beginning. Take a word from the list, or let the network write on; then see "
        "which of your own words surprised it.",
        presets=[] if reason else _presets(),
        stage=unavailable(next_word.TITLE, reason) if reason else _stage(visit),
        controls=None if reason else next_word_knobs(ids, visit.dice),
        formula=None if reason else next_word_formula(),
        sections={"Teach it your own text": teach_text(ids, LEAST, MOST)},
        measured=worth_table(worth()),
        hood=_hood(),
    )
    return topic_page(__name__, topic)


def _stage(visit: NextWordVisit) -> html.Div:
    return next_word_stage(ids, visit.text, settings().text_limit, visit.remarks)


def _presets() -> list[Preset]:
    def chip(label: str, text: str, why: str, **knobs: float) -> Preset:
        dice = {"heat": 0.8, "k": 0, "p": 0.95, **knobs}
        return Preset(label, {ids("text"): text, **{ids(n): v for n, v in dice.items()}}, why)

    return [
        chip("The waiter", BEGINNING, "After \u201cbut\u201d it expects something else."),
        chip("Bad beginning", "I will never come back to this place. The",
             "One sentence turns all that follows."),
        chip("A film", "This movie is one of the", "It has read film reviews as well."),
        chip("Always the first word", "I went there with", "Temperature 0: it soon repeats itself.",
             heat=0),
        chip("Red hot", "I went there with", "Temperature 2: anything may come.", heat=2, p=1),
        chip("The lecture\u2019s sentence", HEBREW, "Hebrew: it has never read a word of it."),
    ]  # fmt: skip


def _hood() -> list[Any]:
    said = (
        "One LSTM with one table for reading and answering. Learnt from whole reviews, one text "
        "behind the other, in lower case, with the 9,999 most frequent words and marks; capitals "
        "and spaces are put back by rule. The seed and the place in the text say how the dice "
        "fall, so the same link writes the same text."
    )
    return [
        html.P(said),
        code_card.of(
            next_word.NextWord, sampling.odds, sampling.drawn, kneser_ney.Counting,
            char_lstm.read, char_lstm.gradient, char_course.teach,
        ),
    ]  # fmt: skip


@callback(
    Output(ids("reading"), "data"),
    Input(ids("text"), "value"),
    *(Input(ids(name), "value") for name in KNOBS),
)
def read_the_text(text: Any, *dice: Any) -> dict[str, Any]:
    """Say how much each word surprised, and what may come next."""
    return answer_or_reason(text, dice)


@callback(
    Output(ids("writing"), "data"),
    Input(ids("write"), "n_clicks"),
    State(ids("text"), "value"),
    *(State(ids(name), "value") for name in KNOBS),
    prevent_initial_call=True,
)
def write_on(_clicks: Any, text: Any, *dice: Any) -> dict[str, Any]:
    """Write forty words after the text, for the browser to show one by one."""
    return answer_or_reason(text, dice, writes=True)


count_letters(ids("text"), ids("letters"))
follow_next_word(ids)
follow_teaching(ids, taught.Desk())
keep_in_link(kept_of_next_word(ids), limit=settings().link_limit)
