"""What the parameters of a link ask for, taken one by one; links are written by anyone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.errors import LessonError
from core.forecast_request import given_once


class Asked:
    """The parameters of one link, taken one by one; collects what could not be used."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.remarks: list[str] = []

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> Asked:
        """Return the parameters of a link; of one that is given several times the last counts."""
        return cls({name: str(given_once(value)) for name, value in query.items()})

    def text(self, name: str, default: str, limit: int) -> str:
        """Return a text, cut to what a link carries."""
        text = self.values.get(name, default)
        if len(text) > limit:
            self.remarks.append(f"A link carries {limit} characters; the rest was left out.")
        return text[:limit]

    def choice(self, name: str, choices: Sequence[str], default: str) -> str:
        """Return one of several words."""
        wanted = self.values.get(name, default)
        if wanted in choices:
            return wanted
        known = ", ".join(choices)
        self._replace(f"{name} {wanted[:20]!r}", f"known are {known}", default)
        return default

    def whole(self, name: str, default: int, largest: int, least: int = 1) -> int:
        """Return a whole number from `least` to `largest`."""
        wanted = self.values.get(name, str(default))
        is_number = wanted.isascii() and wanted.isdigit() and len(wanted) < 10
        if is_number and least <= int(wanted) <= largest:
            return int(wanted)
        self._replace(f"{name} {wanted[:20]!r}", f"there are {least} to {largest}", default)
        return default

    def number(self, name: str, default: float, largest: float) -> float:
        """Return a number between -`largest` and `largest`."""
        wanted = self.values.get(name, str(default))
        try:
            value = float(wanted)
        except ValueError:
            value = float("nan")
        if abs(value) <= largest:
            return value
        self._replace(
            f"{name} {wanted[:20]!r}", f"it goes from {-largest:g} to {largest:g}", default
        )
        return default

    def tried(self, name: str, default: Any, make: Callable[[str], Any]) -> Any:
        """Return what `make` makes of a value, unless it refuses."""
        if name not in self.values:
            return default
        try:
            return make(self.values[name])
        except LessonError as error:
            self.remarks.append(f"{name} in the link: {error}")
            return default

    def _replace(self, asked: str, known: str, used: Any) -> None:
        self.remarks.append(f"The link asks for {asked}; {known}. This is {used}.")
