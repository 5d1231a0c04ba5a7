"""Teach it your own text: what stands on the page before, while and after it learns."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from components.figures.bits_curve import bits_curve
from components.ids import page_ids
from components.teach_text import learnt_told, teach_text, written_text
from components.teach_text_steps import course_told
from core.char_course import News
from core.own_text import LEAST, MOST
from tests.unit.components.walk import parts, words

CURVE = ((800, 5.0, None), (1_600, 4.0, 4.2))
TOLD = {
    "P": 128, "V": 30, "parameters": 88_000, "bits": 2.5, "counted": {"0": 4.9, "5": 2.6},
    "tail": 100, "characters": 1_000, "epochs": 9, "best_epoch": 7, "seconds": 1.2,
    "copied": "so it", "verdict": "It beats counting.", "remarks": ["Rough."],
}  # fmt: skip


def test_the_whole_is_there_and_says_what_becomes_of_the_text() -> None:
    whole = teach_text(page_ids("pages.next_word"), LEAST, MOST)
    ids = {part.id for part in parts(whole) if getattr(part, "id", None)}
    for name in ("own-pasted", "own-file", "own-start", "own-cancel", "own-curve", "own-forget"):
        assert f"next-word-{name}" in ids
    said = words(whole)
    assert any("The link does not hold any of it" in word for word in said)
    assert "up to 200 kB" in said


def test_the_figure_has_a_line_for_everything_that_is_counted_and_plotly_takes_it() -> None:
    figure = go.Figure(bits_curve(CURVE, {0: 6.0, 2: 3.0, 3: 2.99}))
    assert list(figure.data[0].y) == [5.0, 4.0]
    assert list(figure.data[1].y) == [4.2]
    assert [shape.y0 for shape in figure.layout.shapes] == [2.99, 3.0, 6.0]
    places = [label.y for label in figure.layout.annotations]
    assert all(above - below > 0.3 for below, above in pairwise(places))
    go.Figure(bits_curve([]))


@pytest.mark.parametrize(("epoch", "named"), [(1, "1st"), (2, "2nd"), (11, "11th"), (23, "23rd")])
def test_a_course_is_told_in_words_with_the_time_left(epoch: int, named: str) -> None:
    news = News(0.5, 12.4, epoch, 30, CURVE, "sample", {0: 6.0})
    share, said, _, sample = course_told(news)
    assert (share, sample) == (50, "sample")
    assert said == f"Reading it for the {named} time of at most 30; about 12 s left."
    assert "Waiting" in course_told(None)[1]


def test_what_it_is_worth_stands_beside_counting() -> None:
    said = words(learnt_told(TOLD)[1])
    assert {"2.6000", "2.5000", "4.9000"} <= set(said)
    everything = [word for part in learnt_told(TOLD) for word in words(part)]
    assert {"It beats counting.", "Rough.", "so it"} <= set(everything)


def test_what_is_written_keeps_its_direction_and_names_what_was_left_out() -> None:
    found: dict[str, Any] = {
        "prompt": "\u05de\u05d4 ",
        "text": "\u05d4\u05d5\u05d0",
        "left_out": "",
    }
    text, said = written_text(found)
    assert text.dir == "auto"
    assert words(text) == ["\u05de\u05d4 ", "\u05d4\u05d5\u05d0"]
    assert said is None
    assert "z" in words(written_text({**found, "left_out": "z"})[1])
