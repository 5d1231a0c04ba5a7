"""What can be downloaded of a run: its weights, its history, the Keras file."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from core import run_folders, runs
from core.artifacts import WEIGHTS, check
from core.errors import InvalidInput, NotTrained
from core.settings import PROJECT
from core.training import require_keras

_HISTORY = ("epoch", "loss", "val_loss", "accuracy", "val_accuracy", "at")
_PATIENCE = 120  # seconds


def file_of(run_id: Any, kind: Any) -> tuple[str, bytes]:
    """Return name and content of a file of a run.

    Args:
        run_id: The run, from a browser.
        kind: `keras`, `safetensors` or `csv`.

    Raises:
        MissingData: There is no such run; for `keras`, TensorFlow is not installed.
        NotTrained: It has no model (yet), or its files are damaged.
        InvalidInput: There is no such kind of file.
    """
    folder = run_folders.folder_of(run_id)
    makers = {"keras": keras_file, "safetensors": weights, "csv": history}
    if kind not in makers:
        raise InvalidInput(f"A run can be had as {', '.join(makers)}, not as {str(kind)[:20]!r}.")
    return f"{folder.name}.{kind}", makers[kind](folder)


def history(folder: Path) -> bytes:
    """Return one line per epoch as CSV: losses, accuracies, seconds since it began."""
    text = io.StringIO()
    table = csv.DictWriter(text, _HISTORY, extrasaction="ignore", lineterminator="\n")
    table.writerow({**dict(zip(_HISTORY, _HISTORY, strict=True)), "at": "seconds"})
    table.writerows(dict(line) for line in runs.story_of(folder).epochs)
    return text.getvalue().encode("utf-8")


def weights(folder: Path) -> bytes:
    """Return the arrays of the best epoch as safetensors."""
    best = _best(folder)
    check(best)
    return (best / WEIGHTS).read_bytes()


def keras_file(folder: Path) -> bytes:
    """Return the best epoch as a `.keras` file; made in a process of its own, with TensorFlow."""
    require_keras()
    best, model = _best(folder), run_folders.request_of(folder).model
    check(best)
    with tempfile.TemporaryDirectory(prefix="unrolled-") as place:
        target = Path(place) / "model.keras"
        asked = ["export", model, "--weights", str(best), "--output", str(target)]
        try:
            subprocess.run(  # noqa: S603
                [sys.executable, "-m", "core", *asked],
                cwd=PROJECT,
                check=True,
                capture_output=True,
                timeout=_PATIENCE,
            )
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise NotTrained("The Keras file of this run could not be made.") from error


def _best(folder: Path) -> Path:
    best = run_folders.model_folder(folder)
    if best is None:
        raise NotTrained("This run has no finished epoch yet, so there are no weights.")
    return best
