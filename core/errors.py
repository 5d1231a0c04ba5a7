"""The errors a learner may see; each message says what was wrong, what came in, what to do next."""

import traceback


class LessonError(Exception):
    """Base of every error whose message is written for the learner and shown unchanged."""


class InvalidInput(LessonError, ValueError):
    """What the learner gave cannot be used."""


class MissingData(LessonError, LookupError):
    """Data or a model that was asked for is not there."""


class NotTrained(LessonError, RuntimeError):
    """A model exists as a recipe but has no (readable) trained weights."""


class Incompatible(LessonError, TypeError):
    """Two things that were put together do not fit: model and data, file and format."""


def passed_through(error: BaseException) -> str:
    """Return the type of an error and the lines it passed through, for a log.

    Its message stays out: it may quote what a visitor typed.
    """
    lines = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{line.filename}:{line.lineno}" for line in lines)
    return f"{type(error).__name__} at {where}"
