"""However a word is spelled, one and the same word is read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import registry
from core.text import Vocabulary, plain_spans, plain_words

MODEL = "sentiment-best"
PLAIN = ["i", "dont", "like", "its", "bars", "food"]


@pytest.mark.parametrize(
    "text",
    [
        "I don't like it's bar's food",
        "i do n't like it 's bar 's food",
        "DONT LIKE".replace("DONT", "i dont") + " its bars food",
        "i don t like it’s bars food",
        "I DON’T LIKE, IT'S: BARS' FOOD.",
    ],
)
def test_every_way_to_write_an_apostrophe_is_read_alike(text):
    assert plain_words(text) == PLAIN


def test_what_a_tokenizer_split_is_one_token_over_both_pieces():
    text = "It did n't work , it 's bad"
    starts, ends = plain_spans(text)
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == [
        "It", "did n't", "work", "it 's", "bad"
    ]  # fmt: skip


def test_drawn_out_letters_quotes_and_long_numbers_are_made_plain():
    assert plain_words("Soooo goooood ''nice'' 1250 _num_ 10") == [
        "soo", "good", "nice", "num", "num", "10"
    ]  # fmt: skip


def test_a_single_t_after_an_n_is_left_alone_at_the_end_of_a_sentence():
    assert plain_words("made by Don T. great") == ["made", "by", "don", "t", "great"]


@given(st.text())
def test_plain_offsets_lie_in_the_text_in_order_and_never_overlap(text):
    tokens = Vocabulary((), 10, "plain").tokens(text)
    edges = [edge for token in tokens for edge in (token.start, token.end)]
    assert edges == sorted(edges)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.word for token in tokens] == plain_words(text)


def test_the_mark_of_an_unknown_word_is_no_word():
    known = Vocabulary.fit(["<unk> is good", "<unk> is"], 10, "plain")
    assert known.kept == ("is", "good")
    assert known.encode("<unk> is <UNK>") == [10, 1, 10]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I don't like it.", "i do n't like it"),
        ("It's not good at all", "its NOT good at ALL!!!"),
        ("They weren't rude, we couldn't be happier", "they were n't rude we could n't be happier"),
        ("The film's great", "the film 's great"),
        ("We waited 1,250 days", "we waited _num_,_num_ days".replace("_num_,", "1 ")),
        ("A xqzzyv place", "a <unk> place"),
        ("soooooo goooood", "sooo goood"),
    ],
)
def test_the_shipped_model_answers_every_spelling_alike(one, other):
    model = registry.predictor(MODEL)
    first, second = model.predict({"text": np.array([one, other], dtype=object)})
    assert first == pytest.approx(second, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "is_positive"),
    [
        ("great", True), ("terrible", False), ("not bad at all", True), ("not good at all", False),
        ("NOT GOOD AT ALL!", False), ("was n't good", False), ("love it", True),
        ("never boring", True), ("would not recommend", False),
    ],
)  # fmt: skip
def test_the_shipped_model_understands_two_words(text, is_positive):
    (answer,) = registry.predictor(MODEL).predict({"text": np.array([text], dtype=object)})
    assert (answer >= 0.5) == is_positive


def test_one_word_makes_the_shipped_model_sure_but_not_certain():
    answers = registry.predictor(MODEL).predict({"text": np.array(["great", "bad"], dtype=object)})
    assert 0.002 < answers[1] < 0.2
    assert 0.8 < answers[0] < 0.999
