"""Jobs of Celery workers: when their result comes, when they count as lost, what is said then."""

import json
from contextlib import nullcontext

import pytest
from celery import Celery

from components.celery_jobs import WorkerJobs
from components.notice import NOTICES
from core.errors import MissingData

KEY, JOB = "key", "job"


class Queue:
    """A queue without a Redis, with the workers that a test names."""

    secret = b"secret"

    def __init__(self):
        self.app = Celery(
            "test", broker="memory://", backend="cache+memory://", set_as_current=False
        )
        self.names = ["jobs-1"]

    def require_worker(self):
        if not self.names:
            raise MissingData("Nobody is there.")

    def workers(self):
        return self.names

    def reached(self):
        return nullcontext()


@pytest.fixture
def manager():
    made = WorkerJobs(Queue())
    backend = made.handle.backend  # one memory for all tests
    for name in (KEY, backend.get_key_for_task(JOB)):
        backend.delete(name)
    backend.set(f"{KEY}-asked", "1")
    yield made
    WorkerJobs.managers.remove(made)


def put_result(manager, value):
    manager.handle.backend.set(KEY, json.dumps(value))


def said(manager):
    """Return what the visitor reads."""
    shown = manager.get_updated_props(KEY).get(NOTICES, {"sendNotifications": []})
    return " ".join(one["message"] for one in shown["sendNotifications"])


def started(manager, hostname):
    manager.handle.backend.store_result(JOB, {"hostname": hostname}, "STARTED")


def test_an_open_job_is_asked_for_again_and_its_result_comes_once(manager):
    started(manager, "jobs-1")
    assert manager.get_result(KEY, JOB) is manager.UNDEFINED
    assert manager.job_running(JOB)
    put_result(manager, 42)
    assert manager.get_result(KEY, JOB) == 42
    assert not manager.job_running(JOB)
    assert said(manager) == ""


def test_a_result_that_comes_while_one_looks_is_not_lost(manager, monkeypatch):
    look = manager._state

    def finish_meanwhile(key, job):
        manager.handle.backend.store_result(JOB, None, "SUCCESS")
        put_result(manager, "late")
        return look(key, job)

    monkeypatch.setattr(manager, "_state", finish_meanwhile)
    assert manager.get_result(KEY, JOB) == "late"


@pytest.mark.parametrize("ending", ["killed", "failed", "forgotten", "nobody"])
def test_a_job_that_is_lost_ends_with_a_sentence(manager, ending):
    if ending == "killed":
        started(manager, "jobs-2")
    elif ending == "failed":
        manager.handle.backend.store_result(JOB, RuntimeError("killed"), "FAILURE")
    elif ending == "forgotten":
        manager.handle.backend.delete(f"{KEY}-asked")
    else:
        manager._queue.names = []
    assert manager.get_result(KEY, JOB) == {"_dash_no_update": "_dash_no_update"}
    assert not manager.job_running(JOB)
    assert "worker that did this is gone" in said(manager)
    assert said(manager) == ""


def test_a_job_that_was_cancelled_ends_without_a_word(manager):
    manager.handle.backend.store_result(JOB, None, "REVOKED")
    assert manager.get_result(KEY, JOB) == {"_dash_no_update": "_dash_no_update"}
    assert said(manager) == ""


def test_where_nobody_would_do_a_job_it_is_a_sentence(manager):
    manager._queue.names = []
    job = manager.call_job_fn(KEY, None, [], {})
    assert manager.get_result(KEY, job) == {"_dash_no_update": "_dash_no_update"}
    assert said(manager) == "Nobody is there."
    manager.terminate_job(job)
