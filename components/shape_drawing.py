"""A sequence shape, unrolled: a copy of the cell per step, what it reads below, says above.

Python draws all steps; `assets/shapes.js` lets them appear one after the other. One unit of the
drawing is 1/16 rem. Time runs from left to right, in every language.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from components.drawing import tag
from components.heat import heat_level

_WIDTH, _SIDE, _HEIGHT = 96, 30, 300
_HALF, _TOP, _BOTTOM = 29, 104, 164  # of a cell
_AXIS = (_TOP + _BOTTOM) // 2
_LONGEST = 11
_NS = "http://www.w3.org/2000/svg"


class Column(Protocol):
    """Which input a step reads and which output it gives; see `core.sequence_shapes.Column`."""

    @property
    def x(self) -> int:
        """Input, counted from 1; 0 for none."""
        ...

    @property
    def y(self) -> int:
        """Output, counted from 1; 0 for none."""
        ...

    @property
    def is_fed(self) -> bool:
        """Whether it reads the output before."""
        ...


class Step(Protocol):
    """One column with its numbers; see `core.shape_carried.CarriedStep`."""

    @property
    def column(self) -> Column:
        """Which input and output it is."""
        ...

    @property
    def reads(self) -> str:
        """What it reads."""
        ...

    @property
    def says(self) -> str:
        """What it answers."""
        ...

    @property
    def truth(self) -> str:
        """What came in truth."""
        ...

    @property
    def states(self) -> Sequence[float]:
        """What its units hold, 0 to 1."""
        ...


def shape_svg(steps: Sequence[Step], *, has_loop: bool) -> str:
    """Return the drawing of all steps as one `<svg>`; every step has its place in `data-t`.

    Args:
        steps: The columns, in the order of time.
        has_loop: Whether a cell hands its state to the next one.
    """
    drawn = [_group(t, _step(steps, t, has_loop)) for t in range(len(steps))]
    width = _WIDTH * len(steps) + 2 * _SIDE
    return tag(
        "svg", *drawn, xmlns=_NS, viewBox=f"0 0 {width} {_HEIGHT}", class_="shape-svg",
        width=f"{width / 16:g}rem", height=f"{_HEIGHT / 16:g}rem",
    )  # fmt: skip


def loop_svg(*, has_loop: bool) -> str:
    """Return the same cell before it is unrolled."""
    c = 62
    parts = [
        _wire(f"M{c} 222V{_BOTTOM + 5}"), _head(c, _BOTTOM + 3),
        _letter("x", "t", c, 246),
        _wire(f"M{c} {_TOP}V73"), _head(c, 71),
        _letter("y", "t", c, 58),
        tag("rect", class_="shape-cell", x=c - _HALF, y=_TOP, width=2 * _HALF,
            height=_BOTTOM - _TOP, rx=6),
        _letter("h", "t" if has_loop else "", c, _AXIS + 6),
    ]  # fmt: skip
    if has_loop:
        right = c + _HALF
        back = f"M{right} {_AXIS - 14}h18a8 8 0 0 1 8 8v12a8 8 0 0 1 -8 8h-12"
        parts += [_wire(back, "memory"), _head(right + 4, _AXIS + 14, "left", "memory")]
    return tag("svg", *parts, xmlns=_NS, viewBox=f"0 0 132 {_HEIGHT}", class_="shape-svg",
               width="8.25rem", height=f"{_HEIGHT / 16:g}rem")  # fmt: skip


def shape_sketch(columns: Sequence[Column], *, has_loop: bool) -> str:
    """Return the small picture of a shape: boxes for inputs, cells and outputs."""
    parts = []
    for t, column in enumerate(columns):
        x = 4 + 20 * t
        parts.append(tag("rect", class_="sketch-cell", x=x, y=20, width=12, height=12, rx=2))
        if column.x:
            parts.append(tag("rect", class_="sketch-in", x=x, y=40, width=12, height=12, rx=6))
            parts.append(tag("path", class_="sketch-wire", d=f"M{x + 6} 40v-8"))
        if column.y:
            parts.append(tag("rect", class_="sketch-out", x=x, y=0.5, width=12, height=12, rx=6))
            parts.append(tag("path", class_="sketch-wire", d=f"M{x + 6} 20v-8"))
        if t and has_loop:
            parts.append(tag("path", class_="sketch-wire", d=f"M{x - 8} 26h8"))
    width = 20 * len(columns)
    return tag("svg", *parts, xmlns=_NS, viewBox=f"0 0 {width} 53", class_="shape-sketch",
               width=f"{width / 16:g}rem", height="3.3rem")  # fmt: skip


def spoken(step: Step, place: int, count: int) -> str:
    """Return what happens at a step in words, for those who do not see it."""
    column = step.column
    read = "reads" if column.x else "reads its own last answer" if column.is_fed else "has no input"
    said = f"answers {step.says or 'y'}" if column.y else "answers nothing yet"
    what = f" {step.reads}" if step.reads and (column.x or column.is_fed) else ""
    truth = f"; in truth {step.truth} came" if step.truth else ""
    return f"Step {place} of {count}: {read}{what}, {said}{truth}."


def _group(t: int, parts: list[str]) -> str:
    return tag("g", *parts, class_="shape-step", data_t=str(t))


def _middle(t: int) -> int:
    return _SIDE + _WIDTH * t + _WIDTH // 2


def _step(steps: Sequence[Step], t: int, has_loop: bool) -> list[str]:
    step, c = steps[t], _middle(t)
    parts = [tag("rect", class_="shape-band", x=c - _WIDTH / 2 + 3, y=2, width=_WIDTH - 6,
                 height=_HEIGHT - 4, rx=6)]  # fmt: skip
    is_new_network = bool(t) and _is_repeated(step) and not _is_repeated(steps[t - 1])
    if t and has_loop and not is_new_network:
        parts += [
            _wire(f"M{c - _WIDTH + _HALF} {_AXIS}H{c - _HALF - 4}", "memory"),
            _head(c - _HALF - 2, _AXIS, "right", "memory"),
        ]
    parts += _repeated(c, t, is_new_network) if _is_repeated(step) else _reading(step, c)
    parts += _cell(step, c)
    return [*parts, *_saying(step, c)] if step.column.y else parts


def _is_repeated(step: Step) -> bool:
    """Say whether a step reads neither an input nor the answer before."""
    return not step.column.x and not step.column.is_fed


def _repeated(c: int, t: int, is_new_network: bool) -> list[str]:
    """Return what comes to a decoder at every step: the one input, or what an encoder kept."""
    up = [_wire(f"M{c} 200V{_BOTTOM + 5}", "repeat"), _head(c, _BOTTOM + 3, "up", "repeat")]
    if not t:
        return [_wire(f"M{c} 244V200", "repeat"), *up, _letter("x", "", c, 262)]
    begin = c - _WIDTH + (16 if is_new_network else 0)
    drop = [_wire(f"M{begin} {_BOTTOM}V200", "repeat")] if is_new_network else []
    return [*drop, _wire(f"M{begin} 200H{c}", "repeat"), *up]


def _reading(step: Step, c: int) -> list[str]:
    """Return what flows into a cell from below."""
    if step.column.is_fed:
        return _fed(step, c)
    return [
        _wire(f"M{c} 216V{_BOTTOM + 5}"),
        _head(c, _BOTTOM + 3),
        _text(step.reads, c, 238, "shape-read"),
        _letter("x", str(step.column.x), c, 262),
    ]


def _fed(step: Step, c: int) -> list[str]:
    """Return the way of the answer before into this cell."""
    gap = c - _WIDTH // 2
    path = f"M{c - _WIDTH + 24} 52H{gap - 8}q8 0 8 8V180q0 8 8 8H{c - 8}q8 0 8 -8V{_BOTTOM + 5}"
    return [
        _wire(path, "fed"),
        _head(c, _BOTTOM + 3, "up", "fed"),
        _text(step.reads, c, 238, "shape-read is-fed"),
        _letter("y", str(step.column.y - 1), c, 262),
    ]


def _cell(step: Step, c: int) -> list[str]:
    """Return the cell, one stripe per unit on its heat colour."""
    left, high = c - _HALF, _BOTTOM - _TOP
    width = 2 * _HALF / max(len(step.states), 1)
    stripes = [
        tag("rect", class_=f"heat-{heat_level(value)}", x=round(left + width * place, 2), y=_TOP,
            width=round(width + 0.2, 2), height=high)
        for place, value in enumerate(step.states)
    ]  # fmt: skip
    name = "shape-cell is-filled" if stripes else "shape-cell"
    box = tag("rect", class_=name, x=left, y=_TOP, width=2 * _HALF, height=high, rx=3)
    return [*stripes, box] if stripes else [box, _letter("h", "", c, _AXIS + 6)]


def _saying(step: Step, c: int) -> list[str]:
    index = str(step.column.y)
    return [
        _wire(f"M{c} {_TOP}V78"),
        _head(c, 76),
        _letter("y", index, c, 22),
        _text(step.says, c, 46, "shape-said"),
        _text(step.truth, c, 66, "shape-truth"),
    ]


def _text(text: str, x: float, y: float, name: str) -> str:
    """Return a short text; all of it shows when the pointer rests on it."""
    if not text:
        return ""
    shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\u2026"
    whole = tag("title", _escaped(text)) if shown != text else ""
    return tag("text", _escaped(shown), whole, class_=name, x=x, y=y, direction="ltr")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _letter(letter: str, index: str, x: float, y: float) -> str:
    below = tag("tspan", index, class_="shape-index", dy=4) if index else ""
    return tag("text", letter, below, class_="shape-letter", x=x, y=y)


def _wire(path: str, kind: str = "plain") -> str:
    return tag("path", d=path, class_=f"shape-wire is-{kind}")


_HEADS = {"up": (-5, 8, 5, 8), "right": (-8, -5, -8, 5), "left": (8, -5, 8, 5)}


def _head(x: float, y: float, points: str = "up", kind: str = "plain") -> str:
    ax, ay, bx, by = _HEADS[points]
    return tag("path", d=f"M{x + ax} {y + ay}L{x} {y}L{x + bx} {y + by}",
               class_=f"shape-head is-{kind}")  # fmt: skip
