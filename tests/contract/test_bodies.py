"""What the tests and benchmarks send to a real server is what the pages declare."""

from __future__ import annotations

from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.exceptions import BadRequest

from components.callback_gate import require_fit
from tests.serving import page_body, pair_body, review_body


@pytest.mark.parametrize(
    "body", [review_body(), pair_body("Why?", "How?"), page_body("/")], ids=lambda b: b["output"]
)
def test_a_request_that_the_tests_send_is_one_that_a_page_sends(
    dash_app: Dash, client: FlaskClient, body: dict[str, Any]
) -> None:
    require_fit(body, dash_app.callback_map)
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    assert answer.get_json()["response"]


def test_a_request_that_no_longer_fits_is_found(dash_app: Dash) -> None:
    body = review_body()
    body["inputs"].pop()
    with pytest.raises(BadRequest):
        require_fit(body, dash_app.callback_map)
