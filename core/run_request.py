"""What somebody wants trained: a model, its data and how it is to learn; checked before it runs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from core import registry
from core.contracts import OWN, ModelSpec, Recipe
from core.errors import Incompatible, InvalidInput
from core.option_form import read_options

FEWEST_ROWS, MOST_ROWS = 20, 1_000_000
MOST_EPOCHS, MOST_BATCH = 2_000, 16_384
MOST_RATE = 1e9
MOST_HELD_OUT = 0.9
_LONGEST_NOTE = 60
_SEEDS = 2**31 - 1


@dataclass(frozen=True)
class RunRequest:
    """One training run, as asked for; from a browser or a command line, so it checks itself.

    What is left out (None, or no options) is as the model's recipe and options have it.

    Attributes:
        model: Name of the model.
        options: Option -> value, only those that differ from the model's own.
        dataset: Name of a dataset; `own` for rows that come with the run; empty: the lecture's.
        rows: How many rows are used, `FEWEST_ROWS` to `MOST_ROWS`; None uses all.
        epochs, batch, learning_rate: How it learns; batch 0 is all rows at once, for models that
            learn so.
        validation: Share of the rows held out, 0 to 0.9.
        patience: Epochs without a better held-out loss before it ends; 0 never ends it early.
        seed: Of everything random.
        note: A few words that tell this run from others.
        sweep: Id that the runs of a sweep share.

    Raises:
        InvalidInput: Something is missing or out of its range.
        Incompatible: The data is not what the model reads.
    """

    model: str
    options: Mapping[str, Any] = field(default_factory=dict)
    dataset: str = ""
    rows: int | None = None
    epochs: int | None = None
    batch: int | None = None
    learning_rate: float | None = None
    validation: float | None = None
    patience: int | None = None
    seed: int = 1
    note: str = ""
    sweep: str = ""

    def __post_init__(self) -> None:
        """Check every setting and fill in what was left out; raises `LessonError`."""
        spec = registry.model_spec(str(self.model))
        recipe = spec.recipe
        self._set("options", _changed(spec, _mapping(self.options)))
        self._set("dataset", _dataset(spec, self.dataset))
        self._set("rows", _rows(self.rows))
        epochs, batch = _unset(self.epochs, recipe.epochs), _unset(self.batch, recipe.batch)
        self._set("epochs", _whole("epochs", epochs, 1, MOST_EPOCHS))
        self._set("batch", _whole("batch", batch, min(recipe.batch, 1), MOST_BATCH))
        self._set("learning_rate", _rate(self.learning_rate, recipe.learning_rate))
        self._set("validation", _share(self.validation, recipe.validation))
        patience = _unset(self.patience, recipe.patience or 0)
        self._set("patience", _whole("patience", patience, 0, MOST_EPOCHS))
        self._set("seed", _whole("seed", self.seed, 0, _SEEDS))
        self._set("note", " ".join(str(self.note or "").split())[:_LONGEST_NOTE])
        self._set("sweep", str(self.sweep or "")[:_LONGEST_NOTE])

    def _set(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)

    @property
    def spec(self) -> ModelSpec:
        """The model."""
        return registry.model_spec(self.model)

    def full_options(self) -> Any:
        """Return the options the network is built with."""
        return read_options(self.spec, self.options)

    def recipe(self) -> Recipe:
        """Return how it is fitted; one epoch has no patience to lose."""
        own = {
            "epochs": self.epochs,
            "batch": self.batch,
            "learning_rate": self.learning_rate,
            "validation": self.validation,
            "patience": self.patience or None,
        }
        return replace(self.spec.recipe, **own)  # type: ignore[arg-type]

    def settings(self) -> dict[str, Any]:
        """Return every setting by name, the options one by one, for a table of runs."""
        whole = self.to_json()
        for name in ("options", "note", "sweep"):
            whole.pop(name)
        return {**whole, **asdict(self.full_options())}

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self) | {"options": dict(self.options)}

    @classmethod
    def from_json(cls, data: Any) -> RunRequest:
        """Return what `to_json` wrote; raises `InvalidInput` when it is something else."""
        known = cls.__dataclass_fields__
        if not isinstance(data, Mapping) or "model" not in data:
            raise InvalidInput("A run needs a model; none was named.")
        return cls(**{name: value for name, value in data.items() if name in known})


def _mapping(options: Any) -> Mapping[str, Any]:
    if not isinstance(options, Mapping):
        raise InvalidInput("Options are given by name, such as units=10.")
    return options


def _changed(spec: ModelSpec, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that differ from the model's own, as plain values."""
    chosen, own = asdict(read_options(spec, given)), asdict(spec.options)
    return {name: value for name, value in chosen.items() if value != own[name]}


def _dataset(spec: ModelSpec, name: Any) -> str:
    """Return the dataset; raises `Incompatible` where the model reads something else."""
    if name == OWN:
        return OWN
    data = registry.dataset_spec(str(name or spec.dataset))
    missing = [wanted for wanted in (*spec.reads, spec.target) if wanted not in data.fields]
    if data.task != spec.task or missing:
        raise Incompatible(
            f"{spec.title} learns from {spec.dataset}, not from {data.name}: "
            f"it reads {', '.join(spec.reads)} and needs {spec.target}."
        )
    return data.name


def _unset(given: Any, default: int) -> Any:
    return default if given in (None, "") else given


def _rows(given: Any) -> int | None:
    if given in (None, ""):
        return None
    return _whole("rows", given, FEWEST_ROWS, MOST_ROWS)


def _whole(name: str, given: Any, low: int, high: int) -> int:
    try:
        value = float(given) if not isinstance(given, bool) else math.nan
    except (TypeError, ValueError, OverflowError):
        value = math.nan
    if not (math.isfinite(value) and value % 1 == 0 and low <= value <= high):
        shown = f"{int(value):,}" if math.isfinite(value) and value % 1 == 0 else repr(given)[:40]
        raise InvalidInput(f"{name} is a whole number from {low:,} to {high:,}, not {shown}.")
    return int(value)


def _rate(given: Any, default: float) -> float:
    try:
        value = float(default if given in (None, "") else given)
    except (TypeError, ValueError):
        value = math.nan
    if not (math.isfinite(value) and 0 < value <= MOST_RATE):
        raise InvalidInput(
            f"The learning rate is a number above 0, at most {MOST_RATE:g}; not {given!r:.40}."
        )
    return value


def _share(given: Any, default: float) -> float:
    try:
        value = float(default if given in (None, "") else given)
    except (TypeError, ValueError):
        value = math.nan
    if not 0 <= value <= MOST_HELD_OUT:
        raise InvalidInput(
            f"The share of rows held out is a number from 0 to {MOST_HELD_OUT}; not {given!r:.40}."
        )
    return value


def differences(first: RunRequest, second: RunRequest) -> dict[str, tuple[Any, Any]]:
    """Return setting -> what either run had, for every setting in which they differ."""
    one, two = first.settings(), second.settings()
    names = list(dict.fromkeys([*one, *two]))
    return {
        name: (one.get(name), two.get(name)) for name in names if one.get(name) != two.get(name)
    }
