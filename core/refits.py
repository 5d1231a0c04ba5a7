"""Many small networks in one folder: the forecasters fitted to other rows than the lecture's.

A folder holds the arrays of all of them in one file and says in `model.json` what each is; it is
checked byte by byte like every model folder. Names are `model/rows`, such as `stocks-rnn/walk`.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from core import artifacts
from core.architecture import Architecture
from core.contracts import Floats, Weights
from core.errors import Incompatible, InvalidInput, NotTrained
from core.network import Network
from core.settings import settings

FOLDER = "stocks-refits"
FORMAT = 1
FOLDS = 5


@dataclass(frozen=True)
class Refit:
    """One fitted network.

    Attributes:
        architecture: Its layers.
        weights: Its arrays.
        story: What it was fitted to and how: model, options, rows, epochs, last loss.
    """

    architecture: Architecture
    weights: Weights
    story: Mapping[str, Any]

    @property
    def parameters(self) -> int:
        """Number of fitted weights."""
        return int(sum(array.size for array in self.weights.values()))


@dataclass(frozen=True, eq=False)
class Refits:
    """All of them.

    Attributes:
        seed: The seed they were made with.
        data: What they were fitted to: rows, days, fingerprint, note.
        networks: Name -> network.
    """

    seed: int
    data: Mapping[str, Any]
    networks: Mapping[str, Refit] = field(default_factory=dict)

    def refit(self, name: str) -> Refit:
        """Return a network by name; raises `NotTrained`."""
        if name not in self.networks:
            raise NotTrained(
                f"The network {name} is not in {FOLDER}. Fit it with: python -m core refit stocks"
            )
        return self.networks[name]


def save(folder: Path, refits: Refits) -> None:
    """Write the folder, whole or not at all; raises `InvalidInput` where that fails."""
    from safetensors.numpy import save_file

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    except OSError as error:
        raise InvalidInput(f"{folder} cannot be written ({error.strerror}).") from error
    try:
        unfinished.chmod(0o755)
        arrays = {
            f"{name}/{place}": np.ascontiguousarray(array)
            for name, one in refits.networks.items()
            for place, array in one.weights.items()
        }
        save_file(arrays, unfinished / artifacts.WEIGHTS)
        (unfinished / artifacts.WEIGHTS).chmod(0o644)
        artifacts.write_json(unfinished / artifacts.CARD, _card(refits))
        files = artifacts.fingerprints(unfinished)
        artifacts.write_json(unfinished / artifacts.MANIFEST, files)
        artifacts.put_in_place(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _card(refits: Refits) -> dict[str, Any]:
    """Return the description; equal architectures are written once."""
    shapes: list[Any] = []
    networks = {}
    for name, one in refits.networks.items():
        shape = one.architecture.to_json()
        if shape not in shapes:
            shapes.append(shape)
        networks[name] = {**one.story, "shape": shapes.index(shape)}
    return {
        "format": FORMAT,
        "seed": refits.seed,
        "data": dict(refits.data),
        "shapes": shapes,
        "networks": networks,
    }


def load(folder: Path) -> Refits:
    """Return what `save` wrote.

    Raises:
        NotTrained: The folder is missing, incomplete, damaged or changed.
        Incompatible: It was written by another version.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    artifacts.check(folder)
    card = artifacts.read_json(folder / artifacts.CARD)
    if card.get("format") != FORMAT:
        raise Incompatible(f"{folder.name} has format {card.get('format')}, not {FORMAT}.")
    try:
        arrays = load_file(folder / artifacts.WEIGHTS)
        shapes = [Architecture.from_json(shape) for shape in card["shapes"]]
        networks = {
            name: Refit(shapes[story.pop("shape")], _weights_of(name, arrays), story)
            for name, story in card["networks"].items()
        }
        return Refits(int(card["seed"]), card["data"], networks)
    except (KeyError, IndexError, TypeError, ValueError, OSError, SafetensorError) as error:
        raise NotTrained(f"The networks in {folder.name} cannot be read ({error}).") from error


def _weights_of(name: str, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    start = f"{name}/"
    found = {key[len(start) :]: array for key, array in arrays.items() if key.startswith(start)}
    for array in found.values():
        array.setflags(write=False)
    return found


@cache
def refits() -> Refits:
    """Return the shipped networks, loaded once per process; raises `NotTrained`."""
    return load(settings().trained / FOLDER)


@cache
def network(name: str) -> Network:
    """Return one of the shipped networks, ready to run; raises `NotTrained`."""
    one = refits().refit(name)
    return Network(one.architecture, one.weights)


def fingerprint(values: Floats) -> str:
    """Return what tells a table (N, T + 1) on the lecture's scale from every other one."""
    rounded = np.round(np.asarray(values, dtype=np.float64), 6) + 0.0
    return hashlib.sha256(np.ascontiguousarray(rounded).tobytes()).hexdigest()


def folds(rows: int, seed: int) -> np.ndarray:
    """Return the fold (N,) of every row, of nearly equal sizes."""
    places = np.random.default_rng(seed).permutation(rows)
    fold = np.empty(rows, dtype=int)
    fold[places] = np.arange(rows) % FOLDS
    return fold
