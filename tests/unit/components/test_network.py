"""What stands between the network and the callbacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import dash
import flask
import pytest
from dash import Dash, Input, Output, State, _get_app
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from components.callback_gate import guard_callbacks, require_fit
from components.clients import Allowance, believe_proxies, client, limit_clients
from components.refusals import answer_in_sentences
from components.sent import of_type, record, several, texts
from tests.serving import callback_body

UPDATE = "/_dash-update-component"
LENGTH = {
    "output": "told.children",
    "outputs": {"id": "told", "property": "children"},
    "inputs": [{"id": "text", "property": "value", "value": "four"}],
    "state": [{"id": "unit", "property": "value", "value": "letters"}],
    "changedPropIds": ["text.value"],
}
ALWAYS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "X-Frame-Options",
)


@pytest.fixture(autouse=True)
def the_product_stays_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dash takes the last app made for the app of the process; give that place back afterwards."""
    monkeypatch.setattr(_get_app, "APP", _get_app.APP)


@pytest.fixture
def small() -> Dash:
    """Return an app with one callback, apart from the product's."""
    app = Dash("small", server=flask.Flask("small"), use_pages=False)
    app.layout = dash.html.Div(id="told")

    @app.callback(Output("told", "children"), Input("text", "value"), State("unit", "value"))
    def tell(text: str, unit: str) -> str:
        return f"{len(text)} {unit}"

    answer_in_sentences(app.server)
    return app


def limited(app: Dash, **allowed: Any) -> FlaskClient:
    """Return a client of the small app, with its limits."""
    allowance = {"file_bytes": 100, "table_bytes": 100, "requests_per_minute": 5}
    app.server.add_url_rule("/give", "give", lambda: flask.jsonify(given=True), methods=["POST"])
    endpoint = guard_callbacks(app)
    limit_clients(
        app, Allowance(**{**allowance, "uploads_per_minute": 2, **allowed}), endpoint, "give"
    )
    return app.server.test_client()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/", 200),
        ("get", "/stocks", 200),
        ("get", "/no-such-page", 404),
        ("get", "/assets/base.css", 200),
        ("get", "/assets/no-such.css", 404),
        ("get", "/_dash-component-suites/nothing/x.js", 404),
        ("get", "/_dash-component-suites/dash/no-such.js", 404),
        ("get", "/healthz", 200),
        ("get", "/functions/other.js", 404),
        ("put", "/", 405),
        ("post", UPDATE, 415),
    ],
)
def test_every_answer_has_every_header(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    with getattr(client, method)(path) as answer:
        assert answer.status_code == status
        assert [name for name in ALWAYS if name not in answer.headers] == []
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
        assert "Traceback" not in answer.text


def test_an_answer_without_a_body_has_the_headers_too(client: FlaskClient) -> None:
    tag = client.get("/assets/icons/sun.svg").headers["ETag"]
    again = client.get("/assets/icons/sun.svg", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert [name for name in ALWAYS if name not in again.headers] == []


def test_all_headers_of_a_document_fit_into_what_a_proxy_expects(client: FlaskClient) -> None:
    headers = client.get("/").headers
    assert sum(len(name) + len(value) + 4 for name, value in headers) < 3000


def test_a_request_that_fits_is_answered(small: Dash) -> None:
    answer = limited(small).post(UPDATE, json=LENGTH)
    assert answer.json["response"]["told"]["children"] == "4 letters"


def changed(**parts: Any) -> dict[str, Any]:
    return {**LENGTH, **parts}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ([], 400),
        ({}, 400),
        (changed(output=["told.children"]), 400),
        (changed(output="other.children"), 404),
        (changed(inputs=[]), 400),
        (changed(inputs="text"), 400),
        (changed(inputs=[7]), 400),
        (changed(inputs=[{"id": "other", "property": "value"}]), 400),
        (changed(inputs=[{"id": "text", "property": "data"}]), 400),
        (changed(inputs=[{"id": "text", "property": ["value"]}]), 400),
        (changed(state=[]), 400),
        (changed(state={}), 400),
        (changed(outputs=None), 400),
        (changed(outputs={"id": "other", "property": "children"}), 400),
        (changed(outputs=[LENGTH["outputs"]]), 400),
        (changed(changedPropIds=[["text"]]), 400),
        (changed(changedPropIds="text.value"), 400),
    ],
)
def test_a_request_that_does_not_fit_is_refused(small: Dash, body: Any, status: int) -> None:
    answer = limited(small).post(UPDATE, json=body)
    assert answer.status_code == status
    assert answer.json["message"]


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"\xff\xfe", b"[" * 5000, b'{"a": NaN}', b'{"a": 1e999}', b'{"a": ' + b"9" * 5000],
    ids=["nothing", "half", "no UTF-8", "deep", "NaN", "infinite", "long number"],
)
def test_what_is_no_json_of_a_browser_is_refused(small: Dash, raw: bytes) -> None:
    answer = limited(small).post(UPDATE, data=raw, content_type="application/json")
    assert answer.status_code == 400


