"""Many reviews under each other, read in one pass."""

from __future__ import annotations

from typing import Any

import pytest

from core.errors import InvalidInput
from core.packing import packed_answer
from core.review_wall import MOST_CHARACTERS, MOST_REVIEWS, packed_wall, wall_of
from core.settings import settings

MODEL = "sentiment-lstm"
REVIEWS = (
    "Not bad at all.",
    "\u05d4\u05d0\u05d5\u05db\u05dc was \U0001f60d great",
    "word " * 300,
    "?!",
    "I hated this bar, though the drink was absolutely delicious.",
)


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    return packed_wall(MODEL, "\n".join(REVIEWS))


@pytest.mark.parametrize("place", range(len(REVIEWS)))
def test_a_review_on_the_wall_gets_the_answer_it_gets_alone(
    answer: dict[str, Any], place: int
) -> None:
    alone = packed_answer(MODEL, REVIEWS[place].strip())
    hung = answer["reviews"][place]
    assert {name: hung[name] for name in ("text", "places", "flags", "verdict")} == {
        name: alone[name] for name in ("text", "places", "flags", "verdict")
    }
    assert hung["probability"] == pytest.approx(alone["probability"], abs=2e-4)


def test_the_scale_is_the_one_of_the_probe(answer: dict[str, Any]) -> None:
    alone = packed_answer(MODEL, REVIEWS[0])
    assert {name: answer[name] for name in ("low", "high", "neurons")} == {
        name: alone[name] for name in ("low", "high", "neurons")
    }


def test_every_line_is_a_review_and_blank_lines_are_none() -> None:
    assert wall_of(" one \r\n\n  \t\ntwo\n").reviews == ("one", "two")
    assert wall_of("\n \n").reviews == ()
    assert packed_wall(MODEL, "")["reviews"] == []


def test_more_than_the_wall_has_room_for_is_left_out_and_told() -> None:
    wall = wall_of("good\n" * (MOST_REVIEWS + 20))
    assert len(wall.reviews) == MOST_REVIEWS
    assert any("120 reviews" in remark and "100" in remark for remark in wall.remarks)
    assert wall_of("good\n" * MOST_REVIEWS).remarks == ()


def test_one_megabyte_in_one_line_is_cut_and_told() -> None:
    wall = wall_of("a" * 1_000_000)
    assert len(wall.reviews[0]) == settings().text_limit
    assert any(f"{MOST_CHARACTERS:,} of 1,000,000" in remark for remark in wall.remarks)
    assert any("cut to the first" in remark for remark in wall.remarks)


def test_what_is_not_text_is_refused() -> None:
    with pytest.raises(InvalidInput, match="not list"):
        wall_of(["good"])  # type: ignore[arg-type]
