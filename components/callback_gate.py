"""Callbacks as a page sends them, and nothing else: what does not fit is refused before it runs.

Dash trusts what arrives at `_dash-update-component`; anyone can send anything there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from math import isfinite
from typing import Any

import flask
from dash import Dash
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import BadRequest, NotFound

from components.refusals import refusal
from components.sent import is_expected

ROUTE = "_dash-update-component"
# Half of a character beyond the first 65,536; a browser writes only lone halves like this.
_WILD = (["MATCH"], ["ALL"], ["ALLSMALLER"])
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def guard_callbacks(app: Dash) -> str:
    """Let only requests through that fit one of the app's callbacks; return their endpoint.

    Every other request gets the status 400 or 404.
    """
    server = app.server
    server.json = _CarefulJSON(server)
    endpoint = endpoint_of(server, ROUTE)
    dispatch = server.view_functions[endpoint]

    def checked() -> Any:
        body = flask.request.get_json()
        require_fit(body, app.callback_map)
        flask.g.callback = body["output"]
        try:
            return dispatch()
        except RecursionError:
            return refusal(400)

    server.view_functions[endpoint] = checked
    return endpoint


def endpoint_of(server: flask.Flask, ending: str) -> str:
    """Return the endpoint of the address with this ending."""
    rules = server.url_map.iter_rules()
    return next(rule.endpoint for rule in rules if rule.rule.endswith(ending))


def require_fit(body: Any, callbacks: Mapping[str, Any]) -> None:
    """Raise `NotFound` or `BadRequest` unless `body` asks one of the callbacks as it is declared.

    Args:
        body: What was sent, parsed.
        callbacks: `Dash.callback_map`.
    """
    output = body.get("output") if isinstance(body, dict) else None
    if not isinstance(output, str):
        raise BadRequest
    declared = callbacks.get(output)
    if declared is None or "callback" not in declared:
        raise NotFound
    fits = (
        _are(body.get("inputs", []), declared["inputs"])
        and _are(body.get("state", []), declared["state"])
        and (declared["no_output"] or _are_outputs(body.get("outputs"), declared["output"]))
        and _are_names(body.get("changedPropIds", []))
        and all(_is_place(one) for one in body.get("inputs", []))
        and all(_may_come(one) for one in [*body.get("inputs", []), *body.get("state", [])])
    )
    if not fits:
        raise BadRequest


def _are(given: Any, declared: list[dict[str, str]]) -> bool:
    """Say whether these are the declared inputs or states, in their order."""
    return (
        isinstance(given, list)
        and len(given) == len(declared)
        and all(
            _is(one, want["id"], want["property"])
            for one, want in zip(given, declared, strict=True)
        )
    )


def _are_outputs(given: Any, declared: Any) -> bool:
    if not isinstance(declared, list | tuple):
        given, declared = [given], [declared]
    wanted = [{"id": one.component_id_str(), "property": _bare(one)} for one in declared]
    return _are(given, wanted)


def _bare(output: Any) -> str:
    """Return the property of an output that several callbacks may write."""
    return str(output.component_property).split("@")[0]


def _is(given: Any, wanted_id: str, wanted_property: str) -> bool:
    """Say whether one entry is what was declared; a pattern may have several parts."""
    if not wanted_id.startswith("{"):
        return _names(given, wanted_property) and given["id"] == wanted_id
    pattern = json.loads(wanted_id)
    parts = given if isinstance(given, list) else [given]
    return all(_names(part, wanted_property) and _matches(part["id"], pattern) for part in parts)


def _names(given: Any, wanted_property: str) -> bool:
    if not isinstance(given, dict) or "id" not in given:
        return False
    name = given.get("property")
    return isinstance(name, str) and name.split("@")[0] == wanted_property


def _matches(given: Any, pattern: dict[str, Any]) -> bool:
    """Say whether an id with several keys is one that the pattern means."""
    return (
        isinstance(given, dict)
        and given.keys() == pattern.keys()
        and all(
            isinstance(given[key], str | int | float) and want in (given[key], *_WILD)
            for key, want in pattern.items()
        )
    )


def _is_place(given: Any) -> bool:
    """Say whether an entry, where it is a place in the address bar, is one."""
    name = given["property"] if isinstance(given, dict) else ""
    value = given.get("value", "/") if isinstance(given, dict) else "/"
    if name == "pathname":
        return isinstance(value, str) and value.startswith("/")
    return name != "search" or isinstance(value, str | None)


def _may_come(given: Any) -> bool:
    """Say whether the value of an entry has the shape that its callback takes apart."""
    is_single = isinstance(given, dict)
    return not is_single or is_expected(given["id"], given["property"], given.get("value"))


def _are_names(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(name, str) for name in given)


class _CarefulJSON(DefaultJSONProvider):
    """Reads JSON that a browser can have written, and raises `ValueError` at anything else."""

    def loads(self, s: str | bytes, **options: Any) -> Any:
        """Return what the JSON says; lone halves of characters become question marks."""
        text = s if isinstance(s, str) else s.decode()
        options |= {"parse_constant": _refuse, "parse_float": _finite}
        try:
            found = super().loads(text, **options)
            return _mended(found) if _HALF.search(text) else found
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError("a number is too large")
    return number


def _mended(value: Any) -> Any:
    """Return a value of JSON whose texts can be written again, in UTF-8."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_mended(part) for part in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(part) for key, part in value.items()}
    return value
