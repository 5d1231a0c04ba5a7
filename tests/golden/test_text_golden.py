"""The lecture's own four sentences, to the last id."""

import numpy as np

from core.text import Vocabulary, pad

SENTENCES = ["I love Stats so much", "I love ML too", "I love DS", "I love NN"]
WORD_INDEX = {
    "i": 1, "love": 2, "stats": 3, "so": 4, "much": 5, "ml": 6, "too": 7, "ds": 8, "nn": 9,
}  # fmt: skip


def test_the_word_index_is_the_lectures():
    assert Vocabulary.fit(SENTENCES, 10).ids == WORD_INDEX


def test_sequences_and_padding_are_the_lectures():
    vocabulary = Vocabulary.fit(SENTENCES, 10)
    sequences = [vocabulary.encode(sentence) for sentence in SENTENCES]
    assert sequences == [[1, 2, 3, 4, 5], [1, 2, 6, 7], [1, 2, 8], [1, 2, 9]]
    padded = pad(sequences, 4)
    np.testing.assert_array_equal(padded, [[1, 2, 3, 4], [1, 2, 6, 7], [1, 2, 8, 0], [1, 2, 9, 0]])


def test_a_table_of_eleven_rows_embeds_them_as_four_by_four_by_three():
    from core.cells import embedding

    padded = pad([Vocabulary.fit(SENTENCES, 10).encode(s) for s in SENTENCES], 4)
    assert embedding(padded, np.zeros((11, 3), np.float32)).shape == (4, 4, 3)
