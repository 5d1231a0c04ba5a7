"""The kinds of tables that a model answers row by row, as declared data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class TableTask:
    """A kind of table that a model answers row by row, as declared data.

    Attributes:
        task: Task of the models, as in `ModelSpec.task`.
        things: What the rows are, such as "reviews".
        fields: Field that the models read -> names by which its column is known, best first.
        labels: Names by which the column of true labels is known.
        classes: What 0 and 1 mean.
        most_rows: Rows that are read at most.
    """

    task: str
    things: str
    fields: Mapping[str, Sequence[str]]
    labels: Sequence[str]
    classes: tuple[str, str]
    most_rows: int


REVIEWS = TableTask(
    task="sentiment",
    things="reviews",
    fields={
        "text": (
            "text", "review", "review text", "reviews", "review body", "content", "comment",
            "body", "sentence", "message", "tweet",
        )
    },
    labels=(
        "label", "labels", "sentiment", "polarity", "class", "target", "stars", "rating", "score",
    ),
    classes=("negative", "positive"),
    most_rows=50_000,
)  # fmt: skip
PAIRS = TableTask(
    task="pairs",
    things="pairs of questions",
    fields={
        "question1": ("question1", "question 1", "q1", "first", "sentence1", "text1", "a"),
        "question2": ("question2", "question 2", "q2", "second", "sentence2", "text2", "b"),
    },
    labels=("is_duplicate", "duplicate", "label", "target", "same"),
    classes=("different", "duplicate"),
    most_rows=100_000,
)
