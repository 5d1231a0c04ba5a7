"""What the page of sequence shapes shows: the columns of a shape, with a network's numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core import next_word, registry
from core.asked import Asked
from core.errors import InvalidInput, LessonError
from core.forecast_request import TickerRequest
from core.forecasts import forecast_table
from core.review import LECTURE_REVIEW
from core.sequence_shapes import MANY_TO_ONE, MOST, SHAPES, lengths, shape_named
from core.settings import settings
from core.shape_carried import Carried, Wish, plain
from core.shape_carriers import CARRIERS, Carrier, carriers_of
from core.unrolled_series import default_source

DEFAULT_X, DEFAULT_Y = 6, 4
_ASKED = 6


@dataclass(frozen=True)
class ShapeVisit:
    """What a link asks to see, checked.

    Attributes:
        shape, carrier: Names; the carrier has the shape.
        T_x, T_y: Steps in and out.
        text, ticker: What is read.
        step: Where the player stands, counted from 1; 0 at the end.
        remarks: What in the link could not be used, one sentence each.
    """

    shape: str = MANY_TO_ONE
    carrier: str = "sentiment"
    T_x: int = DEFAULT_X
    T_y: int = DEFAULT_Y
    text: str = LECTURE_REVIEW
    ticker: str = ""
    step: int = 2 * MOST
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShapeRequest:
    """What a visitor wants drawn; from a browser, so anything may be in it.

    Raises:
        InvalidInput: No such shape, or a number of steps that is none.
    """

    shape: Any
    carrier: Any
    T_x: Any
    T_y: Any
    text: Any = ""
    ticker: Any = ""

    def __post_init__(self) -> None:
        """Check every part; raises `InvalidInput`."""
        shape_named(self.shape)
        for name, steps in (("T_x", self.T_x), ("T_y", self.T_y)):
            is_whole = isinstance(steps, int) and not isinstance(steps, bool)
            if not is_whole or not 1 <= steps <= MOST:
                raise InvalidInput(f"{name} must be a whole number from 1 to {MOST}.")

    @classmethod
    def of(cls, asked: Any) -> ShapeRequest:
        """Return the request of a list: shape, carrier, T_x, T_y, text, ticker."""
        if not isinstance(asked, Sequence) or isinstance(asked, str) or len(asked) != _ASKED:
            raise InvalidInput("A shape, what carries it, two lengths, a text and a series.")
        return cls(*asked)

    @property
    def network(self) -> Carrier:
        """What carries the shape: the one that was asked for, or the first that has the shape."""
        known = carriers_of(self.shape)
        return next((one for one in known if one.name == self.carrier), known[0])


@dataclass(frozen=True)
class ShapeAnswer:
    """A shape with its numbers.

    Attributes:
        shape, carrier: What is shown.
        T_x, T_y: Steps in and out, as they are.
        carried: The columns.
        reason: Why there are no numbers; empty when there are some.
    """

    shape: str
    carrier: Carrier
    T_x: int
    T_y: int
    carried: Carried
    reason: str = ""


def shape_answer(request: ShapeRequest) -> ShapeAnswer:
    """Return the columns of a shape; without its network they have no numbers, and why is said.

    Raises:
        InvalidInput: There is no such series.
    """
    shape, carrier = SHAPES[request.shape], request.network
    T_x, T_y = lengths(shape, request.T_x, request.T_y)
    text = request.text if isinstance(request.text, str) else ""
    wish = Wish(T_x, T_y, text[: settings().text_limit], request.ticker or default_source())
    reasons = [why for name in carrier.models if (why := _why_unavailable(name))]
    if reasons:
        return ShapeAnswer(shape.name, carrier, T_x, T_y, plain(shape.name, wish), reasons[0])
    return ShapeAnswer(shape.name, carrier, T_x, T_y, carrier.carry(wish))


def _why_unavailable(name: str) -> str | None:
    if name == next_word.NAME:
        return next_word.why_unavailable()
    return registry.why_unavailable(name)


def answer_or_reason(asked: Any) -> ShapeAnswer | str:
    """Return the answer to a list as `ShapeRequest.of` takes it, or why there is none."""
    try:
        return shape_answer(ShapeRequest.of(asked))
    except LessonError as error:
        return str(error)


def shape_visit(query: Mapping[str, Any]) -> ShapeVisit:
    """Return what a link asks for; what makes no sense in it is replaced and remarked upon."""
    asked = Asked.of(query)
    shape = asked.choice("shape", tuple(SHAPES), MANY_TO_ONE)
    known = [one.name for one in carriers_of(shape)]
    return ShapeVisit(
        shape=shape,
        carrier=asked.choice("carrier", known, known[0]),
        T_x=asked.whole("Tx", DEFAULT_X, MOST),
        T_y=asked.whole("Ty", DEFAULT_Y, MOST),
        text=asked.text("text", LECTURE_REVIEW, settings().link_limit),
        ticker=asked.tried("ticker", default_source(), _known),
        step=asked.whole("step", 2 * MOST, 2 * MOST),
        remarks=tuple(asked.remarks),
    )


def choices() -> dict[str, list[dict[str, str]]]:
    """Return, per shape, value and label of everything that carries it."""
    return {
        shape: [{"value": one.name, "label": one.title} for one in carriers_of(shape)]
        for shape in SHAPES
    }


def read_by() -> dict[str, str]:
    """Return what of text and series each carrier reads."""
    return {one.name: one.reads for one in CARRIERS.values()}


def _known(ticker: str) -> str:
    table = forecast_table()
    return table.names[table.place(TickerRequest(ticker))]
