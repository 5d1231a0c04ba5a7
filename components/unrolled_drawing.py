"""One neuron with its loop, and the same neuron unrolled: one copy per step, left to right.

Python draws one step, the start and the end; `assets/unrolled_chain.js` copies the step as often as
there is room for, writes the numbers into it and moves on as one scrolls, so that four hundred
steps cost no more than ten. One unit of the drawings is 1/16 rem.
"""

from __future__ import annotations

from dash import html

from components.drawing import drawing, tag

STEP, START, END = 144, 58, 204  # widths
_HEIGHT = 372
_LOOP = 224
_MIDDLE, _AXIS = 72, 122  # centre of the neuron in a step
_RADIUS = 38
_NS = "http://www.w3.org/2000/svg"
_LABEL = (
    "One neuron: it reads x, adds the bias and its own last answer, and tanh of the sum is its "
    "answer. The numbers of the present step are in the formula below and in the table."
)


def unrolled_drawing() -> html.Div:
    """Return both drawings; numbers are dashes until a series has been read."""
    track = html.Div(className="chain-track")
    chain = html.Div(
        track,
        className="chain",
        dir="ltr",
        role="img",
        tabIndex=0,
        **{
            "aria-label": "The same neuron unrolled, a copy per step; every number is in the table",
            "data-step-drawing": _svg(_step(), STEP, "step"),
            "data-start-drawing": _svg(_start(), START, "chain-start"),
            "data-end-drawing": _svg(_end(), END, "chain-end"),
            "data-widths": f"{START} {STEP} {END}",
        },
    )
    loop = drawing(_svg(_loop(), _LOOP, "loop-svg"), label=_LABEL, class_name="loop")
    return html.Div(
        [
            html.Figure([html.Figcaption("One neuron"), loop], className="loop-figure"),
            html.Figure(
                [html.Figcaption("The same neuron, unrolled: a copy per step"), chain],
                className="chain-figure",
            ),
        ],
        className="unrolled-drawing",
    )


def _svg(inside: list[str], width: int, name: str) -> str:
    return tag("svg", *inside, xmlns=_NS, viewBox=f"0 0 {width} {_HEIGHT}", class_=name)


def _step() -> list[str]:
    """Return one copy of the neuron; what comes from the left begins in the step before."""
    c = _MIDDLE
    before = c + _RADIUS - STEP
    return [
        tag("rect", class_="step-band", x=3, y=2, width=STEP - 6, height=_HEIGHT - 4, rx=6),
        _wire(f"M{before} {_AXIS}H{c - _RADIUS - 3}", "memory", "memory"),
        _head(c - _RADIUS - 2, _AXIS, "right", "memory"),
        _weight("w2", 0, _AXIS - 12),
        _wire(f"M{c} 228V{_AXIS + _RADIUS + 4}", "input", "input"),
        _head(c, _AXIS + _RADIUS + 3, "up", "input"),
        _weight("w1", c + 8, 220, "start"),
        _wire(f"M27 76L{c - 30} {_AXIS - 30}", "bias", "bias"),
        _head(c - 29, _AXIS - 29, "down-right", "bias"),
        _weight("w0", 22, 68),
        _wire(f"M{c} {_AXIS - _RADIUS}V59", "answer"),
        _head(c, 58, "up", "answer"),
        tag("text", "tanh", class_="step-squash", x=c + 9, y=75),
        tag("circle", class_="step-neuron heat-16", cx=c, cy=_AXIS, r=_RADIUS),
        _letter("o", c, _AXIS - 10),
        _number("sum", c, _AXIS + 13),
        _letter("\u0177", c, 22),
        _number("answer", c, 46),
        _letter("x", c, 248),
        _number("x", c, 270),
        *_way_back(),
    ]


def _way_back() -> list[str]:
    """Return what the way back adds: the arc to the step before, with its factor, and two sums."""
    c, foot = _MIDDLE, _AXIS + 30
    arc = f"M{c - 27} {foot}C{c - 48} {foot + 34} -28 {foot + 34} {c + 29 - STEP} {foot + 3}"
    return [
        _wire(arc, "gradient", "gradient"),
        _head(c + 28 - STEP, foot + 1, "up-left", "gradient"),
        _number("factor", 0, foot + 42, "step-factor only-back"),
        _letter("\u03b4", c, 300, "only-back"),
        _number("delta", c, 320, "only-back"),
        tag(
            "text", "\u2202o", _sub("T"), "/\u2202o", _sub("", "t"),
            class_="step-letter only-back", x=c, y=344,
        ),
        _number("product", c, 364, "only-back"),
    ]  # fmt: skip


def _start() -> list[str]:
    """Return the answer before the first step, which is 0."""
    x = START - (STEP - _MIDDLE - _RADIUS) - 14
    return [
        tag("circle", class_="step-neuron heat-16", cx=x, cy=_AXIS, r=14),
        tag("text", "0", class_="step-number", x=x, y=_AXIS + 6),
        tag("text", "\u0177", _sub("0"), class_="step-letter", x=x, y=_AXIS - 26),
    ]


