"""What is there: every model with its figures beside the lecture's, every dataset."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from core import baseline, next_word, next_word_training, registry, shoe_ablation
from core.contracts import TASKS, ModelSpec
from core.errors import LessonError
from core.settings import settings


def every_model(names: Collection[str] | None = None) -> list[dict[str, Any]]:
    """Return one entry per model: parameters, training data, measured and lecture figures.

    Args:
        names: Which models; None: all.
    """
    found = registry.models().values()
    return [_model(spec) for spec in found if names is None or spec.name in names]


def _model(spec: ModelSpec) -> dict[str, Any]:
    known = {"model": spec.name, "title": spec.title, "task": spec.task}
    lecture = {**spec.reference.figures, "protocol": spec.reference.protocol}
    reason = registry.why_unavailable(spec.name)
    if reason:
        return {**known, "available": False, "reason": reason, "lecture": lecture}
    card = registry.card(spec.name)
    training = {name: value for name, value in card.training.items() if "loss" not in name}
    return {
        **known,
        "available": True,
        "parameters": card.parameters,
        "threshold": card.threshold,
        "training": training,
        "measured": list(card.measured),
        "lecture": lecture,
    }


def language_model() -> dict[str, Any]:
    """Return the entry of the next-word model, which answers with a word and not with a number."""
    known = {"model": next_word.NAME, "title": next_word.TITLE, "task": "words"}
    lecture = {"protocol": "not in the lecture"}
    try:
        card = next_word.card()
    except LessonError as error:
        return {**known, "available": False, "reason": str(error), "lecture": lecture}
    training = {name: value for name, value in card.training.items() if "loss" not in name}
    return {
        **known, "available": True, "parameters": card.parameters, "training": training,
        "measured": list(card.measured), "lecture": lecture,
    }  # fmt: skip


def baselines(task: str) -> list[dict[str, Any]]:
    """Return the baselines of a task that were fitted to the same rows as its models."""
    found = [baseline.shipped()] if task == "sentiment" else []
    if task == "price":
        found = list(shoe_ablation.simple_models())
    if task == "words":
        found = [baseline.shipped(next_word_training.BASELINE)]
    lecture = {"protocol": "not in the lecture"}
    return [{**one, "available": True, "lecture": lecture} for one in found if one is not None]


def with_baselines() -> list[dict[str, Any]]:
    """Return every model, and after those of a task its baselines."""
    models = [*every_model(), language_model()]
    return [
        entry
        for task in (*TASKS, "words")
        for entry in [*(m for m in models if m["task"] == task), *baselines(task)]
    ]


def every_dataset() -> list[dict[str, Any]]:
    """Return one entry per dataset: what is used now, its rows, source and licence."""
    found = []
    for spec in registry.datasets().values():
        entry: dict[str, Any] = {"dataset": spec.name, "title": spec.title, "task": spec.task}
        try:
            data = registry.dataset(spec.name)
            entry |= {"origin": data.origin, "rows": len(data), "note": data.note}
        except LessonError as error:
            entry |= {"origin": "unavailable", "reason": str(error)}
        found.append({**entry, "source": spec.source, "licence": spec.licence})
    return [*found, {"data_root": str(settings().data_root)}]


def as_markdown() -> str:
    """Return the table of README.md: one row per model and measurement."""
    lines = [
        "| model | parameters | measured on | ours | the lecture's |",
        "| --- | ---: | --- | --- | --- |",
    ]
    for entry in with_baselines():
        if not entry["available"]:
            lines.append(f"| {entry['model']} | – | not available | – | {_lecture(entry)} |")
            continue
        for position, measured in enumerate(entry["measured"]):
            first = position == 0
            lines.append(
                f"| {entry['model'] if first else ''} "
                f"| {format(entry['parameters'], ',') if first else ''} "
                f"| {_where(measured)} (n = {measured['n']:,}) | {figures_line(measured)} "
                f"| {_lecture(entry) if first else ''} |"
            )
    return "\n".join(lines)


def _where(measured: Mapping[str, Any]) -> str:
    return ": ".join(str(measured[name]) for name in ("counted", "data") if name in measured)


def figures_line(figures: Mapping[str, Any]) -> str:
    """Return the figures of one measurement in words, the important ones first."""
    shown = [
        ("accuracy", "accuracy {:.4f}"),
        ("loss", "loss {:.4f}"),
        ("auc", "AUC {:.4f}"),
        ("f1", "F1 {:.4f}"),
        ("calibration_error", "calibration error {:.3f}"),
        ("mse", "MSE {:.5f}"),
        ("mae", "MAE {:.4f}"),
        ("perplexity", "perplexity {:.1f}"),
    ]
    if "rmsle" in figures:  # of prices
        shown = [
            ("mae", "MAE ${:.2f}"),
            ("median_error", "median error ${:.2f}"),
            ("rmsle", "RMSLE {:.4f}"),
            ("r2_log", "R\u00b2 of logarithms {:.4f}"),
            ("coverage_of_products", "interval holds {:.1%} of products"),
        ]
    said = [text.format(figures[name]) for name, text in shown if name in figures]
    if "pairs" in figures:
        said.append("both texts of {pairs_right} of {pairs} pairs".format(**figures))
    return ", ".join(said)


def _lecture(entry: Mapping[str, Any]) -> str:
    lecture = entry["lecture"]
    figures = figures_line(lecture)
    return f"{figures} ({lecture['protocol']})" if figures else str(lecture["protocol"])
