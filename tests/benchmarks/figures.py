"""What the benchmarks measured: collected, printed as a table, written as JSON."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path

from core.work_folder import work_folder


@dataclass(frozen=True)
class Figure:
    """One measured number.

    Attributes:
        about: What was measured together.
        name: Which number of it.
        value: The number.
        unit: Of the number, such as `ms`.
        goal: What it should reach, in words; empty where there is none.
    """

    about: str
    name: str
    value: float
    unit: str
    goal: str = ""


@dataclass
class Figures:
    """Every figure of one run, in the order in which they were measured."""

    found: list[Figure] = field(default_factory=list)

    def add(self, about: str, name: str, value: float, unit: str, goal: str = "") -> None:
        """Note a number, and print it at once."""
        self.found.append(Figure(about, name, value, unit, goal))
        print("\n" + _line(self.found[-1]), end="", flush=True)

    def table(self) -> str:
        """Return all figures as a table."""
        return "\n".join(_line(figure) for figure in self.found)

    def write(self) -> Path:
        """Write them as JSON, with the machine they were measured on; return where."""
        given = os.environ.get("BENCH_JSON", "")
        path = Path(given) if given else work_folder("bench") / "figures.json"
        machine = {"system": platform.platform(), "cores": os.cpu_count(), "load": os.getloadavg()}
        told = {"machine": machine, "figures": [asdict(figure) for figure in self.found]}
        path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        return path


def _line(figure: Figure) -> str:
    goal = f"  ({figure.goal})" if figure.goal else ""
    shown = f"{figure.value:,.0f}" if abs(figure.value) >= 100 else f"{figure.value:,.3g}"
    return f"{figure.about:34} {figure.name:46} {shown:>9} {figure.unit}{goal}"
