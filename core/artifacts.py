"""A trained model as a folder: plain arrays and JSON, checked byte by byte when it is loaded.

weights.safetensors     arrays named `layer/position`, no pickle
vocabulary.json         the known words in the order of their ids (models that read text)
validation.safetensors  answers of a classifier for rows kept out of training, and their labels
model.json              the card: architecture, options, threshold, calibration, training, figures
MANIFEST.json           size and SHA-256 of each file, written last
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from core.architecture import Architecture
from core.contracts import Weights
from core.errors import Incompatible, NotTrained
from core.network import Network
from core.text import Vocabulary

FORMAT = 1
WEIGHTS, _VOCABULARY, _HELD_OUT, CARD, MANIFEST = (
    "weights.safetensors",
    "vocabulary.json",
    "validation.safetensors",
    "model.json",
    "MANIFEST.json",
)


@dataclass(frozen=True)
class Card:
    """What is known about a trained model besides its weights.

    Attributes:
        model: Name of the `ModelSpec`.
        options: The options it was built with, as plain values.
        architecture: Its layers.
        parameters: Number of weights.
        threshold: Probability from which the answer is class 1 (classifiers).
        calibration: (slope, intercept) on the logit of the network's output, or None.
        interval: Around an answer: `level` (the share of products it is to hold), `factor` (from
            answer / factor to answer · factor), and on how many rows and products it was fitted.
        training: Seed, data, rows, protocol, recipe and the record of every epoch.
        measured: One entry per measurement: data, protocol and every figure.
        lecture: The lecture's figures and protocol.
    """

    model: str
    options: Mapping[str, Any]
    architecture: Architecture
    parameters: int
    threshold: float = 0.5
    calibration: tuple[float, float] | None = None
    interval: Mapping[str, Any] = field(default_factory=dict)
    training: Mapping[str, Any] = field(default_factory=dict)
    measured: tuple[Mapping[str, Any], ...] = ()
    lecture: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return plain lists and dicts."""
        return {
            **self.__dict__,
            "format": FORMAT,
            "architecture": self.architecture.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Card:
        """Return what `to_json` wrote; raises `Incompatible` for another format."""
        if data.get("format") != FORMAT:
            raise Incompatible(f"model.json has format {data.get('format')}, not {FORMAT}.")
        values = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        values["architecture"] = Architecture.from_json(data["architecture"])
        values["measured"] = tuple(data["measured"])
        if data["calibration"]:
            values["calibration"] = tuple(data["calibration"])
        return cls(**values)


@dataclass(frozen=True)
class Artifact:
    """A trained model in memory.

    Attributes:
        card: What is known about it.
        weights: Its arrays.
        vocabulary: Its words, or None.
        network: Its layers with these weights.
        held_out: `core.held_out.answers_to` its validation rows; empty where it keeps none.
    """

    card: Card
    weights: Weights
    vocabulary: Vocabulary | None
    network: Network
    held_out: Mapping[str, np.ndarray] = field(default_factory=dict)


def assemble(card: Card, weights: Weights, vocabulary: Vocabulary | None) -> Artifact:
    """Return an artifact whose network runs the card's architecture."""
    return Artifact(card, weights, vocabulary, Network(card.architecture, weights))


def save(folder: Path, artifact: Artifact) -> None:
    """Write a model folder; an older one is replaced only after the new one is complete."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    unfinished.chmod(0o755)
    try:
        _save_arrays(unfinished / WEIGHTS, artifact.weights)
        if artifact.held_out:
            _save_arrays(unfinished / _HELD_OUT, artifact.held_out)
        if artifact.vocabulary:
            write_json(unfinished / _VOCABULARY, _stored(artifact.vocabulary))
        write_json(unfinished / CARD, artifact.card.to_json())
        write_json(unfinished / MANIFEST, fingerprints(unfinished))
        put_in_place(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _save_arrays(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    from safetensors.numpy import save

    # Written here and not by the library, whose error for a full disk is no OSError.
    path.write_bytes(save({name: np.ascontiguousarray(array) for name, array in arrays.items()}))
    path.chmod(0o644)


def _stored(vocabulary: Vocabulary) -> dict[str, Any]:
    told = {} if vocabulary.spelling == "typed" else {"spelling": vocabulary.spelling}
    return {"size": vocabulary.size, **told, "words": list(vocabulary.kept)}


def put_in_place(new: Path, folder: Path) -> None:
    """Let a finished folder take the place of an older one."""
    if not folder.exists():
        new.rename(folder)
        return
    old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-old-"))
    folder.rename(old / "model")
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def write_json(path: Path, content: Any) -> None:
    """Write plain lists and dicts."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def fingerprints(folder: Path) -> dict[str, Any]:
    """Return size and SHA-256 of every file in a folder."""
    return {
        path.name: {
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(folder.iterdir())
        if path.name != MANIFEST
    }


def load(folder: Path) -> Artifact:
    """Return the model in `folder`.

    Raises:
        NotTrained: There is no such folder, or it is incomplete, damaged or changed.
        Incompatible: It was written by another version.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    check(folder)
    try:
        card = Card.from_json(read_json(folder / CARD))
        weights = load_file(folder / WEIGHTS)
        vocabulary = None
        if (folder / _VOCABULARY).exists():
            stored = read_json(folder / _VOCABULARY)
            spelling = stored.get("spelling", "typed")
            vocabulary = Vocabulary(tuple(stored["words"]), int(stored["size"]), spelling)
        kept = folder / _HELD_OUT
        held_out = load_file(kept) if kept.exists() else {}
        for array in (*weights.values(), *held_out.values()):
            array.setflags(write=False)
        return replace(assemble(card, weights, vocabulary), held_out=held_out)
    except (KeyError, TypeError, OSError, ValueError, SafetensorError) as error:
        if isinstance(error, Incompatible):
            raise
        raise NotTrained(f"The model in {folder.name} cannot be read ({error}).") from error


def check(folder: Path) -> None:
    """Raise `NotTrained` unless all files are there as they were written."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        state = "incomplete: it has no MANIFEST.json" if folder.is_dir() else "not there"
        raise NotTrained(
            f"The model folder {folder.name} is {state}. "
            f"Train it with: python -m core train {folder.name}"
        )
    expected = read_json(manifest)
    if not isinstance(expected, dict) or not {WEIGHTS, CARD} <= set(expected):
        raise NotTrained(f"MANIFEST.json of {folder.name} does not list the model's files.")
    for name, wanted in expected.items():
        path = folder / Path(name).name
        if not path.is_file():
            raise NotTrained(f"The model folder {folder.name} lacks {name}. Restore or retrain it.")
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != wanted.get("sha256"):
            raise NotTrained(
                f"{name} of the model {folder.name} is damaged or was changed: "
                f"{len(content)} bytes that do not match MANIFEST.json. Restore or retrain it."
            )


def read_json(path: Path) -> Any:
    """Return what a file of a model folder holds; raises `NotTrained`."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NotTrained(f"{path.name} of the model {path.parent.name} cannot be read.") from error
