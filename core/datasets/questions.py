"""Pairs of questions that ask the same (1) or not (0): Quora when present, else our own."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.contracts import REAL, SAMPLE, Dataset, DatasetSpec
from core.errors import MissingData
from core.settings import settings
from core.tables import binary_labels, read_only, read_table
from core.text import words

_PAIR = ["question1", "question2", "is_duplicate"]


def load(rows: int | None = None) -> Dataset:
    """Return the pairs and what splitting them fairly needs.

    Columns: `question1`, `question2`, `is_duplicate`; `source`; `group`, the same number for pairs
    that share a question, directly or through others; `only_training`, True for the file of known
    duplicates, whose pairs say nothing about how often two questions are the same.
    """
    try:
        table, origin = _real_pairs(), REAL
        note = "Quora question pairs: labelled pairs, and further known duplicates for training."
    except MissingData:
        table, origin = _sample_pairs(), SAMPLE
        note = f"{len(table)} question pairs written for this product."
    table = table.sample(frac=1, random_state=0, ignore_index=True)[:rows]
    table["group"] = linked_groups(table["question1"], table["question2"])
    columns = {name: table[name].to_numpy() for name in table.columns}
    return Dataset("questions", origin, note, read_only(columns))


def _real_pairs() -> pd.DataFrame:
    folder = settings().data_root / "questions"
    labelled = read_table(folder / "labelled_pairs.csv.gz", _PAIR)
    duplicates = read_table(folder / "duplicate_pairs.csv.gz", _PAIR)
    return pd.concat(
        [
            _as_pairs(labelled, "labelled_pairs", only_training=False),
            _as_pairs(duplicates, "duplicate_pairs", only_training=True),
        ],
        ignore_index=True,
    )


def _sample_pairs() -> pd.DataFrame:
    table = read_table(settings().samples / "question_pairs.csv", _PAIR)
    return _as_pairs(table, "samples", only_training=False)


def _as_pairs(table: pd.DataFrame, source: str, *, only_training: bool) -> pd.DataFrame:
    labels = binary_labels(table["is_duplicate"], "is_duplicate")
    return pd.DataFrame(
        {
            "question1": table["question1"],
            "question2": table["question2"],
            "is_duplicate": labels,
            "source": source,
            "only_training": only_training,
        }
    )


def linked_groups(first: pd.Series, second: pd.Series) -> np.ndarray:
    """Return (N,) group numbers: two pairs share one when a chain of shared questions joins them.

    Questions count as shared when their words are the same, whatever the case and punctuation.
    """
    keys = pd.concat([first, second]).map(lambda text: " ".join(words(text)))
    codes, names = pd.factorize(keys)
    left, right = codes[: len(first)], codes[len(first) :]
    parent = np.arange(len(names))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        parent[root(a)] = root(b)
    return np.fromiter((root(node) for node in left.tolist()), np.int64, len(left))


SPECS = (
    DatasetSpec(
        name="questions",
        title="Question pairs",
        task="pairs",
        fields={"question1": "text", "question2": "text", "is_duplicate": "label"},
        source="Quora question pairs (the lecture's task); without them, pairs written for this "
        "product.",
        licence="Quora: non-commercial use, not to be passed on. Own pairs: MIT.",
        files=("questions/labelled_pairs.csv.gz", "questions/duplicate_pairs.csv.gz"),
        stand_in=SAMPLE,
        load=load,
        sample="question_pairs.csv",
        tests={"questions/quora_small.csv": "the lecture's sample of 1,000 pairs (quora_small)"},
    ),
)
