"""Who may train on this server: `TRAINING=off|local|token|open`, read once from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache

from core.errors import InvalidInput

OFF, LOCAL, TOKEN, OPEN = "off", "local", "token", "open"
_MODES = (OFF, LOCAL, TOKEN, OPEN)
_SHORTEST = 12


@dataclass(frozen=True)
class TrainingRule:
    """Who may start, stop and delete runs; everybody may watch.

    Attributes:
        mode: `off`, `local` (only from the machine that serves), `token` or `open`.
        token: What has to be given under `token`.
    """

    mode: str = LOCAL
    token: str = ""


@lru_cache(maxsize=1)
def training_rule() -> TrainingRule:
    """Return the rule of this server: `TRAINING`, and `TRAINING_TOKEN` for `token`.

    Raises:
        InvalidInput: There is no such rule, or a token too short to keep anyone out.
    """
    mode = os.environ.get("TRAINING", LOCAL).strip().lower() or LOCAL
    token = os.environ.get("TRAINING_TOKEN", "").strip()
    if mode not in _MODES:
        raise InvalidInput(f"TRAINING must be {', '.join(_MODES)}, but it is {mode[:40]!r}.")
    if mode == TOKEN and len(token) < _SHORTEST:
        raise InvalidInput(
            f"TRAINING=token needs TRAINING_TOKEN with at least {_SHORTEST} characters. "
            "Make one with: python -c 'import secrets; print(secrets.token_urlsafe())'"
        )
    return TrainingRule(mode, token if mode == TOKEN else "")
