"""Under a path prefix, with `--preload`: other ways in which a server is really started."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path

import pytest

from tests.nginx import nginx_before
from tests.serving import GUNICORN, exchange, memory, page_body, review_body, serving

PREFIX = "/course/rnn/"
LINKED = re.compile(r'(?:src|href)="(/[^"]+)"')


@pytest.mark.parametrize("is_proxied", [False, True], ids=["alone", "behind nginx"])
def test_under_a_path_prefix_everything_lies_below_it(tmp_path: Path, is_proxied: bool) -> None:
    with serving(
        tmp_path / "work", first=PREFIX, WORKERS="1", DASH_URL_BASE_PATHNAME=PREFIX
    ) as served:
        if is_proxied:
            with nginx_before(served.port, tmp_path / "proxy") as port:
                everything_lies_below(port)
        else:
            everything_lies_below(served.port)


def everything_lies_below(port: int) -> None:
    """Ask for pages, scripts, probes and callbacks below the prefix, and outside of it."""
    status, _, document = exchange(port, "GET", f"{PREFIX}sentiment", None, {})
    assert status == 200
    addresses = set(LINKED.findall(document.decode()))
    assert [address for address in addresses if not address.startswith(PREFIX)] == []
    for address in sorted(addresses):
        assert exchange(port, "GET", address, None, {})[0] == 200, address
    for place in ("healthz", "readyz", "_dash-layout", "_dash-dependencies"):
        assert exchange(port, "GET", f"{PREFIX}{place}", None, {})[0] == 200
        assert exchange(port, "GET", f"/{place}", None, {})[0] == 404
    assert exchange(port, "GET", f"{PREFIX}no-such-page", None, {})[0] == 404
    for body in (review_body(), page_body(f"{PREFIX}stocks")):
        sent, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
        update = f"{PREFIX}_dash-update-component"
        status, _, told = exchange(port, "POST", update, sent, headers)
        assert status == 200
        assert b"went wrong" not in told
    given = {"X-Filename": "a.csv"}
    assert exchange(port, "POST", f"{PREFIX}files/give", b"text\nso\n", given)[0] == 200
    assert exchange(port, "POST", "/files/give", b"text\nso\n", given)[0] == 404


def test_preloaded_workers_share_what_was_imported_and_are_replaced(tmp_path: Path) -> None:
    command = (*GUNICORN, "--preload")
    with serving(tmp_path / "work", command=command) as served:
        rss, pss = memory(served)
        assert pss < 0.8 * rss
        victim = served.workers()[0]
        victim.send_signal(signal.SIGKILL)
        victim.wait(timeout=10)
        for _ in range(20):
            assert served.ask(review_body())[0] == 200
