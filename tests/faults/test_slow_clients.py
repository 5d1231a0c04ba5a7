"""Slow clients cost a socket each, never a thread: everyone else is answered as if they were not.

There are eight threads in these servers (two workers, four each), and always more slow clients.
"""

from __future__ import annotations

import json
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.serving import Served, review_body

SLOW_CLIENTS = 60
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: unrolled\r\nX-Slow: "
HALF_A_BODY = (
    b"POST /_dash-update-component HTTP/1.1\r\nHost: unrolled\r\n"
    b'Content-Type: application/json\r\nContent-Length: 90000\r\n\r\n{"output'
)
LARGE_UPLOAD = (
    b"POST /files/give HTTP/1.1\r\nHost: unrolled\r\nX-Filename: a.csv\r\n"
    b"Content-Length: 9000000\r\n\r\ntext\n"
)


@contextmanager
def slow_clients(served: Served, begins_with: bytes) -> Iterator[list[socket.socket]]:
    """Open connections that begin a request and never finish it."""
    with ExitStack() as opened:
        clients = []
        for _ in range(SLOW_CLIENTS):
            client = socket.create_connection(("127.0.0.1", served.port), timeout=20)
            opened.enter_context(client)
            client.sendall(begins_with)
            clients.append(client)
        yield clients


def milliseconds(served: Served, requests: int = 12) -> float:
    """Return the median time of one keystroke's answer, in ms."""
    taken = []
    for _ in range(requests):
        began = time.perf_counter()
        assert served.ask(review_body())[0] == 200
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)


@pytest.mark.parametrize("begins_with", [b"", HALF_A_HEAD, HALF_A_BODY, LARGE_UPLOAD])
def test_slow_clients_do_not_keep_others_waiting(served: Served, begins_with: bytes) -> None:
    usual = milliseconds(served)
    with slow_clients(served, begins_with) as clients:
        for _ in range(3):
            for client in clients:
                client.sendall(b"x" * bool(begins_with))
            assert milliseconds(served, 4) < 10 * usual + 100


def test_who_does_not_finish_a_request_is_let_go(served: Served) -> None:
    with slow_clients(served, HALF_A_HEAD) as clients:
        began = time.monotonic()
        for client in clients:
            assert client.recv(1) == b""
        assert 5 < time.monotonic() - began < 20


def test_a_request_that_comes_in_pieces_is_answered(served: Served) -> None:
    body = json.dumps(review_body("good " * 3000)).encode()
    head = (
        f"POST /_dash-update-component HTTP/1.1\r\nHost: unrolled\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    request = head + body
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as client:
        for start in range(0, len(request), 5000):
            client.sendall(request[start : start + 5000])
            time.sleep(0.02)
        answer = client.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"sentiment-trace" in answer


def test_requests_sent_together_are_answered_one_after_the_other(served: Served) -> None:
    asked = b"GET /favicon.ico HTTP/1.1\r\nHost: unrolled\r\n\r\n"
    last = asked.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as client:
        client.sendall(asked + asked[:20])
        time.sleep(0.1)
        client.sendall(asked[20:] + last)
        assert client.makefile("rb").read().count(b"HTTP/1.1 ") == 3


def test_nonsense_is_refused(served: Served) -> None:
    for nonsense in (b"\x16\x03\x01\x02\x00" + b"\x01" * 70_000, b"hello\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", served.port), timeout=20) as client:
            client.sendall(nonsense)
            client.shutdown(socket.SHUT_WR)
            assert b"500" not in client.makefile("rb").readline()
