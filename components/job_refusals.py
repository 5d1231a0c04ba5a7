"""Long work that cannot be done: said in a sentence, in the place of the job.

Dash drops what a callback says when its job cannot even be started. So the sentence becomes the
job: the browser asks how far it is, and is told.
"""

from __future__ import annotations

from typing import Any

from dash.background_callback.managers import BaseBackgroundCallbackManager

from components.notice import NOTICES, notice

_REFUSED = "refused:"
_UNCHANGED = {"_dash_no_update": "_dash_no_update"}  # as jobs in other processes write it


class SaysWhy:
    """Part of a manager: its jobs may be sentences."""

    def __init__(self) -> None:
        self._to_say: dict[str, str] = {}

    def instead(self, sentence: str) -> str:
        """Return the id of a job that is nothing but a sentence."""
        return f"{_REFUSED}{sentence}"

    def sentence_of(self, job: Any) -> str:
        """Return the sentence that a job is; empty for a real one."""
        return job.removeprefix(_REFUSED) if str(job).startswith(_REFUSED) else ""

    def say(self, key: str, sentence: str) -> dict[str, str]:
        """Return the result of a job of which nothing but a sentence is left."""
        self._to_say[key] = sentence
        return _UNCHANGED

    def notices(self, key: str) -> dict[str, Any]:
        """Return what shows the sentence to be said about a job, once."""
        sentence = self._to_say.pop(key, "")
        return {NOTICES: {"sendNotifications": [notice(sentence)]}} if sentence else {}


class NoJobs(SaysWhy, BaseBackgroundCallbackManager):
    """Does no job at all, and says why.

    Args:
        why: A sentence.
    """

    def __init__(self, why: str) -> None:
        SaysWhy.__init__(self)
        self._why = why
        BaseBackgroundCallbackManager.__init__(self, None)

    def make_job_fn(self, fn: Any, progress: Any, key: Any = None) -> None:
        """Return nothing: no callback is ever run."""

    def call_job_fn(self, *_asked: Any) -> str:
        """Return the sentence as a job."""
        return self.instead(self._why)

    def get_progress(self, key: str) -> None:
        """Return None: there is none."""

    def get_result(self, key: str, job: Any) -> dict[str, str]:
        """Return that nothing changes."""
        return self.say(key, self.sentence_of(job) or self._why)

    def job_running(self, job: Any) -> bool:
        """Return False."""
        del job
        return False

    def get_updated_props(self, key: str) -> dict[str, Any]:
        """Return the notice."""
        return self.notices(key)

    def terminate_job(self, job: Any) -> None:
        """Do nothing."""
