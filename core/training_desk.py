"""What the training room does when a visitor asks: start, act on runs, compare, hand over, try."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from core import registry, runs, training
from core.contracts import OWN, ModelSpec
from core.engines import engine
from core.errors import InvalidInput, LessonError
from core.own_training import rows_for
from core.run_files import file_of
from core.run_models import run_model
from core.run_news import MOST_SHOWN, news
from core.run_request import RunRequest, differences
from core.settings import settings
from core.training_form import HOW, request_of, settings_text

_FIRST_WORDS = {"forecast": "Time", "sentiment": "Text", "pairs": "Pairs", "price": "Play",
                "memory": "Memory"}  # fmt: skip
_PAGES = {"sentiment": "/sentiment", "pairs": "/questions", "forecast": "/stocks"}
_GIVEN = {"sentiment": ("text",), "pairs": ("question1", "question2")}


def model_groups() -> list[dict[str, Any]]:
    """Return every model that can be trained, by task, as `group` and `items`."""
    groups: dict[str, list[dict[str, str]]] = {}
    for spec in registry.models().values():
        word = _FIRST_WORDS.get(spec.task, spec.task)
        groups.setdefault(word, []).append({"value": spec.name, "label": spec.title})
    return [{"group": word, "items": items} for word, items in groups.items()]


def about(model: str) -> str:
    """Return which data a model learns from here, and how the lecture's recipe was; a sentence."""
    spec = registry.model_spec(model)
    data = registry.dataset_spec(spec.dataset)
    return f"Learns from: {data.title} ({registry.origin(data.name)}). {data.source}"


def why_no_keras() -> str:
    """Return what is missing for training networks here; nothing where it is there."""
    if engine().is_elsewhere:
        return ""
    try:
        training.require_keras()
    except LessonError as error:
        return f"{error} \u2013 until then the lecture's one neuron, plain NumPy, can be trained."
    return ""


def noted(model: str, names: Sequence[str], values: Sequence[Any]) -> tuple[str, str]:
    """Return the changed settings of a form as text, and what is wrong with them."""
    text = settings_text(model, names, values)
    try:
        request_of(model, text)
    except LessonError as error:
        return text, str(error)
    return text, ""


def start(requests: Sequence[RunRequest], own_rows: bytes | None = None) -> list[str]:
    """Start runs in this order and return their ids.

    Args:
        requests: What to train.
        own_rows: The rows that come with them, as `core.own_training.rows_for` returns them.

    Raises:
        LessonError: They cannot be trained here, or there is no room.
    """
    trainer = engine()
    if not trainer.is_elsewhere and any(request.spec.fit is None for request in requests):
        training.require_keras()
    return [trainer.start(request, own_rows) for request in requests]


def start_form(model: str, text: str, note: Any, held: Any) -> list[str]:
    """Start the run of a form and return its id, in a list.

    Args:
        model: Name of the model.
        text: Its changed settings.
        note: A name for the run.
        held: {token, name} of the visitor's own rows; None for the lecture's data.

    Raises:
        LessonError: It cannot be trained.
    """
    rows = rows_for(held, model)
    request = request_of(model, text, dataset=whose(rows), note=str(note or ""))
    return start([request], rows)


def weigh(model: str, text: str, held: Any = None) -> str:
    """Return the key under which the answer to "what would it take?" will be found."""
    rows = rows_for(held, model)
    return engine().ask_estimate(request_of(model, text, dataset=whose(rows)), rows)


def whose(rows: bytes | None) -> str:
    """Return the name of the dataset of a request: that of own rows where there are such."""
    return "" if rows is None else OWN


def told_news(asked: Any) -> dict[str, Any]:
    """Return what is new, and the answer to an estimate that was asked for, in a sentence."""
    found = news(asked)
    key = asked.get("question") if isinstance(asked, Mapping) else None
    answer = engine().estimate_of(key) if isinstance(key, str) else None
    return {**found, "estimate": _estimated(answer) if answer else ""}


def duration(seconds: float) -> str:
    """Return a time in words."""
    if seconds < 100:
        whole = max(round(seconds), 1)
        return f"{whole} second{'' if whole == 1 else 's'}"
    return f"{seconds / 60:,.0f} minutes"


