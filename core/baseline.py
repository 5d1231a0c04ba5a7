"""The honest baseline of sentiment: a logistic regression on TF-IDF of words and word pairs.

No network, no word order beyond pairs, no memory. It is fitted to the very rows that the networks
are trained on, and its strength of penalty is chosen on the same validation rows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core import metrics, registry, training
from core.contracts import Columns, Floats, ModelSpec
from core.contrast import contrast_entry
from core.errors import InvalidInput
from core.measuring import test_sets
from core.review_weights import review_weights
from core.settings import settings

NAME, TITLE = "sentiment-baseline", "TF-IDF, logistic regression"
_SAME_ROWS_AS = "sentiment-lstm"
_FREEDOMS = (1.0, 4.0, 16.0)


def default_path(name: str = NAME) -> Path:
    """Return where the figures of a shipped baseline are."""
    return settings().trained / f"{name}.json"


def shipped(name: str = NAME) -> Mapping[str, Any] | None:
    """Return the figures of a shipped baseline, as they were measured; None without them."""
    path = default_path(name)
    if not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def save(found: Mapping[str, Any], path: Path) -> None:
    """Write figures to a file; raises `InvalidInput` where that fails."""
    try:
        text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InvalidInput(f"{path} cannot be written ({error.strerror}).") from error


@dataclass(frozen=True)
class Baseline:
    """A fitted baseline; answers like every `Predictor`.

    Attributes:
        vectorizer: Text -> TF-IDF values.
        model: scikit-learn's logistic regression.
    """

    vectorizer: Any
    model: Any

    def predict(self, columns: Columns) -> Floats:
        """Return (N,) probabilities of class 1 of `columns["text"]`."""
        chances: Floats = self.model.predict_proba(self.vectorizer.transform(columns["text"]))
        return chances[:, 1]


def fit_baseline(seed: int, rows: int | None = None) -> dict[str, Any]:
    """Return the figures of the baseline on every test set, and how it was fitted.

    Args:
        seed: Of the split into training and validation rows, as in training a model.
        rows: Of the dataset at most; None takes all.
    """
    spec = registry.model_spec(_SAME_ROWS_AS)
    dataset = registry.dataset_spec(spec.dataset).load(rows)
    train, validation = training.split(dataset.columns, spec.recipe.validation, seed)
    fitted = _fitted(train, validation)
    return {
        "model": NAME,
        "title": TITLE,
        "task": "sentiment",
        "parameters": int(fitted.model.coef_.size + 1),
        "training": {
            "seed": seed, "dataset": dataset.name, "origin": dataset.origin,
            "rows": dict(training.describe_rows(train)), "C": float(fitted.model.C),
        },
        "measured": _measured(fitted, spec, validation, dataset.origin),
    }  # fmt: skip


def _fitted(train: Columns, validation: Columns) -> Baseline:
    """Return the baseline whose penalty does best on the validation rows."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    values = vectorizer.fit_transform(train["text"])
    found = []
    for freedom in _FREEDOMS:
        model = LogisticRegression(C=freedom, solver="liblinear", max_iter=200)
        model.fit(values, train["label"], sample_weight=review_weights(train))
        found.append(Baseline(vectorizer, model))
    return min(found, key=lambda fitted: _loss(fitted, validation))


def _loss(fitted: Baseline, rows: Columns) -> float:
    p = np.clip(fitted.predict(rows), 1e-7, 1 - 1e-7)
    losses = -np.where(rows["label"] == 1, np.log(p), np.log(1 - p))
    return float(np.average(losses, weights=review_weights(rows)))


def _measured(
    fitted: Baseline, spec: ModelSpec, validation: Columns, origin: str
) -> list[Mapping[str, Any]]:
    where = f"{spec.dataset} ({origin}), validation rows kept out of training"
    sets = [(where, "validation", validation), *test_sets(spec)]
    found: list[Mapping[str, Any]] = [
        {"data": title, "role": role,
         **metrics.classification(rows[spec.target], fitted.predict(rows))}
        for title, role, rows in sets
    ]  # fmt: skip
    return [*found, contrast_entry(fitted, 0.5)]