def _end() -> list[str]:
    """Return the loss: the last answer meets what came next."""
    middle = 112
    left = _MIDDLE + 34 - STEP
    return [
        _wire(f"M{left} 40H32", "answer"),
        _head(34, 40, "right", "answer"),
        tag("rect", class_="loss-box", x=36, y=6, width=152, height=68, rx=6),
        tag("text", "L = (y \u2212 \u0177", _sub("", "T"), ")\u00b2", class_="step-letter",
            x=middle, y=32),
        _number("loss", middle, 60),
        _wire(f"M{middle} 112V80", "truth"),
        _head(middle, 78, "up", "truth"),
        tag("path", class_="truth-cross", d=f"M{middle - 9} 126h18M{middle} 117v18"),
        tag("text", "y", class_="step-letter is-truth", x=middle, y=160),
        _number("target", middle, 182, "is-truth"),
        tag("text", class_="step-aim", x=middle, y=204, data_at="aim"),
        _wire(f"M62 76C54 118 8 {_AXIS + 4} {left + 12} {_AXIS + 2}", "gradient", "gradient"),
        _head(left + 9, _AXIS + 1, "left", "gradient"),
    ]  # fmt: skip


def _loop() -> list[str]:
    """Return the neuron that feeds its answer back into itself."""
    c, r = 82, 42
    side = 152
    back = f"M{c} 66H{side - 12}a12 12 0 0 1 12 12V{_AXIS - 12}a12 12 0 0 1 -12 12H{c + r + 5}"
    return [
        _wire(f"M{c} 228V{_AXIS + r + 4}", "input", "input"),
        _head(c, _AXIS + r + 3, "up", "input"),
        _weight("w1", c + 9, 208, "start"),
        _wire(f"M2 {_AXIS}H{c - r - 4}", "bias", "bias"),
        _head(c - r - 3, _AXIS, "right", "bias"),
        _weight("w0", 0, _AXIS - 44, "start"),
        _wire(f"M{c} {_AXIS - r}V59", "answer"),
        _head(c, 58, "up", "answer"),
        _wire(back, "memory", "memory"),
        _head(c + r + 4, _AXIS, "left", "memory"),
        tag("circle", class_="loop-branch", cx=c, cy=66, r=4),
        _weight("w2", c + r + 6, _AXIS + 24, "start"),
        tag("text", "one step later", class_="step-squash", x=c + 34, y=54),
        _letter_before(side + 10, 88),
        _number("before", side + 10, 108, "is-start"),
        tag("circle", class_="step-neuron heat-16", cx=c, cy=_AXIS, r=r),
        _letter("o", c, _AXIS - 12),
        _number("sum", c, _AXIS + 12),
        tag("text", "tanh", class_="step-squash is-inside", x=c, y=_AXIS + 32),
        _letter("\u0177", c, 22),
        _number("answer", c, 46),
        _letter("x", c, 248),
        _number("x", c, 270),
    ]


def _wire(path: str, kind: str, carries: str = "") -> str:
    carried = {"data_carries": carries} if carries else {}
    back = " only-back" if kind == "gradient" else ""
    return tag("path", d=path, class_=f"step-wire is-{kind}{back}", **carried)


_HEADS = {
    "up": (-5, 8, 5, 8), "right": (-8, -5, -8, 5), "left": (8, -5, 8, 5),
    "down-right": (-9, -2, -2, -9), "up-left": (2, 9, 9, 4),
}  # fmt: skip


def _head(x: float, y: float, points: str, kind: str) -> str:
    """Return an arrow head at its tip."""
    ax, ay, bx, by = _HEADS[points]
    back = " only-back" if kind == "gradient" else ""
    path = f"M{x + ax} {y + ay}L{x} {y}L{x + bx} {y + by}"
    return tag("path", d=path, class_=f"step-head is-{kind}{back}")


def _weight(name: str, x: float, y: float, anchor: str = "middle") -> str:
    letter = tag("tspan", "w", _sub(name[1]), class_="weight-letter")
    number = tag("tspan", "\u2013", class_="live-number", dx=5, data_at=name)
    style = f"step-weight is-{anchor}"
    return tag("text", letter, number, class_=style, x=x, y=y, data_echo=name)


def _letter(letter: str, x: float, y: float, more: str = "") -> str:
    style = f"step-letter {more}".strip()
    return tag("text", letter, _sub("", "t"), class_=style, x=x, y=y)


def _letter_before(x: float, y: float) -> str:
    return tag("text", "\u0177", _sub("", "t-before"), class_="step-letter is-start", x=x, y=y)


def _sub(text: str, at: str = "") -> str:
    """Return an index; with a name the browser writes it."""
    named = {"data_at": at} if at else {}
    return tag("tspan", text, class_="step-index", dy=4, **named) + tag("tspan", "\u200b", dy=-4)


def _number(name: str, x: float, y: float, more: str = "") -> str:
    style = f"step-number live-number {more}".strip()
    return tag("text", "\u2013", class_=style, x=x, y=y, data_at=name)
