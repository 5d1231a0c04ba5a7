"""What simple models, and halves of the lecture's network, reach on the prices of the shoes.

All are fitted to the very rows that `shoes-price` is fitted to; whatever strength they have is
chosen on the rows by which its epoch is chosen; all are measured on the same unseen products.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core import metrics, registry, training
from core.contracts import Columns, Dataset, Floats, ModelSpec
from core.fitted import finish
from core.shoe_split import parts, weigh
from core.shoe_table import ShoeTable

NAME = "shoes-baseline"
NETWORK, BEST = "shoes-price", "shoes-best"
MEDIAN = "shoes-median"
_PENALTIES = (0.3, 1.0, 3.0, 10.0)
_LOSSES = ("squared_error", "absolute_error")
_TREES, _RATE, _COMPONENTS = 400, 0.05, 50
_RESAMPLES = 1000
_HALVES = {
    "title": "Title alone: LSTM, Dense",
    "table": "Table alone: Dense",
    "both": "Title and table: LSTM + MLP",
}

Say = Callable[[str], object]


@dataclass(frozen=True)
class Simple:
    """A fitted model without a network.

    Attributes:
        name, title: How it is called in the file and on screen.
        parameters: How many numbers were fitted.
        predict: Columns -> prices in dollars (N,).
        chosen: What was chosen on the rows kept for choosing.
    """

    name: str
    title: str
    parameters: int
    predict: Callable[[Columns], Floats]
    chosen: Mapping[str, Any]


def fit_baselines(seed: int, rows: int | None, say: Say) -> dict[str, Any]:
    """Return the figures of every baseline and half on the unseen products, and how they came.

    The halves are trained anew; the better model is measured as it is shipped.

    Args:
        seed: Of the trees, the components and the networks; the split has its own.
        rows: Of the dataset at most; None takes all.
        say: Told what is being fitted.
    """
    spec = registry.model_spec(NETWORK)
    dataset = registry.dataset_spec(spec.dataset).load(rows)
    pieces = parts(dataset.columns)
    found = []
    for model in _simple_models(pieces["train"], pieces["stop"], seed, say):
        figures = measured(pieces["test"], model.predict(pieces["test"]))
        found.append({**_entry(model.name, model.title, model.parameters, figures),
                      "chosen": dict(model.chosen)})  # fmt: skip
    found += [_half(spec, dataset, reads, seed, say) for reads in _HALVES]
    found += _shipped_best(pieces["test"])
    return {
        "model": NAME,
        "task": spec.task,
        "command": "python -m core baseline shoes",
        "training": {
            "seed": seed, "dataset": dataset.name, "origin": dataset.origin, "note": dataset.note,
            "rows": {name: len(piece["price"]) for name, piece in pieces.items()},
            "products": {name: len(np.unique(piece["group"])) for name, piece in pieces.items()},
        },
        "median_price": float(np.median(pieces["train"]["price"])),
        "models": found,
    }  # fmt: skip


def measured(columns: Columns, prices: Floats) -> dict[str, Any]:
    """Return the figures of predicted prices; the error with its 95 % interval over products."""
    low, high = error_interval(np.abs(columns["price"] - prices), columns["group"])
    figures = metrics.prices(columns["price"], prices)
    return {**figures, "mae_low": low, "mae_high": high, "products": len(set(columns["group"]))}


def error_interval(errors: Floats, products: np.ndarray) -> tuple[float, float]:
    """Return within which bounds a mean error lies in 95 of 100 other draws of the products.

    Args:
        errors: (N,) dollars.
        products: (N,) which rows are of one product; products are drawn, not rows.
    """
    _, place = np.unique(products, return_inverse=True)
    sums, counts = np.bincount(place, errors), np.bincount(place)
    n = len(counts)
    times = np.random.default_rng(0).multinomial(n, np.full(n, 1 / n), size=_RESAMPLES)
    low, high = np.quantile((times @ sums) / (times @ counts), [0.025, 0.975])
    return float(low), float(high)


def _entry(name: str, title: str, parameters: int, figures: Mapping[str, Any]) -> dict[str, Any]:
    where = "products that nothing was fitted to"
    return {
        "model": name,
        "title": title,
        "parameters": parameters,
        "measured": [{"data": where, "role": "unseen", **figures}],
    }


def _simple_models(train: Columns, stop: Columns, seed: int, say: Say) -> Iterator[Simple]:
    say("median")
    usual = float(np.median(train["price"]))
    yield Simple(MEDIAN, "Median price", 1, lambda columns: np.full(len(columns["price"]), usual),
                 {})  # fmt: skip
    say("ridge regression")
    yield _ridge(train, stop)
    table = ShoeTable.fit(train)
    say("gradient boosting on the table")
    yield _boosting("shoes-boosting", "Gradient boosting: 84 columns", train, stop, seed,
                    table.encode)  # fmt: skip
    say("gradient boosting on table and title")
    components = _title_components(train, seed)
    yield _boosting(
        "shoes-boosting-title", f"Gradient boosting: 84 columns, {_COMPONENTS} of the title",
        train, stop, seed,
        lambda columns: np.hstack([table.encode(columns), components(columns)]),
    )  # fmt: skip


def _error(prices: Floats, rows: Columns) -> float:
    """Return how far off the logarithms are on the rows kept for choosing, as networks are told."""
    errors = np.abs(np.log(prices) - np.log(rows["price"]))
    return float(np.average(errors, weights=weigh(rows)))


def _vectorizer() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)


def _ridge(train: Columns, stop: Columns) -> Simple:
    """Return the ridge regression of log prices on TF-IDF of words and word pairs of the title."""
    from sklearn.linear_model import Ridge

    vectorizer = _vectorizer()
    values = vectorizer.fit_transform(train["name"])

    def fitted(penalty: float) -> Simple:
        model = Ridge(alpha=penalty).fit(values, np.log(train["price"]), weigh(train))
        return Simple(
            "shoes-ridge", "Ridge regression: TF-IDF of the title", model.coef_.size + 1,
            lambda columns: np.exp(model.predict(vectorizer.transform(columns["name"]))),
            {"penalty": penalty},
        )  # fmt: skip

    return min(map(fitted, _PENALTIES), key=lambda model: _error(model.predict(stop), stop))


def _title_components(train: Columns, seed: int) -> Callable[[Columns], Floats]:
    """Return what turns titles into their components (N, 50), learnt from the training titles."""
    from sklearn.decomposition import TruncatedSVD

    vectorizer = _vectorizer()
    values = vectorizer.fit_transform(train["name"])
    svd = TruncatedSVD(min(_COMPONENTS, values.shape[1] - 1), random_state=seed).fit(values)
    return lambda columns: svd.transform(vectorizer.transform(columns["name"]))


def _boosting(
    name: str, title: str, train: Columns, stop: Columns, seed: int,
    encode: Callable[[Columns], Floats],
) -> Simple:  # fmt: skip
    """Return boosted trees on log prices; their loss and their number are chosen on `stop`."""
    from sklearn.ensemble import HistGradientBoostingRegressor

    values, target, found = encode(train), np.log(train["price"]), []
    for loss in _LOSSES:
        model = HistGradientBoostingRegressor(
            loss=loss, learning_rate=_RATE, max_iter=_TREES, early_stopping=False,
            random_state=seed,
        ).fit(values, target, weigh(train))  # fmt: skip
        stages = list(model.staged_predict(encode(stop)))
        errors = [_error(np.exp(stage), stop) for stage in stages]
        found.append((min(errors), int(np.argmin(errors)), loss, model))
    _, place, loss, model = min(found, key=lambda one: one[0])

    def predict(columns: Columns) -> Floats:
        stages = model.staged_predict(encode(columns))
        return np.exp(next(stage for tree, stage in enumerate(stages) if tree == place))

    leaves = sum(2 * len(trees[0].nodes) for trees in model._predictors[: place + 1])
    return Simple(name, title, leaves, predict, {"loss": loss, "trees": place + 1})


def _half(spec: ModelSpec, dataset: Dataset, reads: str, seed: int, say: Say) -> dict[str, Any]:
    """Return the figures of the lecture's network, or of one of its halves, trained anew."""
    training.require_keras()
    say(_HALVES[reads])
    options = replace(spec.options, reads=reads)
    fit, network = training.prepare(spec, dataset, seed, options=options)
    for record in training.epochs(fit, network):
        say(f"{_HALVES[reads]}, epoch {record.epoch}")
    model = finish(fit, dataset, is_tested=False)
    rows = parts(dataset.columns)["test"]
    figures = measured(rows, model.predict(rows))
    entry = _entry(f"{NETWORK}-{reads}", _HALVES[reads], model.card.parameters, figures)
    return {**entry, "chosen": {"epoch": fit.best.epoch if fit.best else 0}}


def _shipped_best(rows: Columns) -> list[dict[str, Any]]:
    """Return the figures of the better model as it is shipped; nothing where it is missing."""
    if registry.why_unavailable(BEST):
        return []
    model = registry.predictor(BEST)
    figures = measured(rows, model.predict(rows))
    return [_entry(BEST, model.spec.title, model.card.parameters, figures)]
