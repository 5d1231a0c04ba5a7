"""How long the forecast page needs: another series, a whole ranking, a fan, the remedies."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from core.fans import CHECK, fan
from core.forecasts import ForecastTable, forecast_table
from core.protocols import PROTOCOLS
from core.ranking import ranked
from core.remedies import Remedies
from core.remedy_trial import trial
from tests.benchmarks.bench_core import median_ms


def first_ms(work: Callable[[], Any]) -> float:
    """Return how long something takes the first time, before any cache knows it."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def bench_another_series(client: Any) -> None:
    client.get("/stocks")
    names = forecast_table().names[:50]
    asked = client.get("/_dash-dependencies").get_json()
    (output,) = (one["output"] for one in asked if "stocks-asked.children" in one["output"])
    parts = [
        dict(zip(("id", "property"), name.rsplit(".", 1), strict=True))
        for name in output.strip(".").split("...")
    ]

    def switch(name: str) -> int:
        values = {"ticker": name, "protocol": "walk", "lags": "20"}
        body = {
            "output": output,
            "outputs": parts,
            "inputs": [
                {"id": f"stocks-{key}", "property": "value", "value": value}
                for key, value in values.items()
            ],
            "state": [{"id": "stocks-source", "property": "data", "value": None}],
            "changedPropIds": ["stocks-ticker.value"],
        }
        return len(client.post("/_dash-update-component", json=body).data)

    places = iter(names * 10)
    milliseconds = median_ms(lambda: switch(next(places)), 100)
    print(f"\nanother series of {len(forecast_table().names)}: {milliseconds:.1f} ms")


def bench_rankings() -> None:
    table: ForecastTable = forecast_table()
    for protocol in PROTOCOLS:
        ranked.cache_clear()
        print(f"\nranking, {protocol}: {first_ms(lambda p=protocol: ranked(table, p)):.0f} ms")  # type: ignore[misc]
    print(f"\nfan of the stack: {first_ms(lambda: fan(table, 'stocks-stack', 0, CHECK)):.0f} ms")
    print(f"\none combination of remedies: {first_ms(lambda: trial(table, Remedies())):.0f} ms")
