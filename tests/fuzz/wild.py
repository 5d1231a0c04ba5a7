"""What strangers may send: questions like those of a page with any values in them, and rubbish."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import dash
from dash import Dash
from dash.development.base_component import Component
from hypothesis import strategies as st

from components.browser_functions import functions_of

UPDATE = "/_dash-update-component"
JSON = "application/json"
_TEXTS = (
    "", " ", "good", "\x00", "\u05e9\u05dc\u05d5\u05dd", "\U0001f600" * 50, "a" * 30_000, "\u202e",
    "0", "-1", "1e400", "nan", "true", "null", "__proto__", "../../etc/passwd", "%00", "'; --",
    "<script>", "{}", "[]", "1,2,3", "1\n2\n3", "good " * 5_000, "1 " * 3_000, "data:,", "GOOG",
    "data:text/csv;base64,MSwyLDMKNCw1LDYK", "data:;base64,H4sIAAAA", "x" * 32,
)  # fmt: skip
_NUMBERS = (0, -1, 1, 2, 10**9, -(10**9), 2**31, 2**63, 10**30, 0.5, -0.0, 1e-300, 1e300, 99.999)
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(_NUMBERS),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(_TEXTS),
    st.text(max_size=40),
)
ANYTHING = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=6), st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)


@dataclass(frozen=True)
class Question:
    """One request: method, path, body; `about` names the callback or page it is about."""

    method: str
    path: str
    body: bytes = b""
    kind: str = JSON
    about: str = ""


class Wild:
    """Draws questions to one app."""

    def __init__(self, app: Dash, *, with_jobs: bool) -> None:
        declared = {name: one for name, one in app.callback_map.items() if "callback" in one}
        jobs = {name for name, one in declared.items() if one.get("background")}
        self.callbacks = {n: one for n, one in declared.items() if with_jobs or n not in jobs}
        self.shown = _shown(app)
        self.paths = [page["path"] for page in dash.page_registry.values()]
        found = re.findall(r'"names": (\[[^\]]*\])', functions_of(app))
        self.names = sorted({name for names in found for name in json.loads(names)})
        # A long job costs a process: it is asked for now and then only.
        self.often = [n for n in self.callbacks if n not in jobs]
        self.rarely = [n for n in self.callbacks if n in jobs]

    def questions(self) -> st.SearchStrategy[Question]:
        """Return all kinds of questions, most of them such as a page could ask."""
        often = st.sampled_from(self.often).flatmap(self.asked)
        kinds = [often] * 5 + [self.visits()] * 3 + [self.rubbish(), self.addresses()]
        if self.rarely:
            rare = st.sampled_from(self.rarely).flatmap(self.asked)
            return st.integers(0, 99).flatmap(lambda n: rare if n == 0 else st.one_of(kinds))
        return st.one_of(kinds)

    def asked(self, output: str) -> st.SearchStrategy[Question]:
        """Return questions of a callback as it is declared, with any values."""
        declared = self.callbacks[output]
        entries = [*declared["inputs"], *declared["state"]]
        values = st.tuples(*(self.value(entry) for entry in entries))
        return values.map(lambda chosen: self._question(output, list(chosen)))

    def value(self, entry: dict[str, str]) -> st.SearchStrategy[Any]:
        """Return what may stand for a property: what the page has, that bent, or anything."""
        had = self.shown.get((entry["id"], entry["property"]))
        bent = st.sampled_from(list(_bent(had)))
        return st.one_of(st.just(had), bent, ANYTHING)

    def visits(self) -> st.SearchStrategy[Question]:
        """Return questions for pages, by links that anyone may have written."""
        router = "_pages_content.children..._pages_store.data"
        values = st.one_of(_SCALARS.map(str), st.sampled_from(_TEXTS))
        query = st.dictionaries(st.sampled_from(self.names), values, max_size=5)
        searches = query.map(lambda chosen: f"?{urlencode(chosen, errors='replace')}"[:8000])
        return st.tuples(st.sampled_from(self.paths), searches, ANYTHING).map(
            lambda drawn: self._question(f"..{router}..", list(drawn))
        )

    def rubbish(self) -> st.SearchStrategy[Question]:
        """Return bodies that no page sends."""
        half = st.fixed_dictionaries(
            {"output": st.one_of(st.sampled_from(list(self.callbacks)), ANYTHING)},
            optional=dict.fromkeys(("inputs", "outputs", "state", "changedPropIds"), ANYTHING),
        )
        bodies = st.one_of(
            ANYTHING.map(_written), half.map(_written), st.binary(max_size=200),
            st.integers(1, 5000).map(lambda n: b"[" * n),
        )  # fmt: skip
        kinds = st.sampled_from([JSON, "text/plain", "multipart/form-data", ""])
        return st.builds(
            lambda body, kind: Question("POST", UPDATE, body, kind, "rubbish"), bodies, kinds
        )

    def addresses(self) -> st.SearchStrategy[Question]:
        """Return addresses, most of which do not exist."""
        starts = [
            "",
            "assets/",
            "_dash-component-suites/",
            "_dash-component-suites/dash/",
            "files/",
        ]
        starts += ["functions/", *(path.lstrip("/") + "/" for path in self.paths)]
        known = [*self.paths, "/_dash-layout", "/_dash-dependencies", "/healthz", "/_reload-hash"]
        made = st.builds(
            lambda start, rest: "/" + start + quote(rest.encode(errors="replace")),
            st.sampled_from(starts), st.text(max_size=60),
        )  # fmt: skip
        query = st.text(max_size=60).map(lambda text: quote(text.encode(errors="replace")))
        paths = st.builds(
            lambda path, q: f"{path}?{q}", st.one_of(made, st.sampled_from(known)), query
        )
        methods = st.sampled_from(["GET", "GET", "GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE"])
        return st.builds(
            lambda method, path, body: Question(method, path, body, JSON, "address"),
            methods, paths, st.sampled_from([b"", b"{}", b"x" * 200]),
        )  # fmt: skip

    def _question(self, output: str, values: list[Any]) -> Question:
        declared = self.callbacks[output]
        ins, states = declared["inputs"], declared["state"]
        filled = [
            {"id": _id(one["id"]), "property": one["property"], "value": value}
            for one, value in zip([*ins, *states], values, strict=True)
        ]
        outputs = declared["output"]
        many = isinstance(outputs, list | tuple)
        named = [
            {"id": o.component_id, "property": o.component_property}
            for o in (outputs if many else [outputs])
        ]
        body = {
            "output": output,
            "outputs": named if many else named[0],
            "inputs": filled[: len(ins)],
            "state": filled[len(ins) :],
            "changedPropIds": [f"{one['id']}.{one['property']}" for one in ins[:1]],
        }
        return Question("POST", UPDATE, _written(body), JSON, output)


def _written(value: Any) -> bytes:
    return json.dumps(value).encode()


def _id(declared: str) -> Any:
    return json.loads(declared) if declared.startswith("{") else declared


def _bent(value: Any) -> list[Any]:
    """Return things that are nearly this value."""
    near: list[Any] = [str(value), [value], {"value": value}, None]
    if isinstance(value, bool | int | float):
        near += [value + 1, -value, value * 1000, value / 3]
    if isinstance(value, str):
        near += [value[:5], value * 20, value[::-1], f"{value}\x00", value.upper()]
    if isinstance(value, list):
        near += [value[:-1], value[::-1], value * 2, [str(part) for part in value]]
    if isinstance(value, dict):
        near += [dict(list(value.items())[1:]), {**value, "more": 1}]
    return near


def _shown(app: Dash) -> dict[tuple[str, str], Any]:
    """Return what every part of every page has at first: (id, property) -> value."""
    trees = [app.layout]
    with app.server.test_request_context():
        for page in dash.page_registry.values():
            trees.append(page["layout"]() if callable(page["layout"]) else page["layout"])
    found: dict[tuple[str, str], Any] = {}
    for tree in trees:
        for part in tree._traverse_ids():
            if isinstance(part.id, str):
                for name in part._prop_names:
                    value = getattr(part, name, None)
                    if not isinstance(value, Component) and _is_json(value):
                        found[part.id, name] = value
    return found


def _is_json(value: Any) -> bool:
    try:
        return len(json.dumps(value)) < 20_000
    except (TypeError, ValueError):
        return False
