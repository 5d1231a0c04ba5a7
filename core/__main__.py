"""The command line: python -m core info | data | train | refit | measure | evaluate …."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from tqdm import tqdm

from core import (
    baseline,
    download,
    export,
    grid_run,
    next_word,
    next_word_course,
    next_word_training,
    overview,
    refits,
    refitting,
    registry,
    shoe_baseline,
    training,
)
from core.contracts import Dataset, DatasetSpec, EpochRecord
from core.engines import Engine, engine_named
from core.errors import InvalidInput, LessonError
from core.fitted import finish
from core.held_out import with_answers
from core.measuring import evaluate_file, remeasured
from core.predictors import TrainedModel, open_model
from core.recent_prices import fetch_prices
from core.run_request import RunRequest
from core.settings import serving, settings
from core.streaming import predict_file
from core.swept import sweep_of

OK, BAD_INPUT, INTERRUPTED = 0, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, or 2 with one clear line on bad input."""
    try:
        chosen = _parser().parse_args(arguments)
        chosen.run(chosen)
    except LessonError as error:
        print(f"error: {' '.join(str(error).split())}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
    return OK


class _Parser(argparse.ArgumentParser):
    """Says in one line what was wrong with the arguments."""

    def error(self, message: str) -> NoReturn:
        raise InvalidInput(f"{message}. See: {self.prog} --help")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m core", description="Unrolled without a screen")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    info = commands.add_parser("info", help="every model: parameters, data, measured figures")
    info.add_argument("--markdown", action="store_true", help="as the table in README.md")
    info.set_defaults(run=show_info)
    _data_parser(commands)
    train = commands.add_parser("train", help="train a model and save it")
    train.add_argument("model")
    for option in ("epochs", "rows"):
        train.add_argument(f"--{option}", type=_positive)
    train.add_argument("--seed", type=int, default=1)
    train.add_argument("--out", type=Path, help="folder of the model (default: data/trained/MODEL)")
    _grid_arguments(train)
    train.set_defaults(run=train_model)
    refit = commands.add_parser(
        "refit", help="fit the forecasters to rows that keep days from them"
    )
    refit.add_argument("dataset", choices=["stocks"])
    refit.add_argument("--seed", type=int, default=1)
    refit.add_argument("--again", action="store_true", help="also those that are there")
    refit.add_argument("--out", type=Path, help="folder (default: data/trained/stocks-refits)")
    refit.set_defaults(run=refit_forecasters)
    _measure_parsers(commands)
    evaluate = commands.add_parser("evaluate", help="measure a model on a labelled CSV")
    predict = commands.add_parser("predict", help="answer every row of a CSV")
    for command, function in ((evaluate, evaluate_model), (predict, write_predictions)):
        command.add_argument("model")
        command.add_argument("--input", type=Path, required=True)
        command.add_argument("--weights", type=Path, help="model folder (default: the shipped one)")
        command.set_defaults(run=function)
    predict.add_argument("--output", type=Path, required=True)
    exported = commands.add_parser("export", help="write a model as a .keras file")
    exported.add_argument("model")
    exported.add_argument("--output", type=Path, required=True)
    exported.add_argument("--weights", type=Path, help="model folder (default: the shipped one)")
    exported.set_defaults(run=export_model)
    return parser


def _grid_arguments(train: argparse.ArgumentParser) -> None:
    train.add_argument(
        "--grid", action="append", metavar="SETTING=VALUES", default=[],
        help="train once for each value, such as units=5,10,20; several make all combinations",
    )  # fmt: skip
    train.add_argument("--engine", choices=["local", "celery"], help="with --grid: who trains")
    train.add_argument("--results", type=Path, help="with --grid: JSON file to write")


def _measure_parsers(commands: Any) -> None:
    again = commands.add_parser("measure", help="measure a shipped model anew, on every test set")
    again.add_argument("model")
    again.set_defaults(run=measure_again)
    honest = commands.add_parser("baseline", help="measure what a simple model reaches on a task")
    honest.add_argument("task", choices=["sentiment", "shoes", "next-word"])
    honest.add_argument("--seed", type=int, default=1)
    honest.add_argument("--rows", type=_positive)
    honest.add_argument("--out", type=Path, help="file (default: data/trained/TASK-baseline.json)")
    honest.set_defaults(run=measure_baseline)


def _data_parser(commands: Any) -> None:
    data = commands.add_parser("data", help="datasets").add_subparsers(required=True)
    listing = data.add_parser("list", help="every dataset and which data is used for it now")
    listing.set_defaults(run=list_data)
    get = data.add_parser("get", help="fetch a dataset into the data root")
    get.add_argument("name")
    get.add_argument("--from", dest="origin", metavar="PATH_OR_URL")
    get.add_argument("--source", choices=["yfinance"], help="fetch recent prices instead")
    get.add_argument("--tickers", help="with --source: companies, such as GOOG,AAPL")
    get.add_argument("--days", type=_positive, default=101, help="with --source: trading days")
    get.add_argument("--out", type=Path, help="with --source: file to write")
    get.set_defaults(run=get_data)


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not at least 1")
    return value


def show_info(chosen: argparse.Namespace) -> None:
    """Print what is known about every model, as JSON or as a Markdown table."""
    print(
        overview.as_markdown()
        if chosen.markdown
        else _json([*overview.every_model(), overview.language_model()])
    )


def list_data(_: argparse.Namespace) -> None:
    """Print every dataset, its rows, origin and licence as JSON."""
    print(_json(overview.every_dataset()))


def get_data(chosen: argparse.Namespace) -> None:
    """Fetch a dataset and print where it now lies."""
    spec = registry.dataset_spec(chosen.name)
    if chosen.source:
        print(_recent_prices(chosen, spec))
        return
    if chosen.tickers or chosen.out:
        raise InvalidInput("--tickers and --out belong to --source yfinance; add it.")
    for path in download.get(spec, chosen.origin):
        print(path)


def _recent_prices(chosen: argparse.Namespace, spec: DatasetSpec) -> Path:
    if spec.name != "stocks" or not chosen.tickers:
        raise InvalidInput(
            "Recent prices are fetched by: data get stocks --tickers GOOG,AAPL --source yfinance"
        )
    path = chosen.out or settings().data_root / spec.files[0]
    if chosen.out is None and path.exists():
        raise InvalidInput(
            f"{path} is there already and is not overwritten. Name another file with --out."
        )
    return fetch_prices(chosen.tickers.split(","), chosen.days, path)


def train_model(chosen: argparse.Namespace) -> None:
    """Train with a progress bar; Ctrl-C keeps the best epoch so far."""
    if chosen.grid:
        train_grid(chosen)
        return
    if chosen.engine or chosen.results:
        raise InvalidInput("--engine and --results belong to --grid; add it.")
    if chosen.model == next_word.NAME:
        teach_next_word(chosen)
        return
    spec = registry.model_spec(chosen.model)
    training.require_keras()
    recipe = replace(spec.recipe, epochs=chosen.epochs) if chosen.epochs else None
    dataset: Dataset = registry.dataset_spec(spec.dataset).load(chosen.rows)
    fit, model = training.prepare(spec, dataset, chosen.seed, recipe)
    try:
        steps = fit.recipe.epochs + (spec.last_lesson is not None)
        with tqdm(total=steps, unit="epoch", mininterval=0.5) as bar:
            for record in training.epochs(fit, model, bar.set_postfix_str):
                bar.set_postfix_str(_record_line(record), refresh=False)
                bar.update()
    except KeyboardInterrupt:
        if fit.best is None:
            raise
        print("Stopped; keeping the best epoch so far.", file=sys.stderr)
    folder = chosen.out or settings().trained / spec.name
    trained = finish(fit, dataset)
    export.save_model(trained, folder)
    print(_json({"model": spec.name, "folder": str(folder), "measured": trained.card.measured}))


def train_grid(chosen: argparse.Namespace) -> None:
    """Train every combination as a run of the training room; print a table, the best first.

    Ctrl-C ends the runs that wait and stops those that train, their best epochs kept.
    """
    if chosen.out:
        raise InvalidInput("--out is for one model; the runs of a grid lie in data/runs.")
    how = {"epochs": chosen.epochs, "rows": chosen.rows, "seed": chosen.seed}
    trainer = engine_named(chosen.engine or serving().engine)
    sweep, started = grid_run.start_grid(trainer, RunRequest(chosen.model, **how), chosen.grid)
    try:
        _watch_grid(trainer, started)
    except KeyboardInterrupt:
        print("Stopping; the best epochs so far are kept.", file=sys.stderr)
        grid_run.stop_all(trainer, started)
        _watch_grid(trainer, started)
    found = sweep_of(sweep)
    print(grid_run.as_table(found))
    if chosen.results:
        chosen.results.write_text(_json(grid_run.as_json(found)) + "\n", encoding="utf-8")
    grid_run.require_success(found)


def _watch_grid(trainer: Engine, started: Sequence[str]) -> None:
    said = ""
    with tqdm(total=len(started), unit="run") as bar:
        for seen in grid_run.watch(trainer, started):
            bar.n = seen.over
            bar.set_postfix_str(f"{seen.training} training, {seen.waiting} waiting")
            if seen.said and seen.said != said:
                bar.write(seen.said, file=sys.stderr)
            said = seen.said


def teach_next_word(chosen: argparse.Namespace) -> None:
    """Teach the language model; the best look at it so far is always in its folder."""
    training.require_keras()
    recipe = next_word_course.Recipe(epochs=chosen.epochs or next_word_course.Recipe.epochs)
    teaching = next_word_training.Teaching(chosen.seed, chosen.rows, recipe)
    folder = chosen.out or settings().trained / next_word.NAME
    try:
        with tqdm(total=recipe.epochs * recipe.looks, unit="look") as bar:
            for record in teaching.run():
                export.save_artifact(teaching.packed(), folder)
                bar.set_postfix_str(_record_line(record), refresh=False)
                bar.update()
    except KeyboardInterrupt:
        if teaching.best is None:
            raise
        print("Stopped; keeping the best so far.", file=sys.stderr)
    finished = teaching.finish()
    export.save_artifact(finished, folder)
    measured = finished.card.measured
    print(_json({"model": next_word.NAME, "folder": str(folder), "measured": measured}))


def refit_forecasters(chosen: argparse.Namespace) -> None:
    """Fit with a progress bar; what is finished is kept when one stops, and not fitted again."""
    folder = chosen.out or settings().trained / refits.FOLDER
    with tqdm(unit="network") as bar:
        for name, place, total in refitting.refit_all(chosen.seed, folder, chosen.again):
            bar.total, bar.n = total, place
            bar.set_postfix_str(name)
    print(_json({"folder": str(folder), "networks": total}))


def _record_line(record: EpochRecord) -> str:
    held_out = "" if record.val_loss is None else f", validation {record.val_loss:.4f}"
    return f"loss {record.loss:.4f}{held_out}"


def _model(chosen: argparse.Namespace) -> TrainedModel:
    spec = registry.model_spec(chosen.model)
    return open_model(spec, chosen.weights or settings().trained / spec.name)


def evaluate_model(chosen: argparse.Namespace) -> None:
    """Print the figures of a model on a labelled CSV as JSON."""
    print(_json(evaluate_file(_model(chosen), chosen.input)))


def measure_again(chosen: argparse.Namespace) -> None:
    """Measure a shipped model on every test set and write the figures into its folder.

    A classifier also keeps its answers to its validation rows, where they can be drawn again.
    """
    model = remeasured(_model(argparse.Namespace(model=chosen.model, weights=None)))
    model = with_answers(model)
    export.save_model(model, settings().trained / model.spec.name)
    print(_json(model.card.measured))


def measure_baseline(chosen: argparse.Namespace) -> None:
    """Fit what is simple on the same rows as the models, measure it, write the figures."""
    if chosen.task == "shoes":
        with tqdm(unit=" step") as bar:
            found = shoe_baseline.fit_baselines(
                chosen.seed, chosen.rows, lambda step: (bar.set_postfix_str(step), bar.update())
            )
    elif chosen.task == next_word.NAME:
        found = next_word_training.fit_counting(chosen.seed, chosen.rows)
    else:
        found = baseline.fit_baseline(chosen.seed, chosen.rows)
    path = chosen.out or baseline.default_path(found["model"])
    baseline.save(found, path)
    print(_json({"file": str(path), **found}))


def write_predictions(chosen: argparse.Namespace) -> None:
    """Write a CSV with the model's answers, with a progress bar."""
    model = _model(chosen)
    with tqdm(unit=" rows") as bar:
        rows = predict_file(model, chosen.input, chosen.output, bar.update)
    print(_json({"rows": rows, "output": str(chosen.output)}))


def export_model(chosen: argparse.Namespace) -> None:
    """Write the Keras file of a shipped model, or of any other model folder."""
    training.require_keras()
    export.to_keras_file(_model(chosen), chosen.output)
    print(chosen.output)


def _json(content: Any) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
