"""Where visitors have a list of questions grouped; JSON in and out.

The list is kept under a token while it is worked on and is gone afterwards.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from core import visitor_files
from core.errors import LessonError
from core.job_slots import job_slot
from core.loaded_questions import sample_questions
from core.question_groups import links
from core.question_list import QuestionList, question_list
from core.question_search import search_model
from core.question_vectors import question_vectors
from core.visitor_files import Kept

KIND = "question-list"
_OFTEN = 0.3  # seconds between two reports
Say = Callable[[int, int], object]


def receive(contents: Any, filename: Any, pasted: Any) -> dict[str, str]:
    """Keep a visitor's list until it is grouped; return its `token`, or why it is `refused`.

    Args:
        contents: What `dcc.Upload` sends; None where a list was pasted.
        filename: Name of the file.
        pasted: The list, where there is no file.
    """
    try:
        listed = question_list(contents, filename, pasted)
        return {"token": visitor_files.keep(Kept(KIND, listed.__dict__))}
    except LessonError as error:
        return {"refused": str(error)}


def group(say: Say, token: Any) -> dict[str, Any]:
    """Return the questions under a token with the links between them; the list is then removed.

    `questions` are as they were given; `first` says for each which of the different ones it is,
    `different` where those stand. `one`, `other` and `probability` are the links between them.

    Args:
        say: Called with how many pairs are compared, and of how many; (0, 0) while it waits.
        token: Of the list.

    Raises:
        MissingData: The list is gone, or the visitor has left.
        NotTrained: There is no model to compare with.
    """
    begun = time.monotonic()
    listed = QuestionList(**visitor_files.fetch(token, KIND).about)
    halves = question_vectors(search_model())

    def wait() -> None:
        say(0, 0)
        visitor_files.renew(token)

    with job_slot(wait):
        vectors = halves.vectors([listed.questions[place] for place in listed.different])
        found = links(halves, vectors, _now_and_then(say, token))
    visitor_files.forget(token)
    return {
        "title": halves.model.spec.title,
        "threshold": halves.model.card.threshold,
        "questions": listed.questions,
        "first": listed.first,
        "different": listed.different,
        "one": found.one.tolist(),
        "other": found.other.tolist(),
        "probability": [round(value, 4) for value in found.probability.tolist()],
        "remarks": listed.remarks,
        "seconds": round(time.monotonic() - begun, 1),
    }


def stop(token: Any) -> None:
    """Remove the list of a job that was cancelled; the job then ends by itself."""
    visitor_files.forget(token)


def example() -> str:
    """Return a list to try: the questions written for this product."""
    return "\n".join(sample_questions())


def _now_and_then(say: Say, token: Any) -> Say:
    """Return what says how far it is, now and then, while the visitor is there."""
    said = 0.0

    def told(done: int, total: int) -> None:
        nonlocal said
        if time.monotonic() - said > _OFTEN:
            said = time.monotonic()
            visitor_files.renew(token)
            say(done, total)

    return told
