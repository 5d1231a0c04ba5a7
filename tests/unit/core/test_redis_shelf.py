"""What is said about a Redis, and how long a worker may be silent; the rest needs a real one."""

import pytest

from core import run_collector
from core.errors import InvalidInput
from core.redis_shelf import Shelf, Unreachable, place_of, silence
from core.run_collector import Patience
from core.settings import serving
from tests.serving import free_port


@pytest.fixture(autouse=True)
def fresh():
    serving.cache_clear()
    yield
    serving.cache_clear()


def test_the_password_of_a_redis_is_not_said():
    assert place_of("redis://:secret@redis.lab:6380/1") == "redis.lab:6380"
    assert place_of("rediss://user:secret@redis.lab") == "redis.lab:6379"


@pytest.mark.parametrize("url", ["", "redis", "http://lab", "redis://", "redis://lab:port", "שלום"])
def test_what_is_no_address_of_a_redis_is_refused(url):
    with pytest.raises(InvalidInput, match=r"redis://127\.0\.0\.1:6379/0"):
        place_of(url)


def test_a_redis_that_is_not_there_is_named():
    port = free_port()
    with pytest.raises(Unreachable, match=f"127.0.0.1:{port} cannot be reached"):
        Shelf(f"redis://:secret@127.0.0.1:{port}/0").check()


@pytest.mark.parametrize("given", ["0", "-1", "4.5", "3601", "long", "9" * 50])
def test_nonsense_for_the_silence_of_workers_is_refused(given, monkeypatch):
    monkeypatch.setenv("UNROLLED_SILENCE", given)
    with pytest.raises(InvalidInput, match="UNROLLED_SILENCE"):
        silence()


@pytest.mark.parametrize(
    ("environment", "engine"),
    [
        ({}, "local"),
        ({"REDIS_URL": "redis://lab"}, "celery"),
        ({"REDIS_URL": "redis://lab", "ENGINE": "local"}, "local"),
        ({"REDIS_URL": "redis://lab", "ENGINE": "Celery"}, "celery"),
    ],
)
def test_redis_says_who_trains_unless_it_is_said_otherwise(environment, engine, monkeypatch):
    for name in ("REDIS_URL", "ENGINE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert serving().engine == engine


@pytest.mark.parametrize(
    ("engine", "said"), [("steam", "local or celery"), ("celery", "REDIS_URL")]
)
def test_an_engine_that_cannot_be_had_is_refused(engine, said, monkeypatch):
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setenv("ENGINE", engine)
    with pytest.raises(InvalidInput, match=said):
        serving()


def test_patience_ends_only_where_somebody_has_kept_looking(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(run_collector.time, "monotonic", lambda: now[0])
    monkeypatch.setenv("UNROLLED_SILENCE", "30")
    patience = Patience()
    looks = []
    for seconds in (0, 4, 4, 4, 60, 4, 4, 4):
        now[0] += seconds
        looks.append(patience.is_over("run"))
    assert looks == [False, False, False, True, False, False, False, True]
    patience.forget("run")
    assert not patience.is_over("run")
