"""Whatever arrives, the server answers: no status 500, no traceback, no apology, no more memory.

1,000 requests with the other tests; `make fuzz` sends 20,000 (FUZZ_REQUESTS).
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.wild import Question, Wild
from tests.serving import Served, exchange, memory, serving

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "1000"))
LONGEST = 10  # seconds for one answer, on a busy machine
APOLOGY = "Something went wrong on our side"
GROWTH = 60  # MB of a million bytes after a tenth of the requests: models are loaded when asked
TAKEN = {200, 204, 301, 302, 308, 400, 404, 405, 413, 415}


def complaint(question: Question, status: int, text: str) -> str:
    """Return what is wrong with an answer; nothing when it is in order."""
    if status not in TAKEN:
        return f"{status} for {question}"
    if "Traceback" in text or "Error at " in text:
        return f"a traceback for {question}"
    if APOLOGY in text:
        return f"an apology for {question}"
    return ""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Serve with one worker, who trains nothing and never has enough."""
    often = {"REQUESTS_PER_MINUTE": "999999999", "UPLOADS_PER_MINUTE": "999999999"}
    runs = str(tmp_path / "runs")
    with serving(
        tmp_path / "work", WORKERS="1", TRAINING="off", UNROLLED_RUNS=runs, **often
    ) as server:
        yield server


def test_whatever_a_stranger_sends_is_answered(
    served: Served, dash_app: Dash, client: FlaskClient
) -> None:
    client.get("/")
    wild = Wild(dash_app, with_jobs=False)
    statuses: Counter[int] = Counter()
    megabytes: list[float] = []
    (worker,) = served.workers()

    @settings(
        max_examples=REQUESTS,
        deadline=None,
        database=None,
        derandomize=REQUESTS == 1000,
        suppress_health_check=list(HealthCheck),
    )
    @given(wild.questions())
    def ask(question: Question) -> None:
        began = time.monotonic()
        kind = {"Content-Type": question.kind} if question.kind else {}
        status, _, body = exchange(served.port, question.method, question.path, question.body, kind)
        statuses[status] += 1
        assert not complaint(question, status, body.decode(errors="replace"))
        assert time.monotonic() - began < LONGEST, question
        if sum(statuses.values()) % (REQUESTS // 10) == 0:
            megabytes.append(memory(served)[0])

    ask()
    assert statuses[200] > REQUESTS / 10
    assert served.workers() == [worker]  # it was never replaced
    print(f"\n{dict(statuses)}, MB: {[round(size) for size in megabytes]}")  # noqa: T201
    assert megabytes[-1] - megabytes[0] < GROWTH, megabytes


@pytest.mark.parametrize(
    ("status", "text"),
    [(500, ""), (502, ""), (200, "Traceback (most recent call last)"), (200, f"{APOLOGY}.")],
)
def test_a_bad_answer_is_found(status: int, text: str) -> None:
    assert complaint(Question("GET", "/"), status, text)
    assert not complaint(Question("GET", "/"), 200, "fine")


def test_questions_are_wild_and_many_of_them_fit(dash_app: Dash, client: FlaskClient) -> None:
    client.get("/")
    wild = Wild(dash_app, with_jobs=True)
    assert set(wild.names) >= {"text", "ticker"}
    assert wild.rarely
    assert wild.shown["sentiment-text", "value"]
    drawn: set[str] = set()

    @settings(max_examples=200, database=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def look(data: st.DataObject) -> None:
        drawn.add(data.draw(wild.questions()).about)

    look()
    assert len(drawn) > 20
