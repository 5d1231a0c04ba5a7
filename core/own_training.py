"""Rows that a visitor brings to the training room: read for a model, shown, packed for its run.

They lie beside the upload, under its token, and go with it: an hour after their last use, or when
the visitor removes the file or leaves. A run takes a copy into its own folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core import registry
from core.contracts import ModelSpec
from core.errors import InvalidInput, LessonError, MissingData
from core.own_reading import OwnRows, read_rows
from core.own_rows import check_rows, packed
from core.plain_table import plain_copy
from core.settings import settings
from core.uploaded_text import shown_name
from core.visitor_parts import TABLE, UPLOAD, part, writing

_SHOWN, _LETTERS = 3, 160
_ROWS = "rows-"
_NEEDS = {
    "sentiment": "Needs a CSV with the columns text and label: 0 negative, 1 positive. Stars, or "
    "words such as \u201cpositive\u201d, are read as labels, too.",
    "pairs": "Needs a CSV with the columns question1, question2 and is_duplicate: 0 different, 1 "
    "the same.",
    "forecast": "Needs a CSV of series: one per row or per column, or the columns date, ticker and "
    "value. The last value of each is what it learns to say.",
    "memory": "Needs a CSV with one sequence per row: a name, then its values, and last its label, "
    "0 or 1; the first value is the one to remember.",
    "price": "Needs a CSV with the columns name, brand, categories, colors, sizes and price (or "
    "price_min and price_max).",
}


def needs(model: str) -> str:
    """Return which columns one's own rows need for a model, in a sentence."""
    return _NEEDS[registry.model_spec(model).task]


def look_at_rows(held: Any, model: str) -> dict[str, Any]:
    """Return what an upload holds for a model, and keep its rows packed.

    Args:
        held: {token, name} of the upload, from a browser.
        model: Name of the model.

    Returns:
        `refused`, why the rows cannot be used, empty where they can; `said` about all of them;
        `remarks` on how they were read; `head` and `rows`, the first of them, as text.
    """
    try:
        found = _read(held, registry.model_spec(model))
    except LessonError as error:
        return {"refused": str(error)}
    return {
        "refused": "",
        "said": found.said,
        "remarks": list(found.remarks),
        "head": list(found.head),
        "rows": [[_cut(cell) for cell in row] for row in found.first(_SHOWN)],
    }


def rows_for(held: Any, model: str) -> bytes | None:
    """Return the rows of an upload as a run takes them; None where nothing was brought.

    Raises:
        LessonError: They are gone, or cannot be used for this model.
    """
    if not held:
        return None
    spec = registry.model_spec(model)
    token = _token(held)
    part(token, UPLOAD)
    try:
        return part(token, _ROWS + spec.task).read_bytes()
    except (MissingData, OSError):  # the model was changed and nobody has looked since
        _read(held, spec)
    return part(token, _ROWS + spec.task).read_bytes()


def _read(held: Any, spec: ModelSpec) -> OwnRows:
    token = _token(held)
    name, limit = shown_name(held.get("name")), settings().upload_bytes
    with writing(token, TABLE) as plain:
        told = plain_copy(part(token, UPLOAD), plain, name, limit)
    found = read_rows(part(token, TABLE), name, spec, told)
    check_rows(spec, found.columns)
    with writing(token, _ROWS + spec.task) as path:
        path.write_bytes(packed(name, found.columns))
    return found


def _token(held: Any) -> Any:
    if not isinstance(held, Mapping):
        raise InvalidInput("No file arrived. Choose the file again.")
    return held.get("token")


def _cut(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1]}\u2026"
