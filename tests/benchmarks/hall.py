"""Visitors of a lecture hall, for locust: each loads the page with all it needs, then types.

`bench_hall.py` starts the server and this: `make bench`.
"""

from __future__ import annotations

import json
import random
import re
from typing import Any

from locust import FastHttpUser, between, task

from tests.serving import page_body, review_body

PAGE = "/sentiment"
OPINION = """
the waiter was friendly and the soup came hot but nobody had told us that the kitchen closes at nine
so we left hungry and a little sad although the terrace is lovely and the wine was not bad at all we
may come back for lunch when the market is open
"""
WORDS = OPINION.split()
LINKED = re.compile(r'(?:src|href)="(/[^"]+)"')
ENCODINGS = {"Accept-Encoding": "br, gzip"}
CALLBACK = {**ENCODINGS, "Content-Type": "application/json"}


class Visitor(FastHttpUser):
    """Somebody with a browser: one page, then a word more every two to four seconds."""

    wait_time = between(2, 4)

    def on_start(self) -> None:
        """Load the page as a browser does: document, scripts, styles, layout, first answers."""
        self.words: list[str] = []
        document = self.fetch(PAGE, "document")
        for address in dict.fromkeys(LINKED.findall(document)):
            self.fetch(address, "script or style")
        self.fetch("/_dash-layout", "layout")
        self.fetch("/_dash-dependencies", "layout")
        self.ask(page_body(PAGE), "page content")
        self.ask(review_body(), "edit")

    @task
    def type_a_word(self) -> None:
        """Send the review with one more word, as the page does."""
        self.words.append(random.choice(WORDS))  # noqa: S311
        self.ask(review_body(" ".join(self.words)), "edit")

    def fetch(self, address: str, kind: str) -> str:
        """Return a file as text; anything but 200 with a body counts as failed."""
        with self.client.get(address, name=kind, headers=ENCODINGS, catch_response=True) as answer:
            if answer.status_code != 200 or not answer.content:
                answer.failure(f"{address}: {answer.status_code}")
                return ""
            return "" if kind.startswith("script") else (answer.text or "")

    def ask(self, body: dict[str, Any], kind: str) -> None:
        """Send a callback; anything but an answer to it counts as failed."""
        with self.client.post(
            "/_dash-update-component",
            name=kind,
            data=json.dumps(body),
            headers=CALLBACK,
            catch_response=True,
        ) as answer:
            if answer.status_code != 200 or '"response"' not in (answer.text or ""):
                answer.failure(f"{kind}: {answer.status_code}")
