"""The LSTM cell, drawn in the classic arrangement, with places for the numbers of one unit.

The line of the state runs along the top; below it the four gates read X_t and Ŷ_{t-1} and act on it
through × and + (lecture section "LSTM"). `assets/cell_drawing.js` writes the numbers.
"""

from __future__ import annotations

from dash import html

from components.drawing import drawing, tag

_WIDTH, _HEIGHT = 640, 424
_STATE, _BUS, _INNER, _GATE = 66, 346, 160, 262  # heights of the lines and of the gates
_LEFT, _RIGHT = 20, 620
_AT = {"forget": 148, "input": 248, "candidate": 348, "output": 452}
_BRANCH = 552
_BOX = (86, 50)
_LETTERS = {"forget": "f", "input": "i", "candidate": "C\u0303", "output": "o"}
_LABEL = (
    "An LSTM cell: the state runs along the top; the forget gate multiplies it, the input gate "
    "times the candidate is added, the output gate lets a part of it out. The numbers of the "
    "present step are in the formula and in the table."
)


def cell_drawing() -> html.Div:
    """Return the drawing; numbers are dashes until a step is shown."""
    svg = tag(
        "svg",
        *_lines(),
        *(_gate(name) for name in _AT),
        *_nodes(),
        *_numbers(),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        class_="cell-svg",
    )
    return html.Div(drawing(svg, label=_LABEL, class_name="cell-drawing"), className="cell-frame")


def _lines() -> list[str]:
    """Return the wires; the three pieces of the state's line are as thick as what they carry."""
    f, i, c, o = (_AT[name] for name in ("forget", "input", "candidate", "output"))
    foot, top = _GATE + _BOX[1] / 2, _GATE - _BOX[1] / 2
    state = [
        _wire(f"M{_LEFT} {_STATE}H{f}", "state", "state-before"),
        _wire(f"M{f} {_STATE}H{c}", "state", "kept"),
        _wire(f"M{c} {_STATE}H{_RIGHT}", "state", "state"),
    ]
    gates = [
        _wire(f"M{f} {top}V{_STATE}", "forget"),
        _wire(f"M{i} {top}V{_INNER}H{c}", "input"),
        _wire(f"M{c} {top}V{_INNER}", "candidate"),
        _wire(f"M{c} {_INNER}V{_STATE}", "state", "added"),
        _wire(f"M{_BRANCH} {_STATE}V190", "state"),
        _wire(f"M{o} {top}V190H{_BRANCH}", "output"),
        _wire(f"M{_BRANCH} 190V{_BUS}H{_RIGHT}", "activation"),
    ]
    bus = [_wire(f"M{_LEFT} {_BUS}H{o}", "in"), _wire(f"M84 396V{_BUS}", "in")]
    feet = [_wire(f"M{x} {_BUS}V{foot}", "in") for x in _AT.values()]
    return [*bus, *feet, *gates, *state, _arrow(_RIGHT, _STATE), _arrow(_RIGHT, _BUS)]


def _wire(path: str, kind: str, carries: str = "") -> str:
    carried = {"data_carries": carries} if carries else {}
    return tag("path", d=path, class_=f"cell-wire is-{kind}", **carried)


def _arrow(x: float, y: float) -> str:
    return tag("path", d=f"M{x - 9} {y - 6}L{x + 2} {y}L{x - 9} {y + 6}", class_="cell-arrow")


def _gate(name: str) -> str:
    """Return a gate: a box that fills up as the gate opens, its name, its value above it."""
    wide, high = _BOX
    x, y = _AT[name] - wide / 2, _GATE - high / 2
    box = {"x": x, "width": wide, "rx": 5}
    squash = "tanh" if name == "candidate" else "\u03c3"
    live = {"data_live": "squash"} if name == "candidate" else {}
    return tag(
        "g",
        tag("rect", class_="cell-box", y=y, height=high, **box),
        tag("rect", class_="cell-fill", data_fill=name, y=y, height=0, **box),
        tag("rect", class_="cell-edge", y=y, height=high, **box),
        tag("text", name, class_="cell-name", x=_AT[name], y=_GATE - 4),
        tag("text", squash, class_="cell-squash", x=_AT[name], y=_GATE + 16, **live),
        tag("text", "forced", class_="cell-forced", x=_AT[name] + 8, y=_GATE + high / 2 + 17),
        tag("text", _LETTERS[name], class_="cell-letter", x=_AT[name] - 8, y=_GATE - 36),
        _number(name, _AT[name] + 8, _GATE - 36),
        class_=f"cell-gate is-{name}",
        data_echo=f"cell-{name}",
    )


def _nodes() -> list[str]:
    at = [
        (_AT["forget"], _STATE, "\u00d7"),
        (_AT["candidate"], _STATE, "+"),
        (_AT["candidate"], _INNER, "\u00d7"),
        (_BRANCH, 190, "\u00d7"),
    ]
    nodes = [
        tag("circle", cx=x, cy=y, r=14, class_="cell-node")
        + tag("text", sign, x=x, y=y + 6, class_="cell-sign")
        for x, y, sign in at
    ]
    pill = tag("rect", x=_BRANCH - 27, y=112, width=54, height=28, rx=14, class_="cell-node")
    squash = tag("text", "tanh", x=_BRANCH, y=131, class_="cell-squash", data_live="squash")
    return [*nodes, pill, squash]


def _numbers() -> list[str]:
    """Return letters and numbers beside the wires."""
    c = _AT["candidate"]
    return [
        _letter("C", "t\u22121", _LEFT, 26),
        _number("state-before", _LEFT, 48),
        _letter("f C", "", 210, 26),
        _number("kept", 210, 48),
        _letter("i C\u0303", "", c + 14, 102),
        _number("added", c + 14, 124),
        _letter("C", "t", 470, 26),
        _number("state", 470, 48),
        _letter("Y\u0302", "t\u22121", _LEFT, _BUS - 32),
        _number("activation-before", _LEFT, _BUS - 10),
        _letter("Y\u0302", "t", _BRANCH + 14, _BUS - 32),
        _number("activation", _BRANCH + 14, _BUS - 10),
        _letter("X", "t", 98, 404),
        tag("text", "\u2013", class_="cell-word", x=128, y=404, data_live="word"),
    ]


def _letter(letter: str, index: str, x: float, y: float) -> str:
    small = tag("tspan", index, class_="cell-index", dy=4) if index else ""
    return tag("text", letter, small, class_="cell-letter is-start", x=x, y=y)


def _number(name: str, x: float, y: float) -> str:
    return tag(
        "text", "\u2013", class_="cell-number live-number", x=x, y=y, data_echo=f"cell-{name}"
    )
