"""Where things are and how large they may be; read once from the environment, never written."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.errors import InvalidInput

PROJECT = Path(__file__).resolve().parent.parent
_MEGABYTE = 2**20
# 'self', 'none', or a site: a scheme and a host, with or without a port, `*.` for any part before.
_ANCESTOR = re.compile(r"'self'|'none'|https?://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5})?")


@dataclass(frozen=True)
class Settings:
    """Folders and limits of this process.

    Attributes:
        data_root: Real data, laid out as stocks/, reviews/, questions/, shoes/ (may be absent).
        samples: Data written or simulated for the product; always present.
        trained: One folder per trained model.
        runs: One folder per training run; see `core.run_folders`.
        work: Private folder for background jobs and uploads; see `core.work_folder`.
        text_limit: Characters of a typed text that are read; the rest is cut with a notice.
        link_limit: Characters of a text that a link may carry.
        upload_bytes: Size of one file that a visitor may upload, also once it is unpacked.
        table_bytes: Size of one table of texts or pairs, which is sent as it is, piece by piece.
        kept_bytes: Size of everything that is kept for visitors together.
        kept_seconds: How long after its last use something is kept for a visitor.
    """

    data_root: Path = PROJECT / "data" / "raw"
    samples: Path = PROJECT / "data" / "samples"
    trained: Path = PROJECT / "data" / "trained"
    runs: Path = PROJECT / "data" / "runs"
    work: Path = PROJECT / "data" / "work"
    text_limit: int = 20_000
    link_limit: int = 500
    upload_bytes: int = 20 * _MEGABYTE
    table_bytes: int = 100 * _MEGABYTE
    kept_bytes: int = 500 * _MEGABYTE
    kept_seconds: float = 3600


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process.

    `UNROLLED_DATA`, `UNROLLED_MODELS`, `UNROLLED_RUNS`, `UNROLLED_WORK` name folders;
    `UNROLLED_UPLOAD_MB`, `UNROLLED_TABLE_MB`, `UNROLLED_KEPT_MB` and `UNROLLED_KEPT_MINUTES` say
    how much is taken from visitors and kept for them, and for how long.

    Raises:
        InvalidInput: One of the last four is no number above zero.
    """
    default = Settings()
    return Settings(
        data_root=Path(os.environ.get("UNROLLED_DATA") or default.data_root),
        trained=Path(os.environ.get("UNROLLED_MODELS") or default.trained),
        runs=Path(os.environ.get("UNROLLED_RUNS") or default.runs),
        work=Path(os.environ.get("UNROLLED_WORK") or default.work),
        upload_bytes=_megabytes("UNROLLED_UPLOAD_MB", default.upload_bytes),
        table_bytes=_megabytes("UNROLLED_TABLE_MB", default.table_bytes),
        kept_bytes=_megabytes("UNROLLED_KEPT_MB", default.kept_bytes),
        kept_seconds=60 * _number("UNROLLED_KEPT_MINUTES", default.kept_seconds / 60),
    )


@dataclass(frozen=True)
class Serving:
    """How the app meets the network.

    Attributes:
        frame_ancestors: Who may show the pages in a frame, as in a content security policy.
        trusted_proxies: How many proxies stand before the app and say who the visitor is.
        requests_per_minute: Callbacks of one client; 300 visitors behind one address need some
            30,000 while all of them type.
        uploads_per_minute: Files and long jobs of one client.
        redis_url: Where clients are counted, and through which Celery workers are given runs and
            long jobs; empty: in memory, and this machine does all of it.
        engine: `celery` or `local`: who trains and does long jobs; `celery` where Redis is named.
        logs_requests: Whether every request is a line of the log.
        metrics_port: Where Prometheus may ask for numbers; 0: nowhere.
        debug: Whether the development tools of Dash are on.
    """

    frame_ancestors: str = "'self'"
    trusted_proxies: int = 0
    requests_per_minute: int = 60_000
    uploads_per_minute: int = 600
    redis_url: str = ""
    engine: str = "local"
    logs_requests: bool = False
    metrics_port: int = 0
    debug: bool = False


@lru_cache(maxsize=1)
def serving() -> Serving:
    """Return how this process meets the network, as the environment says.

    `FRAME_ANCESTORS`, `TRUSTED_PROXIES`, `REQUESTS_PER_MINUTE`, `UPLOADS_PER_MINUTE`, `REDIS_URL`,
    `ENGINE`, `ACCESS_LOG`, `METRICS_PORT` and `UNROLLED_DEBUG` change what `Serving` has.

    Raises:
        InvalidInput: One of them holds what cannot be used; the message says what can.
    """
    default = Serving()
    return Serving(
        frame_ancestors=_ancestors(os.environ.get("FRAME_ANCESTORS", "").strip()),
        trusted_proxies=int(_number("TRUSTED_PROXIES", 0, least=0)),
        requests_per_minute=int(_number("REQUESTS_PER_MINUTE", default.requests_per_minute)),
        uploads_per_minute=int(_number("UPLOADS_PER_MINUTE", default.uploads_per_minute)),
        redis_url=os.environ.get("REDIS_URL", "").strip(),
        engine=_engine(bool(os.environ.get("REDIS_URL", "").strip())),
        logs_requests=_is_asked_for("ACCESS_LOG"),
        metrics_port=int(_number("METRICS_PORT", 0)),
        debug=_is_asked_for("UNROLLED_DEBUG"),
    )


def _engine(has_redis: bool) -> str:
    """Return who trains and does long jobs, `celery` or `local`."""
    given = os.environ.get("ENGINE", "").strip().lower() or ("celery" if has_redis else "local")
    if given not in ("local", "celery"):
        raise InvalidInput(f"ENGINE must be local or celery, but it is {given[:40]!r}.")
    if given == "celery" and not has_redis:
        raise InvalidInput("ENGINE=celery needs REDIS_URL, such as redis://127.0.0.1:6379/0.")
    return given


def _ancestors(given: str) -> str:
    """Return sources for `frame-ancestors`; nothing else can be smuggled into the policy."""
    if not given:
        return Serving.frame_ancestors
    sources = given.split()
    wrong = [source for source in sources if not _ANCESTOR.fullmatch(source)]
    if wrong or ("'none'" in sources and len(sources) > 1):
        raise InvalidInput(
            f"FRAME_ANCESTORS must be 'none', or 'self' and addresses of sites, but it is "
            f"{given!r}. For example: FRAME_ANCESTORS=\"'self' https://moodle.example.edu\""
        )
    return " ".join(sources)


def _is_asked_for(name: str) -> bool:
    """Say whether an environment variable is 1; it may be 0 or absent."""
    given = os.environ.get(name, "").strip()
    if given not in {"", "0", "1"}:
        raise InvalidInput(f"{name} must be 1 or 0, but it is {given!r}.")
    return given == "1"


def _megabytes(name: str, default: int) -> int:
    """Return the bytes of as many megabytes as an environment variable says, or the default."""
    return round(_MEGABYTE * _number(name, default / _MEGABYTE))


def _number(name: str, default: float, *, least: int = 1) -> float:
    """Return the number in an environment variable, or the default where it is not set."""
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if given.isascii() and given.isdigit() and len(given) <= 9 and int(given) >= least:
        return float(given)
    above = f"a whole number above {least - 1}" if least else "a whole number"
    raise InvalidInput(f"{name} must be {above}, but it is {given[:60]!r}.")
