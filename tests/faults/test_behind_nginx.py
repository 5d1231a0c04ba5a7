"""Behind Debian's nginx, on real sockets: what visitors get there is what the app sends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest

from tests.nginx import nginx_before
from tests.serving import Served, exchange, review_body, serving

UPDATE = "/_dash-update-component"
JSON = {"Content-Type": "application/json"}
LINKED = re.compile(r'(?:src|href)="(/[^"]+)"')
MEGABYTE = 2**20


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, int]]:
    """Serve behind nginx; give the server and the port of nginx."""
    folder = tmp_path_factory.mktemp("nginx")
    with (
        serving(folder / "work", TRUSTED_PROXIES="1", REQUESTS_PER_MINUTE="400") as served,
        nginx_before(served.port, folder / "proxy") as port,
    ):
        yield served, port


def test_a_page_and_all_it_names_come_through_as_they_were_sent(
    proxied: tuple[Served, int],
) -> None:
    served, port = proxied
    asked = {"Accept-Encoding": "br"}
    status, headers, body = exchange(port, "GET", "/sentiment", None, asked)
    assert status == 200
    assert headers["server"] == "nginx"
    assert "script-src" in headers["content-security-policy"]
    document = brotli.decompress(body).decode()
    addresses = set(LINKED.findall(document))
    assert len(addresses) > 50
    for address in addresses:
        direct = exchange(served.port, "GET", address, None, asked)
        through = exchange(port, "GET", address, None, asked)
        assert (through[0], through[2]) == (direct[0], direct[2]), address
        for name in ("content-encoding", "cache-control", "etag", "x-content-type-options"):
            assert through[1].get(name) == direct[1].get(name), (address, name)


def test_callbacks_are_answered_through_it_many_at_once(proxied: tuple[Served, int]) -> None:
    _, port = proxied
    body = json.dumps(review_body()).encode()
    with ThreadPoolExecutor(20) as crowd:
        asked = [crowd.submit(exchange, port, "POST", UPDATE, body, JSON) for _ in range(200)]
        answers = [future.result() for future in asked]
    assert {status for status, _, _ in answers} == {200}
    assert all(b"sentiment-trace" in body for _, _, body in answers)


def test_a_table_of_the_size_that_is_allowed_comes_through_and_a_larger_one_does_not(
    proxied: tuple[Served, int],
) -> None:
    _, port = proxied
    row = b"a review of some length that says nothing at all,1\n"
    table = b"text,label\n" + row * (40 * MEGABYTE // len(row))
    headers = {"X-Filename": "table.csv", "Content-Type": "application/octet-stream"}
    status, _, told = exchange(port, "POST", "/files/give", table, headers)
    assert status == 200, told[:200]
    assert json.loads(told)["token"]
    claimed = {**headers, "Content-Length": str(200 * MEGABYTE)}
    assert exchange(port, "POST", "/files/give", b"", claimed)[0] == 413


def test_nobody_gets_another_address_by_claiming_one(tmp_path: Path) -> None:
    body = json.dumps(review_body()).encode()
    with (
        serving(
            tmp_path / "work", WORKERS="1", TRUSTED_PROXIES="1", REQUESTS_PER_MINUTE="5"
        ) as served,
        nginx_before(served.port, tmp_path / "proxy") as port,
    ):
        told = [
            exchange(port, "POST", UPDATE, body, {**JSON, "X-Forwarded-For": f"203.0.113.{place}"})[
                :2
            ]
            for place in range(8)
        ]
    statuses = [status for status, _ in told]
    assert statuses[:5] == [200] * 5
    assert 429 in statuses[5:]
    assert all("retry-after" in headers for status, headers in told if status == 429)
