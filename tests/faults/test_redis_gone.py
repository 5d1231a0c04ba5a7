"""Redis, where clients are counted together, goes away in the middle and comes back."""

from __future__ import annotations

from pathlib import Path

from tests.serving import Served, review_body, serving
from tests.workers import Redis, redis_server

LIMIT = 30


def counted(server: Redis) -> int:
    """Return how many requests Redis has counted."""
    import redis

    with redis.Redis(port=server.port) as asked:
        return sum(int(asked.get(key) or 0) for key in asked.scan_iter("*"))


def statuses(served: Served, times: int) -> list[int]:
    return [served.ask(review_body())[0] for _ in range(times)]


def test_without_redis_each_worker_counts_for_itself_until_it_is_back(tmp_path: Path) -> None:
    with (
        redis_server() as server,
        serving(
            tmp_path / "work",
            WORKERS="1",
            ENGINE="local",
            REDIS_URL=server.url,
            REQUESTS_PER_MINUTE=str(LIMIT),
        ) as served,
    ):
        assert statuses(served, 10) == [200] * 10
        assert counted(server) >= 10
        server.stop()
        assert statuses(served, 10) == [200] * 10
        assert 429 in statuses(served, 2 * LIMIT)
        assert served.get("/")[0] == 200


def test_a_server_starts_while_redis_is_not_there(tmp_path: Path) -> None:
    absent = "redis://127.0.0.1:9/0"
    with serving(tmp_path / "work", WORKERS="1", ENGINE="local", REDIS_URL=absent) as served:
        assert statuses(served, 5) == [200] * 5
