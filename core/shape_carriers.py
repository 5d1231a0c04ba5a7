"""What carries each sequence shape in this app: networks that were trained, or an honest plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from core.forecast_views import LECTURES_LAST, NEURON
from core.next_word import NAME as NEXT_WORD
from core.sequence_shapes import DIFFERENT, EQUAL, MANY_TO_ONE, ONE_TO_MANY, ONE_TO_ONE
from core.shape_carried import Carried, Wish, plain
from core.shape_next_word import words_from_one
from core.shape_prices import every_price, neuron_once, next_price, prices_ahead, prices_from_one
from core.shape_words import READER, running_opinion, sentiment

TEXT, SERIES, NOTHING = "text", "series", ""


@dataclass(frozen=True)
class Carrier:
    """A network of this app in one of the shapes.

    Attributes:
        name, title: In the link and on screen.
        shape: Name of its shape.
        reads: `TEXT`, `SERIES` or `NOTHING`: what can be chosen.
        page: Path of the page it comes from, and how the link is called; empty without one.
        models: Names of the models it needs.
        carry: Reads and answers.
    """

    name: str
    title: str
    shape: str
    reads: str
    page: tuple[str, str]
    models: tuple[str, ...]
    carry: Callable[[Wish], Carried]


def _repeated(shape: str) -> Callable[[Wish], Carried]:
    said = (
        "No page here has such a network, so this is its plan without numbers. What is remembered "
        "of the input goes to every step of the decoder (RepeatVector); in translation the "
        "decoder would also read its own last word."
    )
    return lambda wish: Carried(plain(shape, wish).steps, said=said)


_STOCKS, _SENTIMENT = ("/stocks", "Stocks"), ("/sentiment", "Sentiment")
CARRIERS: Mapping[str, Carrier] = MappingProxyType(
    {
        one.name: one
        for one in (
            Carrier("neuron", "One price, one neuron", ONE_TO_ONE, SERIES,
                    ("/neuron", "One neuron"), (NEURON,), neuron_once),
            Carrier("words", "Words from one word", ONE_TO_MANY, TEXT,
                    ("/next-word", "Next word"), (NEXT_WORD,), words_from_one),
            Carrier("from-one", "Prices from one price", ONE_TO_MANY, SERIES, _STOCKS,
                    (LECTURES_LAST,), prices_from_one),
            Carrier("repeat", "Plan: RepeatVector", ONE_TO_MANY, NOTHING, ("", ""), (),
                    _repeated(ONE_TO_MANY)),
            Carrier("sentiment", "Is the review positive?", MANY_TO_ONE, TEXT, _SENTIMENT,
                    (READER,), sentiment),
            Carrier("price", "The next price", MANY_TO_ONE, SERIES, _STOCKS, (LECTURES_LAST,),
                    next_price),
            Carrier("opinion", "A running opinion", EQUAL, TEXT, _SENTIMENT, (READER,),
                    running_opinion),
            Carrier("prices", "Every next price", EQUAL, SERIES, _STOCKS, (LECTURES_LAST,),
                    every_price),
            Carrier("ahead", "Many prices ahead", DIFFERENT, SERIES, _STOCKS, (LECTURES_LAST,),
                    prices_ahead),
            Carrier("decoder", "Plan: encoder, decoder", DIFFERENT, NOTHING, ("", ""), (),
                    _repeated(DIFFERENT)),
        )
    }
)  # fmt: skip


def carriers_of(shape: str) -> Sequence[Carrier]:
    """Return what carries a shape, the first to be shown first."""
    return [one for one in CARRIERS.values() if one.shape == shape]
