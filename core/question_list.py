"""A list of questions that a visitor gives: pasted, one a line, or one column of a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import InvalidInput
from core.text import words
from core.uploaded_text import from_browser, shown_name, too_large

MOST = 5_000
MOST_BYTES = 5 * 2**20
COLUMNS = ("question", "questions", "text", "title", "query", "sentence", "question1", "question2")
_SEPARATORS = (",", ";", "\t", "|")
_PROBED = 20
_TABLES = (".csv", ".tsv", ".csv.gz", ".tsv.gz")


@dataclass(frozen=True)
class QuestionList:
    """Questions in their order.

    Attributes:
        questions: (n,) as they were given, none of them empty.
        first: (n,) for each the place, among the `different` ones, of the same words.
        different: (m,) places of those questions whose words did not come before.
        remarks: What was left out or guessed, one sentence each.
    """

    questions: tuple[str, ...]
    first: tuple[int, ...]
    different: tuple[int, ...]
    remarks: tuple[str, ...] = ()


def question_list(contents: Any, filename: Any, pasted: Any) -> QuestionList:
    """Return the questions that a visitor gave: a file, or else what was pasted.

    Args:
        contents: What `dcc.Upload` sends; None where a list was pasted.
        filename: Name of the file.
        pasted: The list, where there is no file.

    Raises:
        InvalidInput: There are too many, too few, or it is no list.
    """
    if contents:
        found = from_browser(contents, filename, MOST_BYTES)
        return _listed(*_cells(found.text, found.name), found.remarks)
    if not isinstance(pasted, str) or not pasted.strip():
        raise InvalidInput("There is no list yet. Paste one question a line, or choose a file.")
    size = len(pasted.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        raise too_large("The list", size, MOST_BYTES)
    text = pasted.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return _listed(*_cells("\n".join(text.splitlines()), shown_name("The list")), ())


def _listed(cells: Sequence[str], said: str, guessed: Sequence[str]) -> QuestionList:
    questions = [cell.strip() for cell in cells if words(cell)]
    _check(len(questions))
    places: dict[str, int] = {}
    different: list[int] = []
    first: list[int] = []
    for place, question in enumerate(questions):
        key = " ".join(words(question))
        if key not in places:
            places[key] = len(different)
            different.append(place)
        first.append(places[key])
    remarks = [*guessed, *([said] if said else []), *_left_out(len(cells) - len(questions))]
    if repeated := len(questions) - len(different):
        verb = "repeats" if repeated == 1 else "repeat"
        remarks.append(f"{repeated:,} {verb} the words of an earlier one and share its group.")
    return QuestionList(tuple(questions), tuple(first), tuple(different), tuple(remarks))


def _check(count: int) -> None:
    if count > MOST:
        raise InvalidInput(
            f"Your list has {count:,} questions, and at most {MOST:,} are grouped at once. "
            "Give a part of it."
        )
    if count < 2:
        many = "one question" if count else "no question"
        raise InvalidInput(f"Your list has {many}, so there is nothing to group. Give two or more.")


def _left_out(count: int) -> list[str]:
    if not count:
        return []
    if count == 1:
        return ["One line without a word was left out."]
    return [f"{count:,} lines without a word were left out."]


def _cells(text: str, name: str) -> tuple[list[str], str]:
    """Return the questions of a text with what is to be said about how it was read."""
    lines = text.split("\n")
    begin = next((line for line in lines if line.strip()), "").removeprefix("\ufeff")
    for separator in _SEPARATORS:
        heads = [head.strip().lower() for head in _row(begin, separator)]
        column = next((known for known in COLUMNS if known in heads), None)
        if column is not None:
            rows = _rows(text, separator, name)
            place = heads.index(column)
            cells = [row[place] if place < len(row) else "" for row in rows[1:]]
            return cells, f"Read as a table: the column {column}." if len(heads) > 1 else ""
    if name.lower().endswith(_TABLES):
        return _unnamed(text, name), ""
    return _trimmed(lines), ""


def _trimmed(lines: list[str]) -> list[str]:
    """Return lines without the one that a final line feed leaves."""
    return lines[:-1] if lines and not lines[-1] else lines


def _unnamed(text: str, name: str) -> list[str]:
    """Return the cells of a table without a known column, where it has but one."""
    rows = [row for row in _rows(text, ",", name) if any(row)]
    if all(len(row) == 1 for row in rows):
        return [row[0] for row in rows]
    widths = {len(row) for row in rows[:_PROBED]}
    if len(widths) == 1:
        heads = ", ".join(cell[:24] for cell in rows[0][:8])
        raise InvalidInput(
            f"{name} has several columns ({heads}), and none is called question. "
            "Name the column with the questions so, or keep it alone."
        )
    return _trimmed(text.split("\n"))


def _row(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _rows(text: str, separator: str, name: str) -> list[list[str]]:
    begun = text.removeprefix("\ufeff").lstrip("\n")
    try:
        return list(csv.reader(io.StringIO(begun), delimiter=separator))
    except csv.Error as error:
        raise InvalidInput(
            f"{name} cannot be read as a table: a quotation mark is open, or a cell is too long. "
            "Give one question a line."
        ) from error
