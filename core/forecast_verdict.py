"""Does anything beat the last value? Said in words, from the figures of a ranked table."""

from __future__ import annotations

from core.forecasts import LAST_VALUE, Forecaster, ForecastTable
from core.protocols import LECTURE, OTHERS, WALK
from core.refit_networks import OURS, is_the_lectures

NEARLY, SAME = 0.1, 0.01  # of how far the truth strays from the last value
_BUT = {
    LECTURE: "It was fitted to the very rows it is measured on: this says how well it fits, not "
    "how well it forecasts.",
    OTHERS: "It has seen what other companies did on the same day, and companies move together: "
    "nobody knows that day beforehand.",
    WALK: "Look at other data before you believe it: of many forecasters one is always lucky.",
}

_ONE_DAY = (
    "It is one day only, and series move together on a day: both interval and test count them as "
    "if each were on its own."
)


def verdict(table: ForecastTable, protocol: str) -> tuple[str, ...]:
    """Return sentences for a table from `core.ranking.ranked`: the answer, then what to make of it.

    A forecaster beats the last value where the whole interval of its skill is above zero and the
    test gives less than 0.05. One that hardly leaves the last value is the last value.
    """
    others = [one for one in table.able if one.name != LAST_VALUE and _leaves(one)]
    better = [one for one in others if one.score and one.score.is_better]
    words = [_answer(table, better, others)]
    if better:
        words.append(_caution(table, protocol, better))
    words += _became_the_last_value(table)
    return tuple(words)


def _answer(table: ForecastTable, better: list[Forecaster], others: list[Forecaster]) -> str:
    if better:
        names = _listed([one.title for one in better])
        return f"Here {names} {'beats' if len(better) == 1 else 'beat'} the last value."
    lower = [one for one in others if one.score and (one.score.skill or 0) > 0]
    if not lower:
        return "Nothing beats the last value here."
    names = _listed([one.title for one in lower])
    verb = "has" if len(lower) == 1 else "have"
    return (
        f"Nothing beats the last value here beyond chance. {names} {verb} a smaller error, but "
        f"{_doubt(lower)}."
    )


def _doubt(lower: list[Forecaster]) -> str:
    if any(one.score and one.score.low is None for one in lower):
        return "one series is too little to tell"
    return "the interval of the skill reaches below zero, or the test cannot tell the two apart"


def _leaves(one: Forecaster) -> bool:
    return one.score is not None and (one.score.away or 0) >= SAME


def _caution(table: ForecastTable, protocol: str, better: list[Forecaster]) -> str:
    if protocol == OTHERS and all(one.remark for one in better):
        return _ONE_DAY
    if protocol == LECTURE and not is_the_lectures(table.values):
        return (
            "The linear ones were fitted to the very rows they are measured on; the trained "
            "networks to none of these series."
        )
    return _BUT[protocol]


def _became_the_last_value(table: ForecastTable) -> list[str]:
    """Return what has to be said of our own model where it hardly leaves the last value."""
    for one in table.able:
        strays = one.score.away if one.score else None
        if one.name == OURS and strays is not None and strays < NEARLY:
            return [
                f"{one.title}, our own model, is about as good as the last value because it has "
                f"nearly become it: it strays from it by {strays:.1%} of what the truth does."
            ]
    return []


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
