"""Two texts beside each other."""

from __future__ import annotations

import pytest

from core.packing import packed_answer
from core.two_texts import compared, differing

MODEL = "sentiment-lstm"


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("a b c", "a b c", ([], [])),
        ("a b c", "a x c", ([1], [1])),
        ("a b c", "a c", ([1], [])),
        ("a", "", ([0], [])),
        ("", "", ([], [])),
        ("a b", "b a", ([1], [0])),
    ],
)
def test_words_without_a_partner_differ(first, second, wanted) -> None:
    places = differing(first.split(), second.split())
    assert sorted(map(len, places)) == sorted(map(len, wanted))
    if first != "a b":
        assert places == wanted


def test_the_second_text_comes_packed_and_the_first_with_its_answer() -> None:
    found = compared(MODEL, "Good food", "good SERVICE, really")
    assert found["second"] == packed_answer(MODEL, "good SERVICE, really")
    assert found["first"]["text"] == "Good food"
    assert found["differs"] == [[1], [1, 2]]
    assert [len(opinion) for opinion in found["opinions"]] == [2, 3]
    assert found["words"] == [["Good", "food"], ["good", "SERVICE", "really"]]
    assert found["opinions"][0][-1] == pytest.approx(found["first"]["probability"], abs=1e-3)


@pytest.mark.parametrize("text", ["", "?!", "\U0001f60d", "נהדר"])
def test_any_pair_is_compared(text) -> None:
    found = compared(MODEL, text, "fine")
    assert found["words"][1] == ["fine"]


def test_only_words_that_are_read_are_compared() -> None:
    found = compared(MODEL, "so good " * 900, "so bad " * 900)
    assert max(map(len, found["words"])) == 200
