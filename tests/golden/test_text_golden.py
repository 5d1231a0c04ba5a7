"""The lecture's own four sentences, to the last id."""

import numpy as np

from core.text import Vocabulary, pad

SENTENCES = ["I love Stats so much", "I love ML too", "I love DS", "I love NN"]
PADDED = [[1, 2, 3, 4], [1, 2, 6, 7], [1, 2, 8, 0], [1, 2, 9, 0]]
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
    np.testing.assert_array_equal(padded, PADDED)


def test_a_table_of_eleven_rows_embeds_them_as_four_by_four_by_three():
    from core.cells import embedding

    padded = pad([Vocabulary.fit(SENTENCES, 10).encode(s) for s in SENTENCES], 4)
    assert embedding(padded, np.zeros((11, 3), np.float32)).shape == (4, 4, 3)


def test_the_page_of_tokens_shows_the_lectures_matrix_and_its_embedding():
    from core.token_answer import untrained
    from core.token_table import LECTURE_TEXT, TokenRequest, token_table, word_index

    table = token_table(TokenRequest(LECTURE_TEXT))
    assert {word: number for word, number, _ in word_index(table)} == WORD_INDEX
    assert table.sequences == [[1, 2, 3, 4, 5], [1, 2, 6, 7], [1, 2, 8], [1, 2, 9]]
    np.testing.assert_array_equal(table.padded, PADDED)
    np.testing.assert_array_equal(table.lecture_padded, PADDED)
    assert untrained(10, 3).shape == (11, 3)
    assert untrained(10, 3)[table.padded].shape == (4, 4, 3)
