"""What a visitor types is answered and forgotten: it is in no log, no cache, no file afterwards."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.serving import Served, exchange, free_port, serving

MARK = "quincezanzibar"
TYPED = f"the {MARK} was good\nthe {MARK} was bad\nwhat is {MARK}?"
WRITTEN = ("value", "data", "children", "search", "contents")
FORMS = tuple(MARK.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Serve with everything on that writes: the log of requests, numbers for Prometheus."""
    with serving(
        tmp_path / "work",
        entry="tests.faults.with_alarm:server",
        ACCESS_LOG="1",
        METRICS_PORT=str(free_port()),
        UNROLLED_RUNS=str(tmp_path / "runs"),
        UNPICKLED=str(tmp_path / "unpickled"),
        TMPDIR=str(tmp_path),
    ) as server:
        yield server


def questions(served: Served) -> Iterator[dict[str, Any]]:
    """Yield every callback of the server with the typed text wherever a text may stand."""
    declared = json.loads(served.get("/_dash-dependencies")[1])
    for one in declared:
        if one["clientside_function"] or one.get("background"):
            continue
        for value in (TYPED, MARK, [TYPED, TYPED], [TYPED] * 3, {"token": MARK, "name": TYPED}):
            yield _filled(one, value)


def _filled(declared: dict[str, Any], value: Any) -> dict[str, Any]:
    def entry(part: dict[str, Any]) -> dict[str, Any]:
        found = json.loads(part["id"]) if part["id"].startswith("{") else part["id"]
        given = value if part["property"] in WRITTEN else None
        return {"id": found, "property": part["property"], "value": given}

    outputs = [_target(name) for name in declared["output"].strip(".").split("...")]
    several = declared["output"].startswith("..")
    return {
        "output": declared["output"],
        "outputs": outputs if several else outputs[0],
        "inputs": [entry(part) for part in declared["inputs"]],
        "state": [entry(part) for part in declared["state"]],
        "changedPropIds": [f"{part['id']}.{part['property']}" for part in declared["inputs"][:1]],
    }


def _target(name: str) -> dict[str, str]:
    component, prop = name.rsplit(".", 1)
    return {"id": component, "property": prop.split("@")[0]}


def places_of(mark: tuple[bytes, ...], folder: Path) -> list[str]:
    """Return every file below a folder that holds the mark, plain or compressed."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(form in _readable(path) for form in mark)
    )


def _readable(path: Path) -> bytes:
    """Return what a file holds, and what zlib finds in it from any place where such data begins."""
    raw = path.read_bytes()
    found = [raw]
    for head in (b"\x78\x01", b"\x78\x9c", b"\x1f\x8b"):
        start = raw.find(head)
        while start >= 0:
            with suppress(zlib.error):
                found.append(zlib.decompressobj(47).decompress(raw[start:]))
            start = raw.find(head, start + 1)
    return b"\n".join(found)


def test_nothing_typed_is_left_anywhere(served: Served, tmp_path: Path) -> None:
    answered = echoed = 0
    for body in questions(served):
        status, told = served.ask(body)
        answered += status == 200
        echoed += MARK in json.dumps(told)
    served.get(f"/{MARK}?text={MARK}", Cookie=f"a={MARK}", Referer=f"http://{MARK}/")
    exchange(served.port, "POST", f"/{MARK}", TYPED.encode(), {"X-Mark": MARK})
    exchange(served.port, "POST", "/_dash-update-component", TYPED.encode(), {})
    assert answered > 60
    assert echoed > 10  # the texts were really read
    allowed = "work/uploads/"  # what a visitor gives to be kept; see the next test
    found = places_of(FORMS, tmp_path)
    assert [place for place in found if not place.startswith(allowed)] == []
    assert not (tmp_path / "unpickled").exists()


def test_what_was_given_to_be_kept_goes_when_it_is_forgotten(
    served: Served, tmp_path: Path
) -> None:
    headers = {"X-Filename": "a.csv", "Content-Type": "application/octet-stream"}
    content = f"text,label\n{TYPED.splitlines()[0]},1\n".encode()
    status, _, told = exchange(served.port, "POST", "/files/give", content, headers)
    assert status == 200, told
    token = json.loads(told)["token"]
    (held,) = places_of(FORMS, tmp_path)
    assert held.startswith("work/uploads/")
    assert (tmp_path / "work/uploads").stat().st_mode & 0o777 == 0o700
    exchange(served.port, "POST", "/files/forget", token.encode(), {})
    assert places_of(FORMS, tmp_path) == []


def test_a_mark_that_was_left_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(f"so {MARK} so")
    (tmp_path / "b").write_bytes(b"head" + zlib.compress(json.dumps({"text": TYPED}).encode()))
    (tmp_path / "c").write_bytes(MARK.encode("utf-16-le"))
    (tmp_path / "d").write_text("nothing")
    assert places_of(FORMS, tmp_path) == ["a", "b", "c"]
