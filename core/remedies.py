"""The lecture's question "How could we easily improve?": four remedies, each on or off."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

NAMES = ("no_tanh", "residual", "more_neurons", "more_epochs")
_UNITS, _MORE_UNITS = (10, 5, 1), (32, 16, 1)
_EPOCHS, _MORE_EPOCHS = 30, 150
_LONGEST = 100


@dataclass(frozen=True)
class Remedies:
    """Which remedies the stack was given.

    Attributes:
        no_tanh: Its last layer answers without tanh.
        residual: Its answer is added to the last value.
        more_neurons: 32 – 16 – 1 instead of 10 – 5 – 1.
        more_epochs: 150 instead of the lecture's 30.
    """

    no_tanh: bool = False
    residual: bool = False
    more_neurons: bool = False
    more_epochs: bool = False

    @property
    def units(self) -> tuple[int, ...]:
        """P of each layer."""
        return _MORE_UNITS if self.more_neurons else _UNITS

    @property
    def epochs(self) -> int:
        """How often it saw every row."""
        return _MORE_EPOCHS if self.more_epochs else _EPOCHS

    @property
    def code(self) -> str:
        """Four digits, such as `0110`."""
        return "".join(str(int(getattr(self, name))) for name in NAMES)

    @classmethod
    def from_link(cls, text: Any) -> Remedies:
        """Return the combination that a link names, such as `residual,more_epochs`."""
        return cls.from_names(text[:_LONGEST].split(",") if isinstance(text, str) else [])

    @classmethod
    def from_names(cls, names: Any) -> Remedies:
        """Return the combination of remedies named in a list; unknown names are left out."""
        chosen = names if isinstance(names, list) else []
        return cls(**{name: name in chosen for name in NAMES})

    @property
    def names(self) -> list[str]:
        """The names of those that are on."""
        return [name for name in NAMES if getattr(self, name)]

    def network(self, rows: str) -> str:
        """Return the name of the refit on `rows`: `lecture` or `walk`."""
        return f"remedies-{self.code}/{rows}"


COMBINATIONS = tuple(Remedies(*chosen) for chosen in product((False, True), repeat=4))
