"""Reviews labelled positive (1) or negative (0): Yelp and IMDB when present, else our own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from core.contracts import REAL, SAMPLE, Dataset, DatasetSpec
from core.errors import MissingData
from core.settings import settings
from core.tables import binary_labels, read_only, read_table

_TRAINING_FILES = ("yelp_reviews", "yelp_truncated_50_tokens", "yelp_sentences", "imdb_train")
_OFFICIAL_TEST = "yelp_polarity_test_sample.csv.gz"
_BEGINNING = 60


def load(rows: int | None = None) -> Dataset:
    """Return `text`, `label`, `source` and `only_training` of the reviews, in a fixed random order.

    Single sentences carry the label of the review around them, so they only train.

    Neutral reviews (three stars) have no label and are left out, and so is every review that also
    stands in the official test sample, which is for measuring only.
    """
    try:
        table, origin = _real_reviews(), REAL
        note = "Yelp reviews and sentences, and IMDB film reviews (training split)."
    except MissingData:
        table, origin = _sample_reviews(), SAMPLE
        note = f"{len(table)} reviews written for this product."
    table = table.sample(frac=1, random_state=0, ignore_index=True)[:rows]
    table["only_training"] = table["source"] == "yelp_sentences"
    columns = {name: table[name].to_numpy() for name in table.columns}
    return Dataset("reviews", origin, note, read_only(columns))


def _real_reviews() -> pd.DataFrame:
    folder = settings().data_root / "reviews"
    table = pd.concat([_labelled(folder, name) for name in _TRAINING_FILES], ignore_index=True)
    test_file = folder / _OFFICIAL_TEST
    if not test_file.is_file():
        return table
    tested = set(read_table(test_file, ["text"])["text"].map(_beginning))
    return table[~table["text"].map(_beginning).isin(tested)]


def _labelled(folder: Path, name: str) -> pd.DataFrame:
    table = read_table(folder / f"{name}.csv.gz", ["text", "label"])
    table = table[table["label"] != ""].drop_duplicates("text")
    return pd.DataFrame(
        {"text": table["text"], "label": binary_labels(table["label"], "label"), "source": name}
    )


def _beginning(text: str) -> str:
    """Return the first letters of a review, so that tokenised and raw copies look the same."""
    return "".join(letter for letter in text[: 3 * _BEGINNING].lower() if letter.isalpha())[
        :_BEGINNING
    ]


def _sample_reviews() -> pd.DataFrame:
    table = read_table(settings().samples / "reviews.csv", ["text", "label", "kind"])
    table["label"] = binary_labels(table["label"], "label").astype(np.float64)
    return table.rename(columns={"kind": "source"})


SPECS = (
    DatasetSpec(
        name="reviews",
        title="Reviews",
        task="sentiment",
        fields={"text": "text", "label": "label", "source": "name"},
        source="Yelp polarity reviews (the lecture's task) and the IMDB training split "
        "(Maas et al. 2011); without them, reviews written for this product.",
        licence="Yelp: academic use. IMDB: cite the authors. Own reviews: MIT.",
        files=tuple(f"reviews/{name}.csv.gz" for name in _TRAINING_FILES),
        stand_in=SAMPLE,
        load=load,
        sample="reviews.csv",
        contrast="contrast.csv",
        tests={
            "reviews/yelp_polarity_test_sample.csv.gz": "official Yelp polarity test, 1,773 rows",
            "reviews/imdb_test.csv.gz": "IMDB test split, 25,000 rows",
        },
    ),
)
