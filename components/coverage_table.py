"""What the vocabulary and the length of every model do to real text, measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.figures_table import figures_table

_COLUMNS = (
    "Model", "V", "E", "Embedding: parameters", "Tokens unknown", "T", "Texts cut", "Slots padded",
)  # fmt: skip
_NOTE = (
    "Counted on the texts written for this product that go with the model\u2019s task "
    "({counts}). The lecture: V = 10,000, E = 50, T = 100 for reviews (500,050 parameters of the "
    "500,571 to 502,538 of its models); V = 50,000, E = 128, T = 20 for questions (6,400,256 of "
    "6,531,842). It does not say how many words it drops."
)


def coverage_table(titles: Mapping[str, str], measured: Mapping[str, Any]) -> Any:
    """Return the table.

    Args:
        titles: Name -> title of every model.
        measured: Name -> its `core.word_coverage.Coverage`.
    """
    rows = [_row(titles[name], one) for name, one in measured.items()]
    counts = {f"{one.texts:,} texts, {one.tokens:,} tokens": None for one in measured.values()}
    return figures_table(_COLUMNS, rows, note=_NOTE.format(counts="; ".join(counts)))


def _row(title: str, one: Any) -> list[Any]:
    return [
        title, one.size, one.width, one.parameters, _percent(one.unknown), one.length,
        _percent(one.cut), _percent(one.padding),
    ]  # fmt: skip


def _percent(share: float) -> str:
    return f"{100 * share:.1f}\u00a0%"
