"""Five things to show in a lecture, each a few runs that are started together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from core.errors import InvalidInput
from core.run_request import RunRequest


@dataclass(frozen=True)
class Script:
    """A few runs with a point.

    Attributes:
        title: What it is called.
        words: What to look at, for the class.
        asked: What is trained, each as arguments of `RunRequest`.
    """

    title: str
    words: str
    asked: tuple[Mapping[str, Any], ...]

    def requests(self) -> list[RunRequest]:
        """Return the runs, checked."""
        return [RunRequest(**one) for one in self.asked]


def _lstm(note: str, **changed: Any) -> dict[str, Any]:
    return {"model": "sentiment-lstm", "note": note, **changed}


# Half of the whole reviews are held out, so that the thick lines are steady.
_SMALL = {"vocabulary_size": 5_000, "length": 60}
_SHORT: Mapping[str, Any] = MappingProxyType(
    {"rows": 6_000, "epochs": 5, "batch": 64, "validation": 0.5, "patience": 0}
)

SCRIPTS: Mapping[str, Script] = MappingProxyType(
    {
        "overfit": Script(
            "Learn 50 reviews by heart",
            "Fifty reviews, a network of a quarter of a million weights. The thin line falls to "
            "nothing; the thick one ends higher than it began: it has learnt the reviews, not "
            "what makes them good.",
            (
                _lstm(
                    "50 reviews by heart", rows=67, epochs=30, batch=10, learning_rate=0.01,
                    validation=0.9, patience=0, options={**_SMALL, "dropout": 0.0},
                ),
            ),
        ),
        "rate": Script(
            "Too large a learning rate",
            "The same network three times. At 0.003 it settles; at 0.3 its steps are too long to "
            "settle anywhere; at 0.00003 it has hardly moved when time is up.",
            tuple(
                _lstm(f"learning rate {rate}", learning_rate=rate, options=_SMALL, **_SHORT)
                for rate in (0.003, 0.3, 0.00003)
            ),
        ),
        "size": Script(
            "10 against 100 neurons",
            "Ten times as many neurons have far more weights and take longer. Look at the held-out "
            "lines: how much does it buy?",
            tuple(
                _lstm(f"{units} neurons", options={**_SMALL, "units": units}, **_SHORT)
                for units in (10, 100)
            ),
        ),
        "mask": Script(
            "With and without a mask",
            "Reviews are shorter than the window of 200 words, so zeros fill it up. With a mask "
            "the LSTM skips them; without, it reads them like words and has to remember the review "
            "across them.",
            tuple(
                _lstm(f"{word} mask", options={"vocabulary_size": 5_000, "mask": mask}, **_SHORT)
                for word, mask in (("with", True), ("without", False))
            ),
        ),
        "memory": Script(
            "RNN against LSTM: who remembers?",
            "Twenty coin throws, three times as loud, follow the one to remember. Three starts "
            "each: look at the accuracy. Who rises above one half has remembered. A gate can be "
            "closed to what follows; a plain RNN has none.",
            tuple(
                {"model": f"recall-{kind}", "note": f"{kind.upper()}, seed {seed}", "seed": seed}
                for seed in (1, 2, 3)
                for kind in ("lstm", "rnn")
            ),
        ),
    }
)  # fmt: skip


def script(name: Any) -> Script:
    """Return a script; raises `InvalidInput` where there is none of that name."""
    if not isinstance(name, str) or name not in SCRIPTS:
        raise InvalidInput(
            f"There is no script {str(name)[:40]!r}; there are {', '.join(SCRIPTS)}."
        )
    return SCRIPTS[name]
