"""Fit a `ModelSpec` on a `Dataset`, one `EpochRecord` after the other; keeps the best so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import Any

import numpy as np

from core import architecture
from core.contracts import Columns, Dataset, EpochRecord, Floats, ModelSpec, Recipe, Start, Weights
from core.errors import Incompatible, InvalidInput, MissingData
from core.pieces import in_pieces
from core.text import PADDING, Vocabulary
from core.watching import Watch, keras_callback, named_figures

_WIDTH_STEP = 16

Say = Callable[[str], object]
Batch = tuple[Any, np.ndarray, np.ndarray]  # inputs (one array or a tuple), target, weights


def has_keras() -> bool:
    """Say whether TensorFlow is installed, without importing it."""
    return find_spec("tensorflow") is not None


def require_keras() -> None:
    """Raise `MissingData` with the way out where TensorFlow is not installed."""
    if not has_keras():
        raise MissingData(
            "Training needs TensorFlow, which is not installed. "
            "Install it with: pip install -r requirements.txt"
        )


@dataclass
class Fit:
    """A fit in progress and, afterwards, its result.

    `weights` are those of the best epoch so far; `records` what every epoch ended with.
    """

    spec: ModelSpec
    recipe: Recipe
    options: Any
    seed: int
    vocabulary: Vocabulary | None
    train: Columns
    validation: Columns
    architecture: architecture.Architecture
    weights: Weights = field(default_factory=dict)
    records: list[EpochRecord] = field(default_factory=list)
    best: EpochRecord | None = None

    def take(self, record: EpochRecord, weights: Weights) -> None:
        """Note an epoch and keep its weights when it is the best (without validation: the last)."""
        self.records.append(record)
        better = self.best is None or record.val_loss is None or self.recipe.keeps_last
        if not better and self.best is not None and self.best.val_loss is not None:
            better = record.val_loss is not None and record.val_loss < self.best.val_loss
        if better:
            self.best, self.weights = record, weights

    def encode(self, columns: Columns) -> tuple[np.ndarray, ...]:
        """Return one array per model input, exactly as in answering."""
        return self.spec.encode(columns, self.options, self.vocabulary)

    @property
    def is_patient(self) -> bool:
        """Whether the best epoch is recent enough to go on."""
        if self.recipe.patience is None or self.best is None:
            return True
        return len(self.records) - self.best.epoch < self.recipe.patience


def prepare(
    spec: ModelSpec, dataset: Dataset, seed: int, recipe: Recipe | None = None, options: Any = None
) -> tuple[Fit, Any]:
    """Return a fit that is ready to start, and its Keras model (None when trained by hand).

    Raises:
        Incompatible: The data lacks a field that the model reads.
        InvalidInput: Fewer than two rows.
    """
    recipe, options = recipe or spec.recipe, options or spec.options
    missing = [name for name in (*spec.reads, spec.target) if name not in dataset.columns]
    if missing:
        raise Incompatible(f"{spec.title} reads {', '.join(missing)}; {dataset.name} has no such.")
    if len(dataset) < 2:
        raise InvalidInput(f"{len(dataset)} rows are too few to learn from; give at least 2.")
    if spec.divide:
        train, validation = spec.divide(dataset.columns, options)
    else:
        train, validation = split(dataset.columns, recipe.validation, seed)
    if spec.augment:
        train = spec.augment(train, seed)
    if spec.weigh:
        train = {**train, "weight": spec.weigh(train)}
        validation = {**validation, "weight": spec.weigh(validation)}
    if spec.learn:
        options = spec.learn(train, options)
    vocabulary = None
    if spec.words:
        texts = [text for name in spec.words for text in train[name]]
        vocabulary = Vocabulary.fit(texts, options.vocabulary_size, spec.spelling)
    model, plan = _built(spec, options, seed)
    return Fit(spec, recipe, options, seed, vocabulary, train, validation, plan), model


def _built(spec: ModelSpec, options: Any, seed: int) -> tuple[Any, architecture.Architecture]:
    """Return the Keras model and its layers; of a model trained by hand the layers alone."""
    if spec.plan is not None:
        return None, architecture.Architecture.from_json(spec.plan)
    import keras

    keras.utils.clear_session()  # layer names start anew, so a model's weights have fixed names
    keras.utils.set_random_seed(seed)
    model = spec.build(options)
    return model, architecture.describe(model)


def epochs(
    fit: Fit, model: Any, say: Say = lambda _: None, watch: Watch | None = None
) -> Iterator[EpochRecord]:
    """Train, yielding after every epoch; `fit` holds the best weights at any time.

    Args:
        fit: What is to be fitted.
        model: Its Keras model, as `prepare` returned it.
        say: Called with what is being done where that takes long.
        watch: Told about every batch, and asked whether to go on; an epoch that it breaks off
            counts only where there is no other.

    Raises:
        InvalidInput: The loss is no longer a number.
    """
    by_hand = fit.spec.fit
    steps = _own_epochs(fit, by_hand) if by_hand else _keras_epochs(fit, model, say, watch)
    for record, weights in steps:
        if not np.isfinite([record.loss, record.val_loss or 0.0]).all():
            raise InvalidInput(
                f"The loss is {_broken(record)} in epoch {record.epoch}: training diverged, its "
                "steps were too large. Lower the learning rate."
            )
        fit.take(record, weights)
        yield record
        if not fit.is_patient or (watch is not None and watch.wants_stop):
            return


def _broken(record: EpochRecord) -> float | None:
    return record.val_loss if np.isfinite(record.loss) else record.loss


def _own_epochs(fit: Fit, by_hand: Any) -> Iterator[tuple[EpochRecord, Weights]]:
    (inputs,) = fit.spec.encode(fit.train, fit.options, fit.vocabulary)
    return by_hand(inputs, fit.train[fit.spec.target], fit.recipe)


def _keras_epochs(
    fit: Fit, model: Any, say: Say, watch: Watch | None
) -> Iterator[tuple[EpochRecord, Weights]]:
    recipe = fit.recipe
    part = model if fit.spec.begin is None else fit.spec.begin(model, _start(fit, say))
    say("first epoch")
    rows = _batches(fit, fit.train, recipe.batch, len(part.inputs))
    optimizer = _optimizer(recipe, steps=rows.count * recipe.epochs)
    figures = ["accuracy"] if watch is not None and "crossentropy" in recipe.loss else []
    part.compile(optimizer=optimizer, loss=recipe.loss, weighted_metrics=figures)
    batches = rows.as_tensorflow(fit.seed)
    held_out = None
    if len(fit.validation[fit.spec.target]):
        held_out = _batches(fit, fit.validation, 1024, len(part.inputs)).as_tensorflow(fit.seed)
    for epoch in range(1, recipe.epochs + 1):
        told = [] if watch is None else [keras_callback(watch, epoch, rows.count)]
        history = part.fit(batches, epochs=1, verbose=0, shuffle=False, callbacks=told).history
        if watch is not None and watch.wants_stop and fit.best is not None:
            return
        found = {name: float(values[-1]) for name, values in history.items()}
        checked = {}
        if held_out is not None and np.isfinite(found["loss"]):
            checked = part.evaluate(held_out, verbose=0, return_dict=True)
        record = EpochRecord(
            epoch, found["loss"], checked.get("loss"), named_figures(found, checked)
        )
        yield record, architecture.weights_of(model)
    if fit.spec.last_lesson is not None and fit.best is not None:
        say("last lesson")
        yield from _last_lesson(fit, fit.spec.last_lesson, model, part)


def _last_lesson(
    fit: Fit, lesson: Callable[[Columns, int], Columns], model: Any, part: Any
) -> Iterator[tuple[EpochRecord, Weights]]:
    """Train the best epoch a little further, on the rows of the lesson; its weights are kept."""
    rows = dict(lesson(fit.train, fit.seed))
    if fit.spec.weigh:
        rows["weight"] = fit.spec.weigh(rows)
    architecture.set_weights(model, fit.weights)
    batches = _batches(fit, rows, fit.recipe.batch, len(part.inputs))
    recipe = replace(fit.recipe, averaged=None)
    part.compile(
        optimizer=_optimizer(recipe, steps=batches.count), loss=recipe.loss, weighted_metrics=[]
    )
    history = part.fit(batches.as_tensorflow(fit.seed), epochs=1, verbose=0, shuffle=False).history
    record = EpochRecord(len(fit.records) + 1, float(history["loss"][-1]))
    yield record, architecture.weights_of(model)


def _start(fit: Fit, say: Say) -> Start:
    target = learnt_target(fit.spec, fit.train)
    weights = np.asarray(fit.train.get("weight", np.ones(len(target))))
    return Start(fit.train, fit.encode, target, weights, fit.options, fit.seed, say)


def _optimizer(recipe: Recipe, steps: int) -> Any:
    import keras

    rate: Any = recipe.learning_rate
    if recipe.cools:
        rate = keras.optimizers.schedules.CosineDecay(rate, steps)
    average = {"use_ema": True, "ema_momentum": recipe.averaged} if recipe.averaged else {}
    return keras.optimizers.Adam(rate, clipnorm=1.0, **average)


def _batches(fit: Fit, columns: Columns, size: int, count: int) -> LengthBatches:
    """Return batches of the first `count` inputs of the model; rows of weight 0 are left out."""
    if "weight" in columns:
        columns = _rows(columns, columns["weight"] > 0)
    reads = {name: columns[name] for name in fit.spec.reads}
    pieces = [encoded[:count] for encoded in in_pieces(reads, fit.encode)]
    inputs = tuple(np.concatenate(arrays) for arrays in zip(*pieces, strict=True))
    target = learnt_target(fit.spec, columns).astype(np.float32)
    weights = np.asarray(columns.get("weight", np.ones(len(target))), np.float32)
    return LengthBatches(inputs, target, weights, size, fit.architecture.reads_padding)


def learnt_target(spec: ModelSpec, columns: Columns) -> Floats:
    """Return what the network is to answer for every row, (N,)."""
    target = columns[spec.target]
    return np.log(target) if spec.logarithmic else target


def split(columns: Columns, share: float, seed: int) -> tuple[Columns, Columns]:
    """Return training and validation columns, about `share` of the measurable groups held out.

    Rows that share a `group` stay on one side, so that nothing seen in training is measured; rows
    marked `only_training` are never measured.
    """
    n = len(next(iter(columns.values())))
    groups = columns.get("group", np.arange(n))
    measurable = ~columns.get("only_training", np.zeros(n, bool)).astype(bool)
    names = np.unique(groups[measurable])
    drawn = np.random.default_rng(seed).permutation(len(names))[: round(share * len(names))]
    held_out = np.isin(groups, names[drawn])
    return _rows(columns, ~held_out), _rows(columns, held_out & measurable)


def _rows(columns: Columns, chosen: np.ndarray) -> dict[str, np.ndarray]:
    return {name: values[chosen] for name, values in columns.items()}


@dataclass(frozen=True)
class LengthBatches:
    """Batches of texts of like length, so that little time goes into padding.

    Lengths count only for padding behind the text (id 0); everything else is batched at random.

    Attributes:
        inputs: One array per model input, each with N rows.
        target: (N,).
        weights: (N,).
        size: Rows per batch.
        is_whole: Whether padding counts, so that no text may be cut to the length of its batch.
    """

    inputs: tuple[np.ndarray, ...]
    target: Floats
    weights: Floats
    size: int
    is_whole: bool = False

    @property
    def count(self) -> int:
        """Number of batches in an epoch."""
        return -(-len(self.target) // self.size)

    def draw(self, generator: np.random.Generator) -> Iterator[Batch]:
        """Yield every row once, in a new order: (inputs, target, weights) per batch."""
        lengths = np.zeros(len(self.target), int) if self.is_whole else _padded_lengths(self.inputs)
        order = generator.permutation(len(self.target))
        order = order[np.argsort(lengths[order], kind="stable")]
        starts = generator.permutation(range(0, len(order), self.size))
        for start in starts:
            rows = order[start : start + self.size]
            width = int(lengths[rows].max()) or None
            cut = tuple(x[rows, :width] if x.dtype.kind == "i" else x[rows] for x in self.inputs)
            yield cut if len(cut) > 1 else cut[0], self.target[rows], self.weights[rows]

    def as_tensorflow(self, seed: int) -> Any:
        """Return a `tf.data.Dataset` that draws anew for every epoch."""
        import tensorflow as tf

        generator = np.random.default_rng(seed)

        def spec(array: np.ndarray) -> Any:
            # Without its known width a column of numbers would make the answer's width unknown,
            # and Keras would compare every answer with every target.
            is_number = array.ndim == 2 and array.dtype.kind == "f"
            is_fixed = is_number or (self.is_whole and array.ndim > 1)
            free = array.shape[1:2] if is_fixed else (None,) * min(array.ndim - 1, 1)
            return tf.TensorSpec((None, *free, *array.shape[2:]), array.dtype)

        inputs = tuple(spec(x) for x in self.inputs)
        shapes = (inputs if len(inputs) > 1 else inputs[0], spec(self.target), spec(self.weights))
        batches = tf.data.Dataset.from_generator(
            lambda: self.draw(generator), output_signature=shapes
        )
        counted = tf.data.experimental.assert_cardinality(self.count)
        return batches.apply(counted).prefetch(2)


def _padded_lengths(inputs: tuple[np.ndarray, ...]) -> np.ndarray:
    """Return per row the width that holds its text, a multiple of 16; 0: padding is elsewhere."""
    first = inputs[0]
    if first.ndim != 2 or first.dtype.kind != "i" or not (first[:, -1] == PADDING).any():
        return np.zeros(len(first), int)
    longest = np.max([_last_word(x) for x in inputs], axis=0)
    return np.minimum(-(-longest // _WIDTH_STEP) * _WIDTH_STEP, first.shape[1])


def _last_word(ids: np.ndarray) -> np.ndarray:
    return ids.shape[1] - np.argmax(ids[:, ::-1] != PADDING, axis=1)


def describe_rows(columns: Columns) -> Mapping[str, int]:
    """Return how many rows came from where: source -> rows."""
    if "source" not in columns:
        return {"all": len(next(iter(columns.values())))}
    names, counts = np.unique(columns["source"].astype(str), return_counts=True)
    return {str(name): int(count) for name, count in zip(names, counts, strict=True)}
