"""The queue of runs for Celery workers: what is in a message, and how it is sent. JSON only."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from core.redis_shelf import Unreachable, place_of
from core.settings import serving

TRAIN, ESTIMATE = "unrolled.train", "unrolled.estimate"
QUEUE = "unrolled-training"
_PREFIX = "unrolled-training:"
PATIENCE = {"socket_connect_timeout": 1, "socket_timeout": 20}  # seconds
# A message that a worker took and did not answer for (it was killed) is given to another one after
# this many seconds. A run is claimed before it begins: the second one finds that it had its turn.
_GIVEN_AGAIN = 60


@lru_cache(maxsize=1)
def queue() -> Any:
    """Return the Celery app that training goes through; nothing is connected yet."""
    from celery import Celery

    url = serving().redis_url
    place_of(url)
    app = Celery("unrolled", broker=url, set_as_current=False)
    app.conf.update(
        task_serializer="json",
        accept_content=["json"],
        task_ignore_result=True,
        task_acks_late=True,
        task_default_queue=QUEUE,
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            **PATIENCE,
            "visibility_timeout": _GIVEN_AGAIN,
            "global_keyprefix": _PREFIX,
        },
    )
    return app


def send(task: str, name: str, told: Mapping[str, Any]) -> None:
    """Put a run or a question at the end of the queue; raises `Unreachable`."""
    from kombu.exceptions import OperationalError

    try:
        queue().send_task(task, args=[name, dict(told)], queue=QUEUE, retry=False)
    except (OperationalError, OSError) as error:
        place = place_of(serving().redis_url)
        raise Unreachable(f"Redis at {place} cannot be reached.") from error


def is_empty(shelf: Any) -> bool:
    """Say whether no message waits, of a run or a question."""
    return bool(shelf.length(_PREFIX + QUEUE) == 0)
