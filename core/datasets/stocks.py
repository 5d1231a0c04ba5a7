"""Price series and the next day's price: the lecture's file, six weekly series, a made-up market.

Every series is scaled like the lecture's file: min-max to [-1, 1] over all T + 1 days, the target
included. So the scaling has seen the future, and a target of exactly -1 or 1 gives that away; an
honest forecast scales on the first T days only.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from core.contracts import REAL, SIMULATED, Columns, Dataset, DatasetSpec, Floats, RemoteFile
from core.errors import InvalidInput, MissingData
from core.market import simulate_prices
from core.settings import settings
from core.tables import read_only
from core.wide_csv import read_wide_csv

FILE = "stocks/fortune500_100_days.csv"
DAYS = 101
_WEEKLY = "package_data/datasets/stocks.csv.gz"
_SEEN = "Each series is scaled to [-1, 1] over all days, so the scaling has seen the future."


@dataclass(frozen=True)
class SeriesFile(RemoteFile):
    """A remote file in wide format that can tell whether a local file would do in its place."""

    def check(self, path: Path) -> None:
        """Raise `InvalidInput` (row and column named) unless `path` holds series with targets."""
        _split(path, None)


def load(rows: int | None = None) -> Dataset:
    """Return the lecture's file when present, else six real weekly series and a simulated market.

    Columns: `name` (N,), `series` (N, T), `target` (N,), `origin` (N,) `real` or `simulated`.

    Raises:
        InvalidInput: The file is there but damaged (row and column named), or `rows` < 1.
    """
    path = settings().data_root / FILE
    if path.is_file():
        columns, (first, last) = _split(path, rows)
        note = f"Real daily prices of {_count(columns)} companies, {first} to {last}. {_SEEN}"
        return Dataset("stocks", REAL, note, columns)
    weekly, simulated = load_weekly().columns, load_simulated().columns
    both = {name: np.concatenate([weekly[name], simulated[name]]) for name in weekly}
    columns = _first(both, rows)
    made_up = np.count_nonzero(columns["origin"] == SIMULATED)
    note = (
        f"{_count(columns) - made_up} real weekly series and {made_up} simulated ones (SIM…), "
        f"which are no real companies. {_SEEN}"
    )
    return Dataset("stocks", SIMULATED, note, columns)


def load_weekly(rows: int | None = None) -> Dataset:
    """Return the six weekly series inside the plotly package: 100 weeks from January 2018 and one.

    Same columns as `load`. Read from the packaged file; plotly itself is not imported.

    Raises:
        MissingData: plotly is not installed, or keeps the file elsewhere.
        InvalidInput: `rows` < 1.
    """
    names, prices = _weekly_prices()
    columns = _first(_columns(names, _scaled(prices[:, :DAYS]), REAL), rows)
    note = f"Real weekly prices of {_count(columns)} companies, from January 2018. {_SEEN}"
    return Dataset("stocks-weekly", REAL, note, columns)


def load_simulated(rows: int | None = None) -> Dataset:
    """Return 502 series SIM001 … of `core.market.simulate_prices`; same columns as `load`.

    Raises:
        InvalidInput: `rows` < 1.
    """
    prices = simulate_prices(days=DAYS)
    names = [f"SIM{number:03d}" for number in range(1, len(prices) + 1)]
    columns = _first(_columns(names, _scaled(prices), SIMULATED), rows)
    note = f"A simulated market of {_count(columns)} series, which are no real companies. {_SEEN}"
    return Dataset("stocks-simulated", SIMULATED, note, columns)


def _split(path: Path, rows: int | None) -> tuple[Columns, tuple[str, str]]:
    """Return the columns of a wide file, its last day as target, and its first and last day."""
    table = read_wide_csv(path, rows)
    if table.values.shape[1] < 2:
        raise InvalidInput(f"{path.name} has one day only. Give at least one day and the next one.")
    return _columns(table.names, table.values, REAL), (table.header[1], table.header[-1])


def _columns(names: Sequence[str] | np.ndarray, values: Floats, origin: str) -> Columns:
    """Return read-only columns from N names and (N, T + 1) values, the target last."""
    return read_only(
        {
            "name": np.array(names, dtype=np.str_),
            "series": np.array(values[:, :-1]),  # (N, T)
            "target": np.array(values[:, -1]),  # (N,)
            "origin": np.full(len(values), origin),
        }
    )


def _first(columns: Columns, rows: int | None) -> Columns:
    if rows is not None and rows < 1:
        raise InvalidInput(f"The number of rows must be at least 1, not {rows}.")
    return read_only({name: values[:rows] for name, values in columns.items()})


def _count(columns: Columns) -> int:
    return len(columns["name"])


def _scaled(prices: Floats) -> Floats:
    """Return each row (T + 1,) stretched so that its lowest value is -1 and its highest 1."""
    low, high = prices.min(axis=1, keepdims=True), prices.max(axis=1, keepdims=True)
    return 2 * (prices - low) / (high - low) - 1


def _weekly_prices() -> tuple[list[str], Floats]:
    """Return the names (N,) and weekly prices (N, weeks) of the file that plotly ships."""
    package = find_spec("plotly")
    folders = (package and package.submodule_search_locations) or []
    path = next((Path(folder, _WEEKLY) for folder in folders), None)
    if path is None or not path.is_file():
        raise MissingData(
            "The weekly series that ship inside plotly are not installed. "
            "Run: pip install -r requirements-serve.txt"
        )
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        header, *weeks = csv.reader(file)
    return header[1:], np.array([week[1:] for week in weeks], dtype=np.float64).T


_FIELDS = {"name": "name", "series": "series", "target": "number", "origin": "name"}
_PLOTLY = "Weekly closing prices 2018–2019 from plotly.data.stocks(), part of the plotly package"
_MARKET = "a factor model with a fixed seed, core/market.py"

SPECS = (
    DatasetSpec(
        name="stocks",
        title="Stock prices",
        task="forecast",
        fields=_FIELDS,
        source="The lecture's fortune500_100_days.csv (course repository "
        f"DSApps-2023/Class_Slides); without it: {_PLOTLY}, and {_MARKET}.",
        licence="Lecture's file: no licence stated, fetched on demand and never passed on. "
        "plotly: MIT. Simulation: MIT.",
        files=(FILE,),
        stand_in=SIMULATED,
        load=load,
        remote=(
            SeriesFile(
                path=FILE,
                url="https://raw.githubusercontent.com/DSApps-2023/Class_Slides/"
                "e2be142471353f52551c2044fd4cddeb5f422cea/data/fortune500_100_days.csv",
                sha256="aa7a8a47c98e74bc26ceb971ba4af158bcb7b27272e9bf7d82303b8bb8a2f582",
            ),
        ),
    ),
    DatasetSpec(
        name="stocks-weekly",
        title="Six weekly stock prices",
        task="forecast",
        fields=_FIELDS,
        source=f"{_PLOTLY}.",
        licence="MIT.",
        files=(),
        stand_in=REAL,
        load=load_weekly,
    ),
    DatasetSpec(
        name="stocks-simulated",
        title="A simulated market",
        task="forecast",
        fields=_FIELDS,
        source=f"Simulated: {_MARKET}.",
        licence="MIT.",
        files=(),
        stand_in=SIMULATED,
        load=load_simulated,
    ),
)
