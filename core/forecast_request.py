"""Which series a visitor asks for: text from a link, checked before anything is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.errors import InvalidInput

_LONGEST, _SHOWN = 100, 40


@dataclass(frozen=True)
class TickerRequest:
    """The name of a series, in the visitor's own words; spaces around it do not matter.

    Raises:
        InvalidInput: It is no text, empty, or longer than any ticker.
    """

    ticker: str

    def __post_init__(self) -> None:
        """Check the name; raises `InvalidInput`."""
        if not isinstance(self.ticker, str) or not self.ticker.strip():
            raise InvalidInput("A series is chosen by its ticker, such as GOOG; none was given.")
        if len(self.ticker) > _LONGEST:
            raise InvalidInput(
                f"A ticker has at most {_LONGEST} characters; this name of a series has "
                f"{len(self.ticker):,}."
            )
        object.__setattr__(self, "ticker", self.ticker.strip())


def given_once(value: Any) -> Any:
    """Return a parameter that was given once or several times: the last one counts."""
    return value[-1] if isinstance(value, list) and value else value


def shortened(text: Any) -> str:
    """Return what someone typed as it can be quoted in a sentence."""
    shown = str(text)
    return f"“{shown[:_SHOWN]}{'…' if len(shown) > _SHOWN else ''}”"