def test_half_a_character_does_not_break_the_answer(small: Dash) -> None:
    raw = flask.json.dumps(LENGTH).replace("letters", "\\ud83d \\\\ud83d")
    answer = limited(small).post(UPDATE, data=raw, content_type="application/json")
    assert answer.json["response"]["told"]["children"] == "4 \ufffd \\ud83d"


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ([{"id": {"kind": "a", "row": 3}, "property": "value"}], True),
        ([], True),
        ([{"id": {"kind": "b", "row": 3}, "property": "value"}], False),
        ([{"id": {"kind": "a"}, "property": "value"}], False),
        ([{"id": {"kind": "a", "row": [3]}, "property": "value"}], False),
        ([{"id": "a", "property": "value"}], False),
    ],
)
def test_ids_with_several_parts_fit_their_pattern(given: Any, fits: bool) -> None:
    app = Dash("patterns", server=flask.Flask("patterns"), use_pages=False)
    pattern = {"kind": "a", "row": dash.ALL}
    app.callback(Output("sum", "children"), Input(pattern, "value"))(len)
    body = {"output": "sum.children", "outputs": {"id": "sum", "property": "children"}}
    app.callback_map.update(dash._callback.GLOBAL_CALLBACK_MAP)
    try:
        require_fit({**body, "inputs": [given]}, app.callback_map)
    except HTTPException:
        assert not fits
    else:
        assert fits


def test_more_than_the_limit_at_once_is_refused_with_413(small: Dash) -> None:
    asking = limited(small)
    long = changed(inputs=[{"id": "text", "property": "value", "value": "x" * 3 * 2**20}])
    assert asking.post(UPDATE, json=long).status_code == 413
    assert asking.post(UPDATE, json=LENGTH).status_code == 200


def test_a_client_that_asks_too_often_waits_and_others_do_not(small: Dash) -> None:
    asking = limited(small)
    statuses = [asking.post(UPDATE, json=LENGTH).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    refused = asking.post(UPDATE, json=LENGTH)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "Too many requests" in refused.json["message"]
    other = {"REMOTE_ADDR": "192.0.2.7"}
    assert asking.post(UPDATE, json=LENGTH, environ_overrides=other).status_code == 200
    assert {asking.get("/").status_code for _ in range(20)} == {200}


def test_files_have_a_tighter_limit_of_their_own(small: Dash) -> None:
    asking = limited(small)
    assert [asking.post("/give").status_code for _ in range(3)] == [200, 200, 429]
    assert asking.post(UPDATE, json=LENGTH).status_code == 200


def test_without_redis_each_worker_counts_for_itself(small: Dash) -> None:
    asking = limited(small, redis_url="redis://127.0.0.1:1/0", requests_per_minute=2)
    assert [asking.post(UPDATE, json=LENGTH).status_code for _ in range(3)] == [200, 200, 429]


def seen(trusted: int, address: str, **headers: str) -> str:
    """Return whom a request is counted for."""
    server = flask.Flask("seen")
    server.add_url_rule("/", "whom", client)
    believe_proxies(server, trusted)
    return (
        server.test_client()
        .get("/", headers=headers, environ_overrides={"REMOTE_ADDR": address})
        .text
    )


FORWARDED = {"X-Forwarded-For": "203.0.113.9, 198.51.100.2"}


@pytest.mark.parametrize(
    ("trusted", "headers", "whom"),
    [
        (0, {}, "10.0.0.1"),
        (0, FORWARDED, "10.0.0.1"),
        (1, FORWARDED, "198.51.100.2"),
        (2, FORWARDED, "203.0.113.9"),
        (3, FORWARDED, "10.0.0.1"),
        (1, {"X-Forwarded-For": "anything at all"}, "anything at all"),
        (1, {}, "10.0.0.1"),
    ],
)
def test_only_what_trusted_proxies_added_is_believed(
    trusted: int, headers: dict[str, str], whom: str
) -> None:
    assert seen(trusted, "10.0.0.1", **headers) == whom


@pytest.mark.parametrize(
    ("address", "whom"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("192.0.2.1", "192.0.2.1"),
    ],
)
def test_a_household_of_ipv6_is_one_client(address: str, whom: str) -> None:
    assert seen(0, address) == whom


@pytest.fixture
def broken(small: Dash) -> Iterator[Callable[[], Any]]:
    """Return what asks an address whose view fails, quoting a visitor."""

    def fail() -> None:
        raise ValueError("what the visitor typed")

    small.server.add_url_rule("/fail", "fail", fail)
    yield lambda: small.server.test_client().get("/fail")


def test_a_failure_is_an_apology_and_a_line_of_code_in_the_log(
    broken: Callable[[], Any], caplog: pytest.LogCaptureFixture
) -> None:
    answer = broken()
    assert answer.status_code == 500
    assert "our side" in answer.json["message"]
    assert "typed" not in answer.text + caplog.text
    assert "ValueError at " in caplog.text
    assert "test_network.py" in caplog.text


@pytest.mark.parametrize(
    ("fits", "right", "wrong"),
    [
        (several(2), [["a", None]], [None, [], ["a"], ["a", "b", "c"], "ab", {"a": 1, "b": 2}]),
        (several(1, or_nothing=True), [None, [1]], [[], [1, 2], "a"]),
        (record(), [None, {}, {"a": 1}], [[], "", 0, [{}], "a", True, False]),
        (record({"n": of_type(int)}, t=texts), [None, {}, {"n": 1}, {"n": 1, "t": ["a"]}],
         [{"t": []}, {"n": "1"}, {"n": True}, {"n": 1, "t": "a"}, {"n": 1, "t": [2]}]),
    ],
)  # fmt: skip
def test_what_comes_back_from_a_store_fits_or_is_refused(
    fits: Any, right: list[Any], wrong: list[Any]
) -> None:
    assert [value for value in right if not fits(value)] == []
    assert [value for value in wrong if fits(value)] == []


@pytest.mark.parametrize("value", [None, [], ["only one"], "text", 5, {"a": 1}])
def test_a_store_with_something_else_in_it_is_refused_before_the_callback_runs(
    client: FlaskClient, value: Any
) -> None:
    body = callback_body(
        "sentiment-influence-found.data", [("sentiment-influence-asked.data", value)]
    )
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 400
    assert "load the page again" in answer.get_json()["message"]
