"""Next word: teach a network your own text, let it write (the lecture's opening question)."""

from __future__ import annotations

import dash
from dash import html

from components import code_card
from components.ids import page_ids
from components.page import Topic, topic_page
from components.teach_text import teach_text
from components.teach_text_steps import follow_teaching
from core import char_counts, char_course, char_lstm, taught
from core.own_text import LEAST, MOST

ids = page_ids(__name__)

dash.register_page(
    __name__,
    path="/next-word",
    name="Next word",
    title="Next word \u00b7 Unrolled",
    section="Play",
    order=2,
    summary="Teach a small LSTM a text of your own, in any language, and let it write.",
)


def layout(**_query: str) -> html.Article:
    """Return the page; a link holds nothing of it, for the text is the visitor's own."""
    topic = Topic(
        question="What is he going to say next?",
        hint="Give a text, watch a network learn it letter by letter, then let it write on.",
        stage=teach_text(ids, LEAST, MOST),
        hood=code_card.of(
            char_lstm.read, char_lstm.gradient, char_lstm.Adam, char_lstm.written,
            char_course.teach, char_counts.Counts,
        ),
    )  # fmt: skip
    return topic_page(__name__, topic)


follow_teaching(ids, taught.Desk())