def _estimated(answer: Mapping[str, Any]) -> str:
    if "refused" in answer:
        return str(answer["refused"])
    time = duration(answer["seconds"])
    return (
        f"{answer['parameters']:,} parameters, {answer['rows']:,} rows to learn from. A second of "
        f"training read {answer['rate']:,.0f} rows, so all epochs should take about {time} here."
    )


def act(asked: Any) -> str:
    """Do one thing to the chosen runs and say what was done.

    Args:
        asked: {act: `stop`, `pin`, `unpin` or `delete`, ids}.

    Raises:
        LessonError: It cannot be done.
    """
    what, ids = asked.get("act"), list(asked.get("ids") or ())[:MOST_SHOWN]
    acts = {
        "stop": (engine().stop, "Asked to stop; the best epoch so far is kept."),
        "pin": (lambda name: runs.pin(name, keep=True), "Kept when room is needed."),
        "unpin": (lambda name: runs.pin(name, keep=False), "No longer kept when room is needed."),
        "delete": (engine().delete, "Deleted."),
    }
    if what not in acts or not ids:
        raise InvalidInput("Choose runs in the table first.")
    function, said = acts[what]
    for run_id in ids:
        function(run_id)
    return said


def compared(chosen: Any) -> tuple[tuple[str, str], dict[str, tuple[Any, Any]]] | None:
    """Return what two runs are called and in what they differ; None unless there are two."""
    if not isinstance(chosen, list) or len(chosen) != 2:
        return None
    try:
        one, two = (runs.one_run(run_id) for run_id in chosen)
    except LessonError:  # one of them is gone meanwhile
        return None
    return (called(one.request), called(two.request)), differences(one.request, two.request)


def called(request: RunRequest) -> str:
    """Return what a run is called: its note, or the title of its model."""
    return request.note or request.spec.title


def handed_over(asked: Any) -> tuple[str, bytes]:
    """Return name and content of the file that was asked for: {act, id}."""
    asked = asked or {}
    return file_of(asked.get("id"), asked.get("act"))


def settings_of(run_id: Any) -> tuple[str, str]:
    """Return the model of a run and its settings as a link has them."""
    request = runs.one_run(run_id).request
    how = request.to_json()
    fields = {**asdict(request.full_options()), **{name: how[own] for name, own in HOW.items()}}
    return request.model, settings_text(request.model, list(fields), list(fields.values()))


def fields_to_try(spec: ModelSpec) -> tuple[str, ...]:
    """Return what one types to try a model: nothing where it reads numbers."""
    return _GIVEN.get(spec.task, ())


def tried(run_id: Any, first: str, second: str) -> dict[str, Any]:
    """Return what a run makes of what was typed, or of rows of its own data.

    Returns:
        `said`: a sentence; `probability` where there is one.

    Raises:
        LessonError: The run is gone or has no model, or nothing was typed.
    """
    model = run_model(run_id)
    given = fields_to_try(model.spec)
    if not given:
        return {"said": _on_own_rows(model), "probability": None}
    texts = [text[: settings().text_limit] for text in (first, second)][: len(given)]
    if not all(text.strip() for text in texts):
        raise InvalidInput("Type something for it to read first.")
    columns = {
        name: np.array([text], dtype=object) for name, text in zip(given, texts, strict=True)
    }
    probability = float(model.predict(columns)[0])
    word = "positive" if model.spec.task == "sentiment" else "the same question"
    return {"said": f"{model.spec.title}: {probability:.1%} {word}.", "probability": probability}


def _on_own_rows(model: Any) -> str:
    data = registry.dataset(model.spec.dataset).columns
    few = {name: values[:8] for name, values in data.items()}
    answers, target = model.predict(few), few[model.spec.target]
    pairs = (f"{answer:.2f} (true {true:g})" for answer, true in zip(answers, target, strict=True))
    whose = "the lecture's data" if model.card.training.get("dataset") == OWN else "its data"
    return f"{model.spec.title}, the first rows of {whose}: {', '.join(pairs)}."


def path_of(run_id: Any) -> str:
    """Return where else a run can be opened, page and query; empty where it cannot be (yet)."""
    try:
        run = runs.one_run(run_id)
    except LessonError:
        return ""
    page = _PAGES.get(run.request.spec.task, "")
    can_answer = run.has_model and run.story.is_over
    return f"{page}?model={run.link}" if page and can_answer else ""
