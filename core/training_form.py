"""The form of the training room as text in a link and as a request: only what was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from core import registry
from core.contracts import OWN, ModelSpec
from core.errors import LessonError
from core.option_form import OptionField, option_fields
from core.run_request import (
    FEWEST_ROWS,
    MOST_BATCH,
    MOST_EPOCHS,
    MOST_HELD_OUT,
    MOST_RATE,
    MOST_ROWS,
    RunRequest,
)
from core.settings import serving
from core.training import has_keras

FIRST_MODEL, BY_HAND = "sentiment-lstm", "stocks-neuron"
_LONGEST = 600  # characters of the settings in a link
_SEPARATOR = ";"
# Field of the form -> field of the request; a network may have an option named `rows`, too.
HOW = {
    **{
        name: name
        for name in ("epochs", "batch", "learning_rate", "validation", "patience", "seed")
    },
    "rows_used": "rows",
}


def recipe_fields(spec: ModelSpec) -> tuple[OptionField, ...]:
    """Return how a model learns, as fields of the form, the lecture's or our defaults in them."""
    recipe = spec.recipe
    return (
        OptionField(
            "epochs", "whole", recipe.epochs, "How often all rows are read.", 1, MOST_EPOCHS
        ),
        OptionField(
            "batch", "whole", recipe.batch,
            "Rows between two steps of the weights; 0 reads all rows before each step.",
            min(recipe.batch, 1), MOST_BATCH,
        ),
        OptionField(
            "learning_rate", "number", recipe.learning_rate,
            "How far a step goes along the gradient. Try a large one, too.", 1e-9, MOST_RATE,
        ),
        OptionField(
            "validation", "number", recipe.validation,
            "Share of the rows held out: never learnt from, only measured on.", 0, MOST_HELD_OUT,
        ),
        OptionField(
            "patience", "whole", recipe.patience or 0,
            "Epochs without a better held-out loss before it ends; 0 never ends it early.",
            0, MOST_EPOCHS,
        ),
        OptionField("seed", "whole", 1, "Of everything random: the same again gives the same.",
                    0, 2**31 - 1),
        OptionField(
            "rows_used", "whole", "", "How many rows are used; empty takes all.",
            FEWEST_ROWS, MOST_ROWS,
        ),
    )  # fmt: skip


def fields_of(model: str) -> tuple[OptionField, ...]:
    """Return every field of the form of a model; raises `InvalidInput` when there is no such."""
    spec = registry.model_spec(model)
    return (*recipe_fields(spec), *option_fields(spec))


def settings_text(model: str, names: Sequence[str], values: Sequence[Any]) -> str:
    """Return what was changed, such as `epochs=3;units=5`; empty where nothing was.

    Args:
        model: Name of the model.
        names: Fields of the form.
        values: What stands in each.
    """
    known = {field.name: field for field in fields_of(model)}
    said = []
    for name, value in zip(names, values, strict=True):
        field = known.get(name)
        if field and value is not None and _plain(value) != _plain(field.default):
            said.append(f"{name}={_plain(value)}")
    return _SEPARATOR.join(said)


def request_of(model: str, text: str, dataset: str = "", note: str = "") -> RunRequest:
    """Return the run that a form asks for.

    Args:
        model: Name of the model.
        text: As `settings_text` returns it.
        dataset: Name of a dataset; empty for that of the lecture.
        note: A few words that tell this run from others.

    Raises:
        InvalidInput: A setting is unknown, of another kind or out of its range.
    """
    given = read_settings(text)
    how = {field: given.pop(name) for name, field in HOW.items() if name in given}
    return RunRequest(model, given, dataset=dataset, note=note, **how)


def read_settings(text: Any) -> dict[str, Any]:
    """Return setting -> value of a text from a link; what is no setting is left out."""
    parts = str(text or "")[:_LONGEST].split(_SEPARATOR)
    pairs = [part.partition("=") for part in parts if "=" in part]
    return {name.strip()[:40]: value.strip() for name, _, value in pairs if name.strip()}


def _plain(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    if isinstance(value, float) and value % 1 == 0 and abs(value) < 1e15:
        return str(int(value))
    return str(value)


@dataclass(frozen=True)
class TrainingVisit:
    """What a link to the training room asks for, made usable.

    Attributes:
        model: A model that there is.
        text: Its changed settings; only such as can be used.
        values: Field -> what stands in it.
        runs: Ids of the runs on the curves, unchecked.
        remarks: What in the link could not be used, in sentences.
    """

    model: str
    text: str
    values: Mapping[str, Any]
    runs: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def visit_from_link(query: Mapping[str, Any], most_runs: int) -> TrainingVisit:
    """Return what a link asks for; what it gets wrong becomes a remark, never an error."""
    is_trained = has_keras() or serving().engine == "celery"
    first = FIRST_MODEL if is_trained else BY_HAND
    model, remarks = str(query.get("model") or first), []
    if model not in registry.models():
        remarks.append(f"The link asks for a model {model[:40]!r}, which there is not.")
        model = first
    text = str(query.get("set") or "")
    try:
        request_of(model, text)
    except LessonError as error:
        remarks.append(f"The settings in the link were not used. {error}")
        text = ""
    defaults = {field.name: field.default for field in fields_of(model)}
    runs = tuple(name for name in str(query.get("runs") or "").split(",") if name)[:most_runs]
    return TrainingVisit(model, text, {**defaults, **read_settings(text)}, runs, tuple(remarks))


def told(request: RunRequest) -> str:
    """Return the settings in which a run differs from its model's own, in words.

    Where nothing differs it says so.
    """
    recipe, own = request.spec.recipe, asdict(request.spec.options)
    changed = {n: v for n, v in request.options.items() if v != own.get(n)}
    how = {
        name: getattr(request, name)
        for name in ("epochs", "batch", "learning_rate", "validation", "patience")
        if getattr(request, name) != (getattr(recipe, name) or 0)
    }
    also = {"rows": request.rows} if request.rows else {}
    said = [f"{name} {_plain(value)}" for name, value in {**also, **how, **changed}.items()]
    whose = (
        "the lecture\u2019s model, nothing changed" if request.spec.faults else "nothing changed"
    )
    data = ["own rows"] if request.dataset == OWN else []
    return ", ".join([*data, *(said or [whose]), f"seed {request.seed}"])
