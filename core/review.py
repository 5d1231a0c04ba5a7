"""What a visitor wants to see of one review: the text, the neuron, the colour scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.contracts import STATES
from core.errors import InvalidInput
from core.settings import settings

OUTPUT = "output"
SCALES = ("fixed", "review", "raw")
LECTURE_REVIEW = (
    "I hated this bar, though the bartender was so handsome and the drink he made me was "
    "absolutely delicious."
)
LECTURE_WORDS = "2"  # "hated"
LECTURE_TURNED = LECTURE_REVIEW.replace("hated", "loved")


@dataclass(frozen=True)
class ReviewRequest:
    """A request that has been checked.

    Attributes:
        text: The review, cut to the limit of a typed text.
        neuron: "1" to "10", or "output".
        scale: One of `SCALES`.
        gate: What is shown of the neuron, one of `core.contracts.STATES`.
        chosen: Words whose neurons are looked for, counted from 1, with commas; "none" or empty.
        second: The text that the first is compared with.
        remarks: What in the link could not be used, one sentence each.
    """

    text: str
    neuron: str = OUTPUT
    scale: str = SCALES[0]
    gate: str = STATES[0]
    chosen: str = ""
    second: str = ""
    remarks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check every part; raises `InvalidInput`."""
        if not isinstance(self.text, str):
            raise InvalidInput(f"A review is text, not {type(self.text).__name__}.")
        if self.neuron != OUTPUT and not (self.neuron.isascii() and self.neuron.isdigit()):
            raise InvalidInput(f"There is no neuron {self.neuron[:20]!r}.")
        if self.scale not in SCALES:
            raise InvalidInput(f"There is no scale {self.scale[:20]!r}; choose one of {SCALES}.")
        if self.gate not in STATES:
            raise InvalidInput(f"There is no gate {self.gate[:20]!r}; choose one of {STATES}.")
        for name in ("text", "second"):
            object.__setattr__(self, name, getattr(self, name)[: settings().text_limit])


def request_from_link(query: dict[str, Any], neurons: int, leading: int) -> ReviewRequest:
    """Return what a link asks for; what makes no sense in it is replaced and remarked upon.

    Args:
        query: Parameters of the link, written by anyone.
        neurons: How many neurons the model has below its output.
        leading: The neuron to show when the link names none, counted from 1.
    """
    values = {name: _one(value) for name, value in query.items()}
    remarks: list[str] = []
    text, limit = values.get("text", LECTURE_REVIEW), settings().link_limit
    if len(text) > limit or len(values.get("second", "")) > limit:
        text = text[:limit]
        remarks.append(f"A link carries {limit} characters; the rest of the review was left out.")
    neuron = values.get("neuron", str(leading))
    if neuron not in (OUTPUT, *(str(place) for place in range(1, neurons + 1))):
        remarks.append(
            f"The link asks for neuron {neuron[:20]!r}; there are 1 to {neurons} and "
            f"{OUTPUT!r}. This is neuron {leading}."
        )
        neuron = str(leading)
    scale, gate = values.get("scale", SCALES[0]), values.get("gate", STATES[0])
    return ReviewRequest(
        text,
        neuron,
        scale if scale in SCALES else SCALES[0],
        gate if gate in STATES else STATES[0],
        chosen=values.get("words", LECTURE_WORDS if text == LECTURE_REVIEW else "")[:limit],
        second=values.get("second", LECTURE_TURNED if text == LECTURE_REVIEW else "")[:limit],
        remarks=tuple(remarks),
    )


def _one(value: Any) -> str:
    """Return a parameter that was given once or several times: the last one counts."""
    return str(value[-1] if isinstance(value, list) and value else value)
