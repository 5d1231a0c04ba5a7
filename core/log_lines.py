"""Log lines as JSON, one object each, without anything that a visitor wrote or who the visitor is.

Messages of the web server quote addresses, paths and headers, so of its lines only the sentence
that its authors wrote is kept, never what was put into it. Errors are named with the lines of code
they passed through; their own words, which may quote a text, are left out.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from core.errors import passed_through

_FILLED_IN = re.compile(r"(%[sdr]|\{\w*\})")
# The one sentence of gunicorn that arrives already filled in.
_QUOTING = re.compile(r"^(Invalid request) from ip=.*", re.DOTALL)
_TRUSTED = "unrolled"


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON: time, level, logger, message and what came with it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _sentence(record),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            said["error"] = passed_through(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False)


def _sentence(record: logging.LogRecord) -> str:
    """Return what a record says: our own lines as they are, others without what was filled in."""
    if record.name.split(".")[0] == _TRUSTED:
        return record.getMessage()
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    return _FILLED_IN.sub("…", _QUOTING.sub(r"\1", record.msg))
