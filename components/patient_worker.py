"""Gunicorn's threaded worker, made patient: a slow client never holds a thread.

Gunicorn gives a connection to a thread as soon as its first byte is there. Eight clients that send
a byte every few seconds then keep eight threads, and nobody else is answered. Here a request waits
in the worker's own loop, at the cost of one open socket, until all of it has arrived; a thread sees
it only then. Large bodies are read by at most half of the threads, and only while they come fast
enough; the others always have threads left.
"""

from __future__ import annotations

import io
import re
import time
from collections import deque
from functools import partial
from typing import Any

from gunicorn.http import get_parser
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

_WHOLE_REQUEST_SECONDS = 10.0
_ANSWER_SECONDS = 30.0
_SMALL_BODY = 2**18
_LONGEST_HEAD = 2**16
_PIECE = 2**16
_BYTES_PER_SECOND = 20_000
_HEAD_ENDS = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,15})[ \t]*\r\n", re.IGNORECASE)
_STREAMED = re.compile(rb"\r\n(?:transfer-encoding|expect):", re.IGNORECASE)


class Arriving(SocketUnreader):
    """What has arrived on one connection and was not yet answered.

    Attributes:
        deadline: When the rest of the request must be here, or None between two requests.
        has_given_up: The body came too slowly; nothing more is read from this connection.
        is_large: The request has more of a body than is awaited before a thread reads it.
    """

    def __init__(self, sock: Any) -> None:
        super().__init__(sock)
        self.deadline: float | None = None
        self.has_given_up = False
        self.is_large = False
        self._began: float | None = None
        self._taken = 0

    def gather(self) -> bool:
        """Take what is there without waiting; False when the client is gone or too late."""
        now = time.monotonic()
        self.deadline = self.deadline or now + _WHOLE_REQUEST_SECONDS
        try:
            piece = self.sock.recv(_PIECE)
        except (BlockingIOError, InterruptedError):
            return now < self.deadline
        except OSError:
            return False
        self.buf.seek(0, io.SEEK_END)
        self.buf.write(piece)
        return bool(piece) and now < self.deadline

    def is_ready(self) -> bool:
        """Say whether a thread can answer without waiting for a slow client."""
        head, ends, body = self.buf.getvalue().partition(_HEAD_ENDS)
        if not ends:
            return len(head) > _LONGEST_HEAD  # refused by gunicorn's parser
        head += b"\r\n"
        length = _LENGTH.search(head)
        missing = int(length[1]) - len(body) if length else 0
        self.is_large = bool(_STREAMED.search(head)) or missing > _SMALL_BODY
        return self.is_large or missing <= 0

    def begin(self) -> None:
        """Note that a thread reads from here on."""
        self.deadline, self._began, self._taken = None, time.monotonic(), 0

    def chunk(self, size_hint: int | None = None) -> bytes:
        """Return the next piece of a large body; nothing once it comes too slowly."""
        passed = time.monotonic() - (self._began or time.monotonic())
        is_late = passed > _WHOLE_REQUEST_SECONDS + self._taken / _BYTES_PER_SECOND
        piece = b"" if is_late or self.has_given_up else self._next_piece(size_hint)
        self._taken += len(piece)
        self.has_given_up = self.has_given_up or not piece
        return piece

    def _next_piece(self, size_hint: int | None) -> bytes:
        try:
            return bytes(super().chunk(size_hint))
        except TimeoutError:
            return b""


class PatientWorker(ThreadWorker):
    """A threaded worker whose threads get whole requests."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._reading: set[TConn] = set()
        self._queueing: deque[TConn] = deque()

    def enqueue_req(self, conn: TConn) -> None:
        """Give the connection to a thread when its request is here, else wait for more of it."""
        if self.cfg.is_ssl:
            super().enqueue_req(conn)
            return
        if conn.parser is None:
            conn.parser = get_parser(self.cfg, conn.sock, conn.client)
            conn.parser.unreader = Arriving(conn.sock)
        conn.sock.setblocking(False)
        arriving: Arriving = conn.parser.unreader
        if not arriving.gather():
            self.nr_conns -= 1
            conn.close()
        elif arriving.is_ready():
            self._hand_over(conn, arriving)
        else:
            self._wait_for_more(conn, arriving)

    def _wait_for_more(self, conn: TConn, arriving: Arriving) -> None:
        conn.timeout = arriving.deadline
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, 1, partial(self.on_pending_socket_readable, conn))

    def _hand_over(self, conn: TConn, arriving: Arriving) -> None:
        if arriving.is_large and len(self._reading) >= max(1, self.cfg.threads // 2):
            self._queueing.append(conn)
            return
        if arriving.is_large:
            self._reading.add(conn)
        arriving.begin()
        conn.data_ready = True
        super().enqueue_req(conn)

    def handle_request(self, req: Any, conn: TConn) -> bool:
        """Answer; a client that does not take its answer in time is let go."""
        conn.sock.settimeout(_ANSWER_SECONDS)
        stays = bool(super().handle_request(req, conn))
        return stays and not getattr(conn.parser.unreader, "has_given_up", False)

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """Take the connection back from its thread, and let the next large body in."""
        super().finish_request(conn, fs)
        if conn in self._reading:
            self._reading.discard(conn)
            if self._queueing:
                following = self._queueing.popleft()
                self._hand_over(following, following.parser.unreader)
