"""What callbacks cost beside an empty one of the same server: requests per second, median time."""

from __future__ import annotations

import json
import socket
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figures
from tests.serving import Served, callback_body, pair_body, review_body, serving

AT_ONCE, SECONDS = 16, 4.0
WORDS = ("the food was not good but we would come back for the service " * 9).split()[:100]
PAIR = ("What does a LSTM do?", "How does a LSTM work?")
CALLBACKS = {
    "empty": callback_body("bench-empty.data", [("bench-asked.data", 1)]),
    "sentiment, 100 words": review_body(" ".join(WORDS)),
    "sentiment, 20 words": review_body(" ".join(WORDS[:20])),
    "questions": pair_body(*PAIR),
}


def bench_callbacks_beside_an_empty_one(figures: Figures, tmp_path: Path) -> None:
    entry = "tests.benchmarks.with_empty:server"
    with serving(tmp_path / "work", entry=entry, REQUESTS_PER_MINUTE="999999") as served:
        found = {}
        bodies = {**CALLBACKS, "stocks": stocks_body(served)}
        for name, body in bodies.items():
            assert served.ask(body)[0] == 200, name
            many(served, body, 1.0)
            found[name] = many(served, body, SECONDS)
        for name, (rate, median) in found.items():
            goal = ">= 10 %, aim 20 %" if name.startswith("sentiment") else ""
            share = 100 * rate / found["empty"][0]
            figures.add("callbacks, 16 at once", f"{name}: requests", rate, "/s")
            figures.add("callbacks, 16 at once", f"{name}: of the empty one's", share, "%", goal)
            figures.add("callbacks, 16 at once", f"{name}: median", median, "ms")


def stocks_body(served: Served) -> dict[str, Any]:
    """Return the request of whoever chooses another series, as the server declares it."""
    asked = json.loads(served.get("/_dash-dependencies")[1])
    (wiring,) = (one for one in asked if "stocks-asked.children" in one["output"])
    chosen = {"stocks-ticker": "GOOG", "stocks-protocol": "walk", "stocks-lags": "20"}
    given = {
        kind: [{**one, "value": chosen.get(one["id"])} for one in wiring[kind]]
        for kind in ("inputs", "state")
    }
    names = [name.rsplit(".", 1) for name in wiring["output"].strip(".").split("...")]
    outputs = [{"id": name, "property": prop} for name, prop in names]
    changed = ["stocks-ticker.value"]
    return {"output": wiring["output"], "outputs": outputs, **given, "changedPropIds": changed}


def many(served: Served, body: dict[str, Any], seconds: float) -> tuple[float, float]:
    """Return requests per second and the median time in ms."""
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        visits = [crowd.submit(times, served.port, body, end) for _ in range(AT_ONCE)]
        taken = [one for visit in visits for one in visit.result()]
    return len(taken) / seconds, 1000 * statistics.median(taken)


def times(port: int, body: dict[str, Any], end: float) -> list[float]:
    """Return the seconds of every request of one visitor who asks again at once."""
    sent = json.dumps(body).encode()
    head = (
        "POST /_dash-update-component HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n\r\n"
    )
    found = []
    with socket.create_connection(("127.0.0.1", port)) as connection:
        answers = connection.makefile("rb")
        while time.monotonic() < end:
            began = time.perf_counter()
            connection.sendall(head.encode() + sent)
            assert b" 200 " in answers.readline()
            length = 0
            while (line := answers.readline()) != b"\r\n":
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            answers.read(length)
            found.append(time.perf_counter() - began)
    return found
