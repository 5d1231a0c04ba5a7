"""Where things are and how large they may be; read once from the environment, never written."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.errors import InvalidInput

PROJECT = Path(__file__).resolve().parent.parent
_MEGABYTE = 2**20


@dataclass(frozen=True)
class Settings:
    """Folders and limits of this process.

    Attributes:
        data_root: Real data, laid out as stocks/, reviews/, questions/, shoes/ (may be absent).
        samples: Data written or simulated for the product; always present.
        trained: One folder per trained model.
        work: Private folder for background jobs and uploads; see `core.work_folder`.
        text_limit: Characters of a typed text that are read; the rest is cut with a notice.
        link_limit: Characters of a text that a link may carry.
        upload_bytes: Size of one file that a visitor may upload, also once it is unpacked.
        kept_bytes: Size of everything that is kept for visitors together.
        kept_seconds: How long after its last use something is kept for a visitor.
    """

    data_root: Path = PROJECT / "data" / "raw"
    samples: Path = PROJECT / "data" / "samples"
    trained: Path = PROJECT / "data" / "trained"
    work: Path = PROJECT / "data" / "work"
    text_limit: int = 20_000
    link_limit: int = 500
    upload_bytes: int = 20 * _MEGABYTE
    kept_bytes: int = 500 * _MEGABYTE
    kept_seconds: float = 3600


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process.

    `UNROLLED_DATA`, `UNROLLED_MODELS`, `UNROLLED_WORK` name folders; `UNROLLED_KEPT_MB` and
    `UNROLLED_KEPT_MINUTES` say how much is kept for visitors, and for how long.

    Raises:
        InvalidInput: One of the last two is no number above zero.
    """
    default = Settings()
    return Settings(
        data_root=Path(os.environ.get("UNROLLED_DATA") or default.data_root),
        trained=Path(os.environ.get("UNROLLED_MODELS") or default.trained),
        work=Path(os.environ.get("UNROLLED_WORK") or default.work),
        kept_bytes=round(_MEGABYTE * _number("UNROLLED_KEPT_MB", default.kept_bytes / _MEGABYTE)),
        kept_seconds=60 * _number("UNROLLED_KEPT_MINUTES", default.kept_seconds / 60),
    )


def _number(name: str, default: float) -> float:
    """Return the number in an environment variable, or the default where it is not set."""
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if given.isascii() and given.isdigit() and int(given[:9]) > 0:
        return float(given[:9])
    raise InvalidInput(f"{name} must be a whole number above 0, but it is {given!r}.")
