"""Finds every model and dataset, loads trained models once per process, read-only."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import core.datasets
import core.models
from core.artifacts import Card
from core.contracts import REAL, TASKS, Dataset, DatasetSpec, ModelSpec
from core.errors import Incompatible, InvalidInput, LessonError
from core.predictors import TrainedModel, open_model
from core.settings import settings

RUN = "run:"


def _collect(package: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if module.name.rsplit(".", 1)[1].startswith("_"):
            continue
        specs = getattr(importlib.import_module(module.name), "SPECS", None)
        if specs is None:
            raise Incompatible(f"{module.name} must end with SPECS = (…); it has none.")
        for spec in specs:
            if spec.name in found:
                raise Incompatible(
                    f"Two specs are called {spec.name}; rename the one in {module.name}."
                )
            found[spec.name] = spec
    return dict(sorted(found.items(), key=lambda item: TASKS.index(item[1].task)))


@lru_cache(maxsize=1)
def models() -> Mapping[str, ModelSpec]:
    """Return every model by name, in the lecture's order."""
    return _collect(core.models)


@lru_cache(maxsize=1)
def datasets() -> Mapping[str, DatasetSpec]:
    """Return every dataset by name, in the lecture's order."""
    return _collect(core.datasets)


def model_spec(name: str) -> ModelSpec:
    """Return a model by name, for `run:<id>` the one that run trained.

    Raises:
        InvalidInput: There is no such model; the message lists the names.
        MissingData: There is no such run.
    """
    if _is_run(name):
        from core.run_models import run_spec

        return run_spec(name)
    return _named(models(), name, "model")


def dataset_spec(name: str) -> DatasetSpec:
    """Return a dataset by name; raises `InvalidInput` listing the names."""
    return _named(datasets(), name, "dataset")


def _is_run(name: str) -> bool:
    """Say whether a name is that of a training run; raises `InvalidInput` where it is no text."""
    if not isinstance(name, str):
        raise InvalidInput(f"A model is named by a text, not by {type(name).__name__}.")
    return name.startswith(RUN)


def _named(specs: Mapping[str, Any], name: str, kind: str) -> Any:
    if name not in specs:
        raise InvalidInput(f"There is no {kind} {name[:60]!r}. Choose one of: {', '.join(specs)}.")
    return specs[name]


@cache
def dataset(name: str) -> Dataset:
    """Return a whole dataset, loaded once; raises `MissingData` or `InvalidInput`."""
    return dataset_spec(name).load(None)


def origin(name: str) -> str:
    """Return where a dataset comes from now (`real`, `sample`, `simulated`), without loading it."""
    spec = dataset_spec(name)
    is_here = spec.files and all((settings().data_root / path).is_file() for path in spec.files)
    return REAL if is_here else spec.stand_in


def predictor(name: str) -> TrainedModel:
    """Return the shipped model `name`, or the model of a training run `run:<id>`, loaded once.

    Raises:
        InvalidInput, MissingData: No such model or run.
        NotTrained, Incompatible: Its folder is missing, damaged or of another version.
    """
    if _is_run(name):
        from core.run_models import run_model

        return run_model(name)
    return _shipped(name)


@cache
def _shipped(name: str) -> TrainedModel:
    return open_model(model_spec(name), settings().trained / name)


def card(name: str) -> Card:
    """Return what is known about a model that can answer, without keeping its weights in memory.

    Raises:
        InvalidInput, MissingData, NotTrained, Incompatible: As `predictor`.
    """
    return predictor(name).card if _is_run(name) else _shipped_card(name)


@cache
def _shipped_card(name: str) -> Card:
    return open_model(model_spec(name), settings().trained / name).card


def why_unavailable(name: str) -> str | None:
    """Return the reason why `name` cannot answer, or None when it can."""
    try:
        card(name)
    except LessonError as error:
        return str(error)
    return None
