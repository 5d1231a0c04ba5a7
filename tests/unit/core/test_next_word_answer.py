"""What the shipped language model makes of a text, ready for a browser."""

import json

import pytest

from core.next_word_answer import (
    BARS,
    END,
    MOST_READ,
    UNITS,
    WRITTEN,
    NextWordRequest,
    answer_or_reason,
    reading,
    writing,
)
from core.next_word_visit import BEGINNING, HEBREW, next_word_visit, worth
from core.sampling import Dice

NONSENSE = ["", "   ", "\U0001f642" * 30, HEBREW, "<b>x</b>" * 50, "word " * 20_000, "a" * 100_000]


def asked(text=BEGINNING, **dice):
    return NextWordRequest(text, Dice(**dice))


def test_every_typed_word_has_its_surprise_and_they_make_the_perplexity():
    found = reading(asked())
    words = [BEGINNING[start:end] for start, end, *_ in found["tokens"]]
    assert words == ["The", "food", "was", "great", ",", "but", "the", "waiter"]
    mean = sum(token[3] for token in found["tokens"]) / len(words)
    assert found["bits"] == pytest.approx(mean, abs=0.01)
    assert found["perplexity"] == pytest.approx(2**mean, rel=0.01)
    assert all(token[2] for token in found["tokens"])


def test_rank_and_expectation_belong_together():
    for _, _, _, bits, rank, (expected, p) in reading(asked())["tokens"]:
        assert rank >= 1
        assert (2**-bits < p + 1e-3) == (rank >= 1)
        assert expected


def test_the_bars_the_rest_and_the_unknown_add_up_to_one():
    coming = reading(asked())["next"]
    assert len(coming["bars"]) == BARS
    shares = [p for _, _, p, _ in coming["bars"]]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) + coming["others"] + coming["unknown"] == pytest.approx(1, abs=2e-3)


def test_taking_the_drawn_word_is_the_first_step_of_writing_on():
    first = reading(asked())["next"]["drawn"]
    steps = writing(asked())["steps"]
    assert [steps[0]["word"], steps[0]["piece"]] == first
    after = reading(asked(BEGINNING + steps[0]["piece"]))
    assert after["next"] == steps[0]["next"]
    assert after["next"]["drawn"] == [steps[1]["word"], steps[1]["piece"]]


def test_what_is_written_depends_on_the_seed_and_on_nothing_else():
    one, again, other = (writing(asked(seed=seed)) for seed in (1, 1, 2))
    assert one == again
    assert one["steps"] != other["steps"]
    assert len(one["steps"]) == WRITTEN or one["is_over"]
    assert len(one["heat"]) == len(one["steps"])
    assert {len(row) for row in one["heat"]} == {UNITS}


def test_a_word_it_does_not_know_is_read_as_one_and_never_written():
    found = reading(asked("The zzyzx was"))
    assert [token[2] for token in found["tokens"]] == [True, False, True]
    assert found["unknown"] == 1
    for seed in range(5):
        written = writing(asked("The zzyzx was", seed=seed, temperature=2.0, top_p=1.0))
        assert all(step["word"] not in {"\u2026", END} for step in written["steps"])


def test_of_a_long_text_the_last_words_are_read_and_the_rest_is_told():
    found = reading(asked("soup " * 500))
    assert len(found["tokens"]) == MOST_READ
    assert found["unread"] == 500 - MOST_READ


@pytest.mark.parametrize("text", NONSENSE)
def test_whatever_is_typed_there_is_an_answer(text):
    found = answer_or_reason(text, [0.8, 0, 0.95, 1])
    assert "missing" not in found
    assert found["next"]["bars"]
    json.dumps(found)
    found = writing(asked(text))
    assert found["steps"] or found["is_over"]


def test_hebrew_is_nothing_but_unknown_words():
    found = reading(asked(HEBREW))
    words = [token for token in found["tokens"] if HEBREW[token[0] : token[1]] not in {",", "."}]
    assert words
    assert not any(token[2] for token in words)


@pytest.mark.parametrize("dice", [[9, 0, 0.9, 1], [1, "x", 0.9, 1], [1, 0, None, 1]])
def test_dice_that_make_no_sense_are_answered_with_a_sentence(dice):
    assert answer_or_reason("x", dice)["missing"].endswith(".")
    assert answer_or_reason(7, [0.8, 0, 0.95, 1])["missing"].startswith("A text is words")


def test_a_link_with_nonsense_shows_the_usual_and_says_so():
    visit = next_word_visit({"heat": "hot", "k": "-3", "p": "7", "seed": "x", "text": "A b"})
    assert visit.dice == Dice()
    assert visit.text == "A b"
    assert len(visit.remarks) == 4


def test_the_model_is_worth_more_than_counting():
    rows = {title: perplexity for title, _, perplexity in worth().rows}
    assert rows["This LSTM"] < 0.8 * min(value for name, value in rows.items() if name[0] == "C")
