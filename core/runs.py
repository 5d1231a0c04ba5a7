"""The list of training runs: how far each is, which is kept, what goes when room is needed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from core import registry, run_folders
from core.errors import InvalidInput, LessonError, MissingData
from core.run_folders import PINNED, PROGRESS, STOP, folder_of
from core.run_request import RunRequest

QUEUED, RUNNING, DONE, STOPPED, FAILED = "queued", "running", "done", "stopped", "failed"
OVER = (DONE, STOPPED, FAILED)
MOST_RUNS, MOST_BYTES = 60, 500 * 2**20
MOST_WAITING = 30

# Kinds of lines in progress.jsonl
STATE, PLAN, DOING, BATCH, EPOCH = "state", "plan", "doing", "batch", "epoch"


@dataclass(frozen=True)
class Story:
    """What the lines of a run come to.

    Attributes:
        by: Name of the engine that trains it.
        state: One of `queued`, `running`, `done`, `stopped`, `failed`.
        said: Why it ended, or what it is doing now.
        begun, ended: Seconds since 1970, or None.
        plan: `rows`, `validation_rows`, `batches`, `parameters`, `note`; empty before it begins.
        last: The latest line with figures: `loss`, `rate` (examples/s), `left` (seconds) …
        epochs: One line per epoch that is over.
        best: The line of the epoch that is kept, or None.
    """

    by: str = ""
    state: str = QUEUED
    said: str = ""
    begun: float | None = None
    ended: float | None = None
    plan: Mapping[str, Any] = field(default_factory=dict)
    last: Mapping[str, Any] = field(default_factory=dict)
    epochs: tuple[Mapping[str, Any], ...] = ()
    best: Mapping[str, Any] | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in OVER


@dataclass(frozen=True)
class Run:
    """One training run.

    Attributes:
        id: Its name; `run:<id>` in links.
        request: What was asked for.
        story: What has happened.
        position: Place in the queue, from 1; 0 when it does not wait.
        is_pinned: Whether it stays when room is needed.
        has_model: Whether there is a model to try.
        size: Bytes on disk.
    """

    id: str
    request: RunRequest
    story: Story
    position: int = 0
    is_pinned: bool = False
    has_model: bool = False
    size: int = 0

    @property
    def link(self) -> str:
        """Return how links and the command line call the model of this run."""
        return f"{registry.RUN}{self.id}"


def every_run() -> list[Run]:
    """Return all runs, the newest first; those that cannot be read are left out."""
    found, waiting = [], 0
    for run_id in run_folders.run_ids():
        with suppress(LessonError, OSError):
            seen = _run(run_folders.folder_of(run_id))
            if seen.story.state == QUEUED:
                waiting += 1
            found.append((seen, waiting if seen.story.state == QUEUED else 0))
    return [Run(**{**run.__dict__, "position": position}) for run, position in reversed(found)]


def one_run(run_id: Any) -> Run:
    """Return one run; raises `MissingData` where there is none."""
    folder = folder_of(run_id)
    run = _run(folder)
    if run.story.state != QUEUED:
        return run
    ahead = [other for other in run_folders.run_ids() if other < run.id]
    waiting = sum(story_of(run_folders.runs_root() / name).state == QUEUED for name in ahead)
    return Run(**{**run.__dict__, "position": waiting + 1})


def _run(folder: Path) -> Run:
    return Run(
        folder.name,
        run_folders.request_of(folder),
        story_of(folder),
        is_pinned=(folder / PINNED).exists(),
        has_model=run_folders.model_folder(folder) is not None,
        size=run_folders.size_of(folder),
    )


def story_of(folder: Path) -> Story:
    """Return what has happened to a run; an empty story where it is gone."""
    try:
        size = (folder / PROGRESS).stat().st_size
    except OSError:
        return Story(state=FAILED, said="The run is gone.")
    return _story(folder, size)


@lru_cache(maxsize=256)
def _story(folder: Path, size: int) -> Story:
    """Return the story of a journal of `size` bytes; it only grows, so its size says what it is."""
    del size
    found, _ = run_folders.lines(folder)
    return told(found)


def told(found: list[dict[str, Any]]) -> Story:
    """Return the story that lines of progress tell."""
    by, state, said, begun, ended = "", QUEUED, "", None, None
    plan: dict[str, Any] = {}
    last: dict[str, Any] = {}
    epochs: list[dict[str, Any]] = []
    for line in found:
        kind = line.get("kind")
        if kind == STATE:
            by = str(line.get("by") or by)
            state, said = str(line.get("state")), str(line.get("said", ""))
            begun = line.get("time") if state == RUNNING else begun
            ended = line.get("time") if state in OVER else ended
        elif kind == PLAN:
            plan, said = line, ""
        elif kind == DOING:
            said = str(line.get("said", ""))
        elif kind in (BATCH, EPOCH):
            last, said = line, ""
            if kind == EPOCH:
                epochs.append(line)
    best = next((line for line in reversed(epochs) if line.get("is_best")), None)
    return Story(by, state, said, begun, ended, plan, last, tuple(epochs), best)


def say_state(folder: Path, state: str, said: str = "") -> None:
    """Note that a run has come into a state, with a sentence that says why."""
    run_folders.note(folder, {"kind": STATE, "state": state, "said": said, "time": time.time()})


def progress(run_id: Any, start: int = 0) -> tuple[list[dict[str, Any]], int]:
    """Return the lines of a run since byte `start`, and where the next one will begin."""
    return run_folders.lines(folder_of(run_id), start)


def active(by: str) -> Iterator[tuple[Path, Story]]:
    """Yield folder and story of the runs of an engine that are not over, the oldest first."""
    for run_id in run_folders.run_ids():
        folder = run_folders.runs_root() / run_id
        story = story_of(folder)
        if story.by == by and not story.is_over:
            yield folder, story


def new_run(request: RunRequest, by: str, own_rows: bytes | None = None) -> str:
    """Return the id of a new, waiting run, having made room for it.

    Args:
        request: What is asked for.
        by: Name of the engine that will train it.
        own_rows: The rows that come with it, as `core.own_rows` keeps them.

    Raises:
        InvalidInput: Too many are waiting.
        MissingData: No room can be made, or there is no folder.
    """
    everyone = every_run()
    _require_room_to_wait(everyone, 1)
    _make_room(everyone)
    first = {"kind": STATE, "state": QUEUED, "by": by, "time": time.time()}
    return run_folders.create(request, first, own_rows)


def require_room_to_wait(count: int) -> None:
    """Raise `InvalidInput` unless so many more runs may wait."""
    _require_room_to_wait(every_run(), count)


def _require_room_to_wait(everyone: list[Run], count: int) -> None:
    waiting = sum(run.story.state == QUEUED for run in everyone)
    if waiting + count > MOST_WAITING:
        more = f", and {count} more would be" if count > 1 else ""
        raise InvalidInput(
            f"{waiting} runs are waiting already{more}, and no more than {MOST_WAITING} may. "
            "Stop some of them, or come back later."
        )


def lost(folder: Path, why: str) -> None:
    """Note that whoever trained a run is gone; its best epoch, if there is one, is kept."""
    (folder / run_folders.SPARE).unlink(missing_ok=True)  # room for the sentence
    run_folders.settle(folder)
    kept = run_folders.kept_epoch(folder)
    told = f"Epoch {kept} is kept." if kept else "No epoch had ended yet, so nothing is kept."
    say_state(folder, FAILED, f"{why} {told}")


def _make_room(everyone: list[Run]) -> None:
    """Delete the oldest runs that are over and not pinned until there is room for one more."""
    count, total = len(everyone), sum(run.size for run in everyone)
    for run in reversed(everyone):
        if count < MOST_RUNS and total < MOST_BYTES:
            return
        if run.story.is_over and not run.is_pinned:
            run_folders.remove(run_folders.runs_root() / run.id)
            count, total = count - 1, total - run.size
    if count >= MOST_RUNS or total >= MOST_BYTES:
        raise MissingData(
            f"There is no room for another run: {count} are kept, {total / 2**20:,.0f} MB, and "
            f"{MOST_RUNS} and {MOST_BYTES // 2**20:,} MB are the limits. Unpin or delete some."
        )


def ask_to_stop(run_id: Any) -> None:
    """Ask a run to end with the best it has; one that waits ends at once.

    Raises:
        MissingData: There is no such run.
    """
    folder = folder_of(run_id)
    story = story_of(folder)
    if story.is_over:
        return
    (folder / STOP).touch()
    if story.state == QUEUED:
        say_state(folder, STOPPED, "It was stopped before it began.")


def pin(run_id: Any, *, keep: bool) -> None:
    """Keep a run when room is needed, or let it go then; raises `MissingData`."""
    mark = folder_of(run_id) / PINNED
    mark.touch() if keep else mark.unlink(missing_ok=True)


def delete(run_id: Any) -> None:
    """Remove a run for good, also while it waits.

    Raises:
        MissingData: There is no such run.
        InvalidInput: It is training now.
    """
    folder = folder_of(run_id)
    if story_of(folder).state == RUNNING:
        raise InvalidInput("This run is training now. Stop it first; then it can be deleted.")
    run_folders.remove(folder)
