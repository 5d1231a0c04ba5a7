"""The options of a model as a form: every field with its kind, range, default and explanation.

Made from the options dataclass itself, so a new option is on the form without another line: its
type says the kind, its docstring the explanation, the model's own options the default.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from inspect import getdoc
from typing import Any, Literal, get_args, get_origin, get_type_hints

from core.contracts import ModelSpec
from core.errors import InvalidInput

Kind = Literal["whole", "number", "choice", "switch", "sizes"]

# The same word means the same in every model, so its range is told once.
_RANGES: Mapping[str, tuple[float, float]] = {
    "vocabulary_size": (10, 100_000),
    "length": (1, 1_000),
    "embedding": (1, 512),
    "units": (1, 512),
    "filters": (1, 128),
    "kernel_size": (1, 15),
    "dropout": (0, 0.9),
    "hide": (0, 0.9),
    "word_dropout": (0, 0.9),
    "penalty": (0, 1),
    "hidden": (1, 512),
    "order": (1, 5),
    "rows": (1_024, 2**22),
    "freedom": (1e-4, 100),
    "caution": (0, 1_000),
    "window": (2, 80),
    "unseen": (0, 50),
    "distance": (1, 200),
}
_MOST_LAYERS = 6
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "output": ("tanh", "linear", "sigmoid", "relu"),
}


@dataclass(frozen=True)
class OptionField:
    """One field of the form.

    Attributes:
        name: Name in the options dataclass.
        kind: `whole` or `number` (with `low` and `high`), `choice` (with `choices`), `switch`, or
            `sizes`: a few whole numbers, one per layer.
        default: What the model has without being told otherwise.
        words: What it means, in a sentence.
        low, high: The smallest and the largest number that is taken.
        choices: The words that are taken.
    """

    name: str
    kind: Kind
    default: Any
    words: str
    low: float = 0
    high: float = 0
    choices: tuple[str, ...] = ()

    def read(self, given: Any) -> Any:
        """Return `given` as a value of this field.

        Raises:
            InvalidInput: It is of another kind or out of range; the message names both.
        """
        if self.kind == "switch":
            return self._switch(given)
        if self.kind == "choice":
            if given in self.choices:
                return given
            raise InvalidInput(
                f"{self.name} is one of {', '.join(self.choices)}, not {_shown(given)}."
            )
        if self.kind == "sizes":
            return self._sizes(given)
        return self._number(given)

    def _switch(self, given: Any) -> bool:
        known = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
        if str(given).lower() not in known:
            raise InvalidInput(f"{self.name} is yes or no, not {_shown(given)}.")
        return known[str(given).lower()]

    def _sizes(self, given: Any) -> tuple[int, ...]:
        parts = re.split(r"[\s,–-]+", given.strip()) if isinstance(given, str) else given
        if not isinstance(parts, (list, tuple)) or not 1 <= len(parts) <= _MOST_LAYERS:
            raise InvalidInput(
                f"{self.name} are 1 to {_MOST_LAYERS} numbers, one per layer, such as 10, 5, 1; "
                f"not {_shown(given)}."
            )
        return tuple(int(self._number(part)) for part in parts)

    def _number(self, given: Any) -> float:
        whole = self.kind in ("whole", "sizes")
        value = _as_number(given)
        if value is None or not self.low <= value <= self.high or (whole and value % 1):
            what = "a whole number" if whole else "a number"
            raise InvalidInput(
                f"{self.name} is {what} from {self.low:,g} to {self.high:,g}, not {_shown(given)}."
            )
        return int(value) if whole else value


def _as_number(given: Any) -> float | None:
    if isinstance(given, bool):
        return None
    try:
        value = float(str(given)[:40]) if isinstance(given, (int, float, str)) else math.nan
    except (ValueError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def _shown(given: Any) -> str:
    return repr(given)[:40] if given not in (None, "") else "nothing"


def option_fields(spec: ModelSpec) -> tuple[OptionField, ...]:
    """Return the form of a model's options, in the order in which they are declared.

    A model that is trained by hand has no options: it is what it is.
    """
    if spec.fit is not None:
        return ()
    hints = get_type_hints(type(spec.options))
    words: dict[str, str] = {}
    for parent in reversed(type(spec.options).__mro__[:-1]):
        words |= _explanations(getdoc(parent) or "")
    return tuple(
        _field(entry.name, hints[entry.name], getattr(spec.options, entry.name), words)
        for entry in fields(spec.options)
        if not is_dataclass(hints[entry.name])  # learnt from the rows, not set by anyone
    )


def _field(name: str, hint: Any, default: Any, words: Mapping[str, str]) -> OptionField:
    said = words.get(name, "")
    if get_origin(hint) is Literal:
        return OptionField(name, "choice", default, said, choices=tuple(map(str, get_args(hint))))
    if hint is bool:
        return OptionField(name, "switch", default, said)
    if hint is str:
        choices = _CHOICES.get(name, (default,))
        return OptionField(name, "choice", default, said, choices=choices)
    kind: Kind = "number"
    if get_origin(hint) is tuple or hint is int:
        kind = "whole" if hint is int else "sizes"
    low, high = _RANGES.get(name) or _around(default)
    return OptionField(name, kind, default, said, low, high)


def _around(default: Any) -> tuple[float, float]:
    """Return a range for an option nobody has told one for: up to ten times the default."""
    value = max(default) if isinstance(default, tuple) else default
    return (1, 10 * max(value, 1)) if isinstance(value, int) else (0, max(1.0, 10 * value))


def _explanations(doc: str) -> dict[str, str]:
    """Return name -> sentence from the `Attributes:` of a docstring; names may share a line."""
    _, _, listed = doc.partition("Attributes:\n")
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?=    \S)", listed.rstrip()):
        names, _, words = entry.strip().partition(":")
        for name in names.split(","):
            found[name.strip()] = " ".join(words.split())
    return found


def read_options(spec: ModelSpec, given: Mapping[str, Any]) -> Any:
    """Return the model's options with what a visitor chose in their place.

    Raises:
        InvalidInput: There is no such option, or a value is of another kind or out of range.
    """
    known = {entry.name: entry for entry in option_fields(spec)}
    unknown = [str(name)[:40] for name in given if name not in known]
    if unknown:
        raise InvalidInput(
            f"{spec.title} has no option {', '.join(unknown)}; it has {', '.join(known)}."
        )
    return replace(spec.options, **{name: known[name].read(value) for name, value in given.items()})
