"""A visitor's own series on their way in: from a file or pasted cells to a table of forecasts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core import visitor_files
from core.errors import InvalidInput, LessonError
from core.forecasts import ForecastTable
from core.own_series import table_of
from core.own_table import KIND, OwnTable, own_table
from core.settings import settings
from core.uploaded_text import UploadedText, from_browser

_PASTED = "Your cells"
_SCALED = "Each series is scaled to [-1, 1] over all its values, as in the lecture."


@dataclass(frozen=True)
class Receipt:
    """What became of something a visitor gave.

    Attributes:
        token: Where it is kept; None when it was refused.
        refused: Why it cannot be used; empty when it can.
    """

    token: str | None
    refused: str = ""


@dataclass(frozen=True)
class Opened:
    """What a tab's token leads to.

    Attributes:
        token: The token, if something is kept under it.
        own: What the visitor gave; None where there is nothing.
        gone: Why there is nothing any more; None where all is well.
    """

    token: str | None = None
    own: OwnTable | None = None
    gone: str | None = None


def receive(contents: Any, filename: Any, pasted: Any, before: Any) -> Receipt:
    """Keep a visitor's series in place of those given before.

    Args:
        contents: What `dcc.Upload` sends; None where cells were pasted.
        filename: Name of the file.
        pasted: The cells, where there is no file.
        before: Token of what the visitor gave before, None for nothing.
    """
    limit = settings().upload_bytes
    try:
        upload = from_browser(contents, filename, limit) if contents is not None else _typed(pasted)
        token = visitor_files.keep(own_table(upload).to_kept())
        visitor_files.forget(before)
    except LessonError as error:
        return Receipt(None, str(error))
    return Receipt(token)


def opened(token: Any) -> Opened:
    """Return what is kept under a token; a tab may be older than what is kept, and says so then."""
    if token is None:
        return Opened()
    try:
        return Opened(str(token), OwnTable.from_kept(visitor_files.fetch(token, KIND)))
    except LessonError as error:
        return Opened(gone=str(error))


def own_forecasts(token: Any) -> ForecastTable:
    """Return everyone's forecasts of the series kept under a token.

    Raises:
        MissingData: Nothing is kept under it (any more).
    """
    visitor_files.renew(token)
    return _forecasts(token)


@lru_cache(maxsize=4)
def _forecasts(token: str) -> ForecastTable:
    own = OwnTable.from_kept(visitor_files.fetch(token, KIND))
    return table_of(own.names, own.values, f"Your own data, {own.summary} {_SCALED}")


def _typed(pasted: Any) -> UploadedText:
    """Return pasted cells as if they were a file."""
    text = pasted if isinstance(pasted, str) else ""
    if not text.strip():
        raise InvalidInput("There is nothing to use yet. Paste some cells, or choose a file.")
    if len(text) > settings().upload_bytes:
        raise InvalidInput("This is too much to paste. Save it as a file and choose that.")
    return UploadedText(_PASTED, text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))
