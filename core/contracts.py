"""What the parts of Unrolled promise each other: frozen dataclasses and protocols, no behaviour.

Letters: N series or texts, T time steps, P neurons, V vocabulary size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from core.text import Vocabulary

Floats = NDArray[np.floating[Any]]
Integers = NDArray[np.integer[Any]]
Columns = Mapping[str, NDArray[Any]]
Weights = Mapping[str, NDArray[Any]]

REAL, SAMPLE, SIMULATED, OWN = "real", "sample", "simulated", "own"
STATES = ("activation", "input", "forget", "candidate", "output", "state")  # of a recurrent unit
Spelling = Literal["typed", "plain", "marked"]  # of the words a vocabulary knows
TASKS = ("forecast", "sentiment", "pairs", "price", "memory")  # in the order of the lecture
SERIES_TASKS = ("forecast", "memory")  # read one series per row
CLASSIFIED = ("sentiment", "pairs", "memory")  # whose answer is the probability of class 1


@dataclass(frozen=True)
class Dataset:
    """Rows in memory, read-only.

    Beside its fields a dataset may have `source` (where a row comes from), `group` (rows that must
    stay on one side of a split) and `only_training` (rows that must never be measured on).

    Attributes:
        name: Name of the `DatasetSpec` it came from.
        origin: `real`, `sample` (written for the product), `simulated` or `own` (a visitor's).
        note: One sentence a page shows: which data this is.
        columns: Field name -> array of N values (or (N, T) for a series).
    """

    name: str
    origin: str
    note: str
    columns: Columns

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))


@dataclass(frozen=True)
class RemoteFile:
    """A file that `python -m core data get` can fetch: where from, what it must hash to."""

    path: str
    url: str
    sha256: str


@dataclass(frozen=True)
class DatasetSpec:
    """A dataset as declared data.

    Attributes:
        name: Name on the command line.
        title: Name on screen.
        task: `forecast`, `sentiment`, `pairs` or `price`.
        fields: Field name -> kind (`text`, `label`, `series`, `number`, `name`).
        source: Who made it and where it comes from.
        licence: What may be done with it.
        files: Files under the data root that must all be there for the real data to be used.
        stand_in: Origin of what is used otherwise.
        load: Returns the dataset, at most `rows` rows (None: all); raises `MissingData` or
            `InvalidInput` (row and column named).
        tests: Files under the data root that are only for measuring -> what to call them.
        sample: File in `data/samples` with rows written for the product, never trained on when real
            data is there.
        contrast: File in `data/samples` with pairs of texts whose small difference turns the label.
        remote: Files the command line can fetch; empty when the owners' terms forbid it.
    """

    name: str
    title: str
    task: str
    fields: Mapping[str, str]
    source: str
    licence: str
    files: tuple[str, ...]
    stand_in: str
    load: Callable[[int | None], Dataset]
    tests: Mapping[str, str] = field(default_factory=dict)
    sample: str = ""
    contrast: str = ""
    remote: tuple[RemoteFile, ...] = ()


@dataclass(frozen=True)
class Reference:
    """What the lecture printed for a model: name of the figure -> value, and its data in words."""

    figures: Mapping[str, float] = field(default_factory=dict)
    protocol: str = ""


@dataclass(frozen=True)
class Recipe:
    """How a model is fitted, apart from its layers.

    Attributes:
        loss: Name of the Keras loss.
        epochs, batch, learning_rate: As in the lecture, or better.
        patience: Epochs without a better validation loss before stopping; None never stops early.
        validation: Share of the rows set aside; 0 measures on the training rows (the lecture's
            stocks).
        cools: Whether the learning rate falls to 0 over the epochs, along half a cosine.
        averaged: Momentum of a running average of the weights that replaces them after each
            epoch; None keeps the last weights.
        keeps_last: Whether the last epoch is kept instead of the one with the lowest validation
            loss: where the learning rate has fallen to 0, it tells best which row is more probable
            than which and is only too sure of itself, what the calibration mends.
    """

    loss: str
    epochs: int
    batch: int
    learning_rate: float = 0.001
    patience: int | None = None
    validation: float = 0.1
    cools: bool = False
    averaged: float | None = None
    keeps_last: bool = False


@dataclass(frozen=True)
class Start:
    """What a model may learn from before its epochs begin.

    Attributes:
        columns: The training rows.
        encode: Columns -> one array per model input, as in answering.
        target, weights: (N,) labels and weights of the rows.
        options: The model's options.
        seed: Of everything random.
        say: Called with what is being done now, for the progress bar.
    """

    columns: Columns
    encode: Callable[[Columns], tuple[NDArray[Any], ...]]
    target: Floats
    weights: Floats
    options: Any
    seed: int
    say: Callable[[str], object]


@dataclass(frozen=True)
class ModelSpec:
    """A model as declared data.

    Attributes:
        name: Name on the command line and of the folder in `data/trained`.
        title: Name on screen.
        task: Same words as `DatasetSpec.task`.
        dataset: The dataset of the lecture.
        reads: Fields that answering needs.
        target: Field that training needs besides.
        options: Frozen dataclass of what shapes the network and its input.
        recipe: How it is fitted.
        build: Options -> `keras.Model`, not compiled (imports Keras inside).
        encode: (columns, options, vocabulary) -> one array per model input. The only way in, for
            training and for answering alike.
        reference: What the lecture printed.
        faults: Known faults of the lecture's recipe and what was done about each, for learners.
        words: Fields a vocabulary is learnt from; empty without one.
        spelling: Whether the vocabulary takes words as typed (the lecture) or in a plain spelling.
        weigh: columns -> weight of every row (N,), for training and validation.
        augment: (columns, seed) -> training columns with more rows.
        fit: Replaces Keras for a model that is trained by hand: (inputs, target, recipe) -> one
            record and the weights after every epoch.
        plan: The layers of such a model, as `core.architecture` stores them: what `build` would
            make, known without Keras.
        divide: (columns, options) -> rows to fit and rows to check, where drawing them at random
            would let the future in.
        settle: (weights, answers for the rows to check, these rows) -> the weights to keep.
        measured_on: Which rows its own figures are measured on, in words; a forecaster is measured
            on all series of its dataset.
        begin: (model, start) -> the part of the Keras model, with its first inputs, that the epochs
            train; sets the weights of everything else.
        last_lesson: (training rows, seed) -> rows on which the best epoch is trained a little
            further at the end.
        trusted: Columns -> which validation rows (N,) the mixture and the calibration are fitted
            to; None takes all.
        mixed: Name of the step whose columns the last layer weighs; those weights are fitted on the
            validation rows after the epochs. Empty: the epochs train them.
        learn: (training columns, options) -> options, with what an encoder has to learn from rows.
        hold_back: Columns -> the rows that neither training nor the choice of the epoch may see:
            those an interval is fitted to (`interval`) and those that are measured (`test`).
        logarithmic: Whether the network answers the natural logarithm of the target.
    """

    name: str
    title: str
    task: str
    dataset: str
    reads: tuple[str, ...]
    target: str
    options: Any
    recipe: Recipe
    build: Callable[[Any], Any]
    encode: Callable[[Columns, Any, Vocabulary | None], tuple[NDArray[Any], ...]]
    reference: Reference = Reference()
    faults: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    spelling: Spelling = "typed"
    weigh: Callable[[Columns], Floats] | None = None
    augment: Callable[[Columns, int], Columns] | None = None
    fit: Callable[[NDArray[Any], Floats, Recipe], Iterator[tuple[EpochRecord, Weights]]] | None = (
        None
    )
    plan: Mapping[str, Any] | None = None
    divide: Callable[[Columns, Any], tuple[Columns, Columns]] | None = None
    settle: Callable[[Weights, Floats, Columns], Weights] | None = None
    measured_on: str = ""
    begin: Callable[[Any, Start], Any] | None = None
    last_lesson: Callable[[Columns, int], Columns] | None = None
    trusted: Callable[[Columns], NDArray[np.bool_]] | None = None
    mixed: str = ""
    learn: Callable[[Columns, Any], Any] | None = None
    hold_back: Callable[[Columns], Mapping[str, Columns]] | None = None
    logarithmic: bool = False


@dataclass(frozen=True)
class EpochRecord:
    """What one epoch of training ended with."""

    epoch: int
    loss: float
    val_loss: float | None = None
    metrics: Mapping[str, float] = field(default_factory=dict)


class Token(NamedTuple):
    """One token of a text as the model sees it.

    Attributes:
        start, end: Characters of the original text, `text[start:end]`.
        word: The word that is looked up (lower case).
        id: Row of the embedding table.
        is_known: False when the vocabulary lacks the word (it is then read as "unknown").
        is_read: False when the text was too long and this token was cut off.
    """

    start: int
    end: int
    word: str
    id: int
    is_known: bool
    is_read: bool


@dataclass(frozen=True)
class TokenTrace:
    """What happened inside a model while it read one text; T counts the tokens that were read.

    Attributes:
        text: The text as shown (cut to the limit).
        tokens: All tokens, also those that were cut off.
        activations: (T, P) output of the probed layer after every token read.
        gates: Gate name (`input`, `forget`, `candidate`, `output`, `state`) -> (T, P).
        opinion: (T,) probability after each token, as if the text ended there.
        probability: The model's answer for the whole text.
    """

    text: str
    tokens: tuple[Token, ...]
    activations: Floats
    gates: Mapping[str, Floats]
    opinion: Floats
    probability: float


class Predictor(Protocol):
    """Anything that answers for N rows."""

    def predict(self, columns: Columns) -> Floats:
        """Return (N,) answers: probabilities of class 1, or forecasts."""
        ...


class Traceable(Predictor, Protocol):
    """A predictor of texts that can show what happened inside."""

    def trace(self, text: str) -> TokenTrace:
        """Return every state of the probed layer while reading `text`."""
        ...
