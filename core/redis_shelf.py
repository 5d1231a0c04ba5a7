"""What desks and workers leave for each other in one Redis: claims, signs of life, lines, models.

unrolled:run:<id>:owner   who trains it, or `desk` when nobody may any more; set once, never twice
unrolled:run:<id>:alive   goes away by itself when the owner has been silent for a while
unrolled:run:<id>:stop    somebody wants it to end
unrolled:run:<id>:rows    the rows that come with it, if any
unrolled:run:<id>:lines   what happened, as in progress.jsonl, without its first line
unrolled:run:<id>:model   the files of the best epoch; `version` is the hash of its manifest
unrolled:estimate:<key>   what a run would take
unrolled:workers          name of every worker and when it was last seen, by the clock of Redis

Plain text, arrays and JSON only: whoever can write into the Redis cannot make anyone run code.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from core.errors import InvalidInput, MissingData

DESK = "desk"
_PREFIX = "unrolled"
_KEPT = 7 * 86_400  # seconds that what nobody fetches is kept
_SILENCE = 15.0
_CONNECTING, _READING = 1.0, 20.0


class Unreachable(MissingData):
    """Redis does not answer."""


def silence() -> float:
    """Return for how many seconds a worker may be silent: `UNROLLED_SILENCE`, or 15.

    Raises:
        InvalidInput: It is no number from 1 to 3600.
    """
    given = os.environ.get("UNROLLED_SILENCE", "").strip()
    if not given:
        return _SILENCE
    if given.isascii() and given.isdigit() and 1 <= int(given[:6]) <= 3600:
        return float(given)
    raise InvalidInput(f"UNROLLED_SILENCE must be seconds from 1 to 3600, not {given[:40]!r}.")


def place_of(url: str) -> str:
    """Return host and port of a Redis, without the password; raises `InvalidInput` for others."""
    try:
        parts = urlsplit(url)
        port = parts.port or 6379
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in ("redis", "rediss") or not parts.hostname:
        raise InvalidInput("REDIS_URL must be such as redis://127.0.0.1:6379/0, but it is not.")
    return f"{parts.hostname}:{port}"


@dataclass(frozen=True)
class Seen:
    """What lies on the shelf about one run.

    Attributes:
        owner: Who trains it; empty when nobody has taken it (or Redis has forgotten).
        is_alive: Whether the owner was heard lately.
        lines: What has happened, from the byte that was asked for, whole lines only.
        version: Of the best model; empty before there is one.
    """

    owner: str
    is_alive: bool
    lines: bytes
    version: str


class Shelf:
    """The Redis that desks and workers share; its methods raise `Unreachable` where it is gone."""

    def __init__(self, url: str) -> None:
        import redis
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        self.place = place_of(url)
        self._redis: Any = redis.Redis.from_url(
            url,
            socket_connect_timeout=_CONNECTING,
            socket_timeout=_READING,
            retry=Retry(NoBackoff(), 1),  # once: a connection kept from before Redis was restarted
        )

    @contextmanager
    def _asked(self) -> Iterator[Any]:
        import redis

        try:
            yield self._redis
        except (redis.RedisError, OSError) as error:
            raise Unreachable(f"Redis at {self.place} cannot be reached.") from error

    def check(self) -> None:
        """Raise `Unreachable` unless Redis answers."""
        with self._asked() as server:
            server.ping()

    # Who is there

    def sign_in(self, worker: str) -> None:
        """Say that a worker is there; to be repeated before `silence` is over."""
        with self._asked() as server:
            now = _now(server)
            steps = server.pipeline()
            steps.zadd(_key("workers"), {worker: now})
            steps.zremrangebyscore(_key("workers"), 0, now - 100 * silence())
            steps.execute()

    def sign_out(self, worker: str) -> None:
        """Say that a worker is gone."""
        with self._asked() as server:
            server.zrem(_key("workers"), worker)

    def workers(self, kind: str) -> list[str]:
        """Return the workers of a kind that were heard lately: names that begin with it."""
        with self._asked() as server:
            found = server.zrangebyscore(_key("workers"), _now(server) - silence(), "+inf")
        names = [name.decode("utf-8", "replace") for name in found]
        return [name for name in names if name.startswith(f"{kind}:")]

    def length(self, key: str) -> int:
        """Return how many messages wait in a queue."""
        with self._asked() as server:
            return int(server.llen(key))

    # Runs, as a desk sees them

    def bring_rows(self, run_id: str, rows: bytes | None) -> None:
        """Lay the rows of a run there."""
        if rows is not None:
            with self._asked() as server:
                server.set(_run(run_id, "rows"), rows, ex=_KEPT)

    def look(self, run_id: str, start: int) -> Seen:
        """Return what lies there about a run, its lines from byte `start` on."""
        with self._asked() as server:
            steps = server.pipeline()
            for name in ("owner", "alive"):
                steps.get(_run(run_id, name))
            steps.getrange(_run(run_id, "lines"), start, -1)
            steps.hget(_run(run_id, "model"), "version")
            owner, alive, lines, version = steps.execute()
        whole = lines[: lines.rfind(b"\n") + 1]
        return Seen((owner or b"").decode(), alive is not None, whole, (version or b"").decode())

    def model(self, run_id: str) -> dict[str, bytes]:
        """Return name -> content of the files of the best epoch."""
        with self._asked() as server:
            found = server.hgetall(_run(run_id, "model"))
        return {name.decode(): content for name, content in found.items() if name != b"version"}

    def ask_to_stop(self, run_id: str) -> None:
        """Ask whoever trains a run to end."""
        with self._asked() as server:
            server.set(_run(run_id, "stop"), b"1", ex=_KEPT)

    def take_away(self, run_id: str) -> None:
        """Say that a run belongs to nobody any more: its worker was silent for too long."""
        with self._asked() as server:
            server.set(_run(run_id, "owner"), DESK, ex=_KEPT)

    def forget(self, run_id: str) -> None:
        """Remove what was fetched; who owned it stays, so that nobody trains it again."""
        with self._asked() as server:
            names = ("alive", "stop", "rows", "lines", "model")
            server.delete(*(_run(run_id, name) for name in names))

    # Runs, as a worker sees them

    def claim(self, run_id: str, owner: str) -> bool:
        """Return whether a run is now `owner`'s; False where somebody has had it already.

        It may be asked again when the answer was lost: the name has to be new for every run.
        """
        key = _run(run_id, "owner")
        with self._asked() as server:
            is_ours = bool(server.set(key, owner, nx=True, ex=_KEPT))
            is_ours = is_ours or (server.get(key) or b"").decode() == owner
            if is_ours and owner != DESK:
                server.set(_run(run_id, "alive"), b"1", px=int(1000 * silence()))
        return is_ours

    def rows(self, run_id: str) -> bytes | None:
        """Return the rows that come with a run, if any."""
        with self._asked() as server:
            found: bytes | None = server.get(_run(run_id, "rows"))
        return found

    def live(self, run_id: str, owner: str) -> tuple[bool, bool, int]:
        """Say that the owner of a run lives.

        Returns:
            Whether it still is the owner, whether the run is to stop, how many bytes of lines lie
            there. A Redis that has forgotten everything is told again who the owner is.
        """
        with self._asked() as server:
            steps = server.pipeline()
            steps.set(_run(run_id, "owner"), owner, nx=True, ex=_KEPT)
            steps.get(_run(run_id, "owner"))
            steps.exists(_run(run_id, "stop"))
            steps.strlen(_run(run_id, "lines"))
            steps.set(_run(run_id, "alive"), b"1", px=int(1000 * silence()))
            _, found, stops, size, _ = steps.execute()
        return (found or b"").decode() == owner, bool(stops), int(size)

    def tell(self, run_id: str, lines: bytes, *, again: bool = False) -> None:
        """Add lines to what has happened to a run; `again` puts them in the place of all others."""
        key = _run(run_id, "lines")
        with self._asked() as server:
            steps = server.pipeline()
            steps.set(key, lines) if again else steps.append(key, lines)
            steps.expire(key, _KEPT)
            steps.execute()

    def bring_model(self, run_id: str, version: str, files: Mapping[str, bytes]) -> None:
        """Lay the files of the best epoch there, in the place of those before."""
        key = _run(run_id, "model")
        with self._asked() as server:
            steps = server.pipeline()
            steps.delete(key)
            steps.hset(key, mapping={**files, "version": version})
            steps.expire(key, _KEPT)
            steps.execute()

    # Estimates

    def ask_estimate(self, key: str, rows: bytes | None) -> bool:
        """Return whether a question has to be sent: it is neither answered nor on its way."""
        with self._asked() as server:
            if server.exists(_key("estimate", key)):
                return False
            if rows is not None:
                server.set(_key("estimate", key, "rows"), rows, ex=3600)
            return bool(server.set(_key("estimate", key, "asked"), b"1", nx=True, ex=120))

    def estimate_rows(self, key: str) -> bytes | None:
        """Return the rows that come with a question, if any."""
        with self._asked() as server:
            found: bytes | None = server.get(_key("estimate", key, "rows"))
        return found

    def answer(self, key: str, told: Mapping[str, Any]) -> None:
        """Lay the answer to a question there."""
        with self._asked() as server:
            server.set(_key("estimate", key), json.dumps(told), ex=86_400)
            server.delete(_key("estimate", key, "rows"), _key("estimate", key, "asked"))

    def answered(self, key: str) -> dict[str, Any] | None:
        """Return the answer to a question; None while it waits."""
        with self._asked() as server:
            found = server.get(_key("estimate", key))
        return dict(json.loads(found)) if found else None


def _key(*parts: str) -> str:
    return ":".join((_PREFIX, *parts))


def _run(run_id: str, name: str) -> str:
    return _key("run", run_id, name)


def _now(server: Any) -> float:
    seconds, micro = server.time()
    return float(seconds) + float(micro) / 1e6
