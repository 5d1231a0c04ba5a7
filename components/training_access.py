"""Whether the visitor of this request may train, by the rule of the server."""

from __future__ import annotations

import hmac
from functools import lru_cache
from ipaddress import ip_address
from typing import Any, Protocol

import flask
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from components.clients import client
from core.errors import InvalidInput

_WRONG = RateLimitItemPerMinute(10)
_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]", "::1")
_PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")
_OFF = "Training is switched off on this server. Run Unrolled on your own machine to train."
_ELSEWHERE = (
    "Here only the machine that serves may train, so that no visitor takes it from the others. "
    "You can watch. Whoever runs this server can change it with TRAINING=token or TRAINING=open."
)
_UNNAMED = (
    "Training on this server needs a token. Ask whoever runs it, and write it above the form."
)
_NOT_OURS = "This is not the token of this server."
_TOO_OFTEN = "Too many wrong tokens from your address. Wait a minute, then try again."


class Rule(Protocol):
    """See `core.training_rule.TrainingRule`."""

    @property
    def mode(self) -> str:
        """Return `off`, `local`, `token` or `open`."""
        ...

    @property
    def token(self) -> str:
        """Return what has to be given under `token`."""
        ...


def why_not(rule: Rule) -> str:
    """Return why this visitor may not train whatever they type; nothing where they may."""
    if rule.mode == "off":
        return _OFF
    return "" if rule.mode != "local" or _is_here() else _ELSEWHERE


def require_permission(rule: Rule, token: Any) -> None:
    """Raise `InvalidInput` with the reason unless this visitor may train.

    Args:
        rule: Of this server.
        token: What the visitor gave; compared in constant time, ten wrong ones a minute at most.
    """
    refused = why_not(rule)
    if refused:
        raise InvalidInput(refused)
    if rule.mode != "token":
        return
    given = str(token or "").strip()
    if not given:
        raise InvalidInput(_UNNAMED)
    who, attempts = client(), _attempts()
    if not attempts.test(_WRONG, who):
        raise InvalidInput(_TOO_OFTEN)
    if not hmac.compare_digest(given.encode("utf-8", "replace"), rule.token.encode("utf-8")):
        attempts.hit(_WRONG, who)
        raise InvalidInput(_NOT_OURS)


def _is_here() -> bool:
    """Say whether the request comes from this machine itself, not through a proxy on it.

    A page of another site could send one through the visitor's own browser; it cannot name this
    machine as the host.
    """
    request = flask.request
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if any(name in request.headers for name in _PASSED_ON) or host not in _THIS_MACHINE:
        return False
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:  # a socket file: whoever is behind it cannot be told
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


@lru_cache(maxsize=1)
def _attempts() -> FixedWindowRateLimiter:
    """Return what counts wrong tokens in this worker."""
    return FixedWindowRateLimiter(MemoryStorage())
