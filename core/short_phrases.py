"""Short opinions written for the product, for the last lesson of `sentiment-best`.

Reviews hardly ever consist of two words, so a network trained on them has not learnt what "not bad"
means when nothing else is said. Here every word of praise and blame stands with every way to turn
it round. None of the contrast pairs, which models are only measured on, is among the phrases.
"""

from __future__ import annotations

import numpy as np

from core.contracts import Columns

# fmt: off
_PRAISE = (
    "good", "great", "nice", "tasty", "friendly", "clean", "helpful", "fun", "happy", "impressed",
    "delicious", "fresh", "comfortable", "interesting", "exciting", "funny", "beautiful",
    "excellent", "amazing", "pleased", "satisfied", "reliable", "charming", "entertaining",
    "memorable", "welcoming", "special", "worth it",
)
_BLAME = (
    "bad", "terrible", "awful", "horrible", "rude", "dirty", "slow", "boring", "disappointing",
    "disappointed", "overpriced", "bland", "dull", "annoying", "ugly", "greasy", "broken",
    "unhappy", "stale", "noisy", "cheap", "wrong", "disgusting", "predictable", "uncomfortable",
    "unfriendly", "mediocre", "a waste of money",
)
# fmt: on
_PLAIN = (
    "{}",
    "very {}",
    "really {}",
    "so {}",
    "it was {}",
    "the food was {}",
    "the film is {}",
    "the staff were {}",
    "this place is {}",
    "everything was {}",
    "{} in every way",
)  # fmt: skip
_TURNED = (
    "not {}", "not {} at all", "not very {}", "not that {}", "it was not {}", "it wasn't {}",
    "it isn't {} at all", "never {}", "the food was not {}", "the film is not {}",
    "the staff weren't {}", "this place isn't {}", "nothing {} about it", "hardly {}",
    "i would not call it {}", "not a bit {}",
)  # fmt: skip

_TIMES = 8


def short_phrases() -> Columns:
    """Return `text`, `label` and `source` of every phrase, each several times."""
    rows = [
        (frame.format(word), float(is_praise != is_turned))
        for is_praise, words in ((True, _PRAISE), (False, _BLAME))
        for word in words
        for is_turned, frames in ((False, _PLAIN), (True, _TURNED))
        for frame in frames
    ] * _TIMES
    return {
        "text": np.array([text for text, _ in rows], dtype=object),
        "label": np.array([label for _, label in rows]),
        "source": np.full(len(rows), "short_phrases", dtype=object),
    }


def last_lesson(columns: Columns, seed: int) -> Columns:
    """Return the phrases among a sixth of the training rows, so that nothing else is forgotten."""
    count = len(columns["label"])
    drawn = np.random.default_rng(seed).choice(count, max(count // 6, 1), replace=False)
    phrases = short_phrases()
    return {name: np.concatenate([columns[name][drawn], phrases[name]]) for name in phrases}
