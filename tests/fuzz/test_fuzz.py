"""Whatever arrives, the server answers: no status 500, no traceback, no apology, no more memory.

1,000 requests with the other tests; `make fuzz` sends 20,000 (FUZZ_REQUESTS).
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter

import psutil
import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.training_rule import TrainingRule
from tests.fuzz.wild import Question, Wild

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "1000"))
LONGEST = 10  # seconds for one answer, on a busy machine
APOLOGY = "Something went wrong on our side"
GROWTH = 150  # MB of a million bytes, after a tenth of the requests; models are loaded when asked
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


def test_whatever_a_stranger_sends_is_answered(
    dash_app: Dash, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = sys.modules["pages.training"]  # as Dash has imported it
    monkeypatch.setattr(page, "training_rule", lambda: TrainingRule("off"))
    asking = dash_app.server.test_client()
    asking.get("/")
    wild = Wild(dash_app, with_jobs=False)
    statuses: Counter[int] = Counter()
    memory: list[float] = []

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
        with asking.open(
            question.path, method=question.method, data=question.body, content_type=question.kind
        ) as answer:
            text = answer.get_data(as_text=True) if answer.mimetype != "font/woff2" else ""
            statuses[answer.status_code] += 1
        assert not complaint(question, answer.status_code, text)
        assert time.monotonic() - began < LONGEST, question
        if sum(statuses.values()) % (REQUESTS // 10) == 0:
            memory.append(psutil.Process().memory_info().rss / 1e6)

    ask()
    assert statuses[200] > REQUESTS / 10
    print(f"\n{dict(statuses)}, MB: {[round(size) for size in memory]}")  # noqa: T201
    assert memory[-1] - memory[0] < GROWTH, memory


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
