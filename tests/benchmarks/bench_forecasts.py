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
    asked = client.get("/_dash-dependencies").get_json()
    (wiring,) = (one for one in asked if "stocks-asked.children" in one["output"])
    names = wiring["output"].strip(".").split("...")
    parts = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names]
    chosen = {"stocks-protocol": "walk", "stocks-lags": "20"}

    def switch(ticker: str) -> int:
        values = {**chosen, "stocks-ticker": ticker}
        given = {
            kind: [{**one, "value": values.get(one["id"])} for one in wiring[kind]]
            for kind in ("inputs", "state")
        }
        body = {
            "output": wiring["output"], "outputs": parts, **given,
            "changedPropIds": ["stocks-ticker.value"],
        }  # fmt: skip
        answer = client.post("/_dash-update-component", json=body)
        assert answer.get_json()["response"]["stocks-asked"]["children"] == ticker
        return len(answer.data)

    places = iter([*forecast_table().names] * 2)
    milliseconds = median_ms(lambda: switch(next(places)), 100)
    print(f"\nanother series of {len(forecast_table().names)}: {milliseconds:.1f} ms")


def bench_rankings() -> None:
    table: ForecastTable = forecast_table()
    for protocol in PROTOCOLS:
        ranked.cache_clear()
        print(f"\nranking, {protocol}: {first_ms(lambda p=protocol: ranked(table, p)):.0f} ms")  # type: ignore[misc]
    print(f"\nfan of the stack: {first_ms(lambda: fan(table, 'stocks-stack', 0, CHECK)):.0f} ms")
    print(f"\none combination of remedies: {first_ms(lambda: trial(table, Remedies())):.0f} ms")
