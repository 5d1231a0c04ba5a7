"""The heat map: cold blue, neutral, hot red, in 33 steps that look equally far apart.

Each scheme has its own palette. On the light one, shades leave near-white and grow darker; on the
dark one they leave near-black and grow lighter; the text on them keeps one colour throughout, so a
coloured review reads as calmly as a plain one. Python and CSS get the shades from here.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from dash import html

from components import colour
from components.colour import Lab

LEVELS = 33
NEUTRAL = LEVELS // 2


class Shade(NamedTuple):
    """One step of the palette: what is behind the text and the text's own colour."""

    background: str
    text: str


class _Ramp(NamedTuple):
    cold: Lab
    neutral: Lab
    hot: Lab
    text: str


_LIGHT = _Ramp(
    colour.lch(0.635, 0.170, 256), Lab(0.965, 0.0, 0.0), colour.lch(0.635, 0.205, 29), "#08090b"
)
_DARK = _Ramp(
    colour.lch(0.555, 0.165, 256), Lab(0.275, 0.0, -0.004), colour.lch(0.550, 0.190, 27), "#ffffff"
)


def heat_level(value01: float) -> int:
    """Return the step, 0 (coldest) to 32 (hottest), of a value between 0 and 1.

    Values outside are clipped; a value that is not a number is neutral.
    """
    if math.isnan(value01):
        return NEUTRAL
    return round(min(1.0, max(0.0, value01)) * (LEVELS - 1))


def shades(scheme: str) -> tuple[Shade, ...]:
    """Return the 33 shades of the `light` or the `dark` scheme, coldest first."""
    ramp = _DARK if scheme == "dark" else _LIGHT
    return tuple(Shade(_background(ramp, level), ramp.text) for level in range(LEVELS))


def heat_css() -> str:
    """Return the rules `.heat-0` to `.heat-32` for both schemes, for words and for drawn shapes."""
    light = (_rule("", level, shade) for level, shade in enumerate(shades("light")))
    prefix = "[data-mantine-color-scheme='dark'] "
    dark = (_rule(prefix, level, shade) for level, shade in enumerate(shades("dark")))
    return "\n".join((*light, *dark))


def heat_colorscale() -> list[tuple[float, str]]:
    """Return a plotly colour scale whose neutral is transparent, so it suits both schemes."""
    cold, hot = colour.to_hex(_LIGHT.cold), colour.to_hex(_LIGHT.hot)
    return [
        (0.0, cold),
        (0.5, colour.transparent(cold, 0)),
        (0.5, colour.transparent(hot, 0)),
        (1.0, hot),
    ]


def heat_legend(cold: str, neutral: str, hot: str) -> html.Div:
    """Return the strip of all shades with what its two ends and its middle mean."""
    strip = [html.Span(className=f"heat-{level}") for level in range(LEVELS)]
    words = [html.Span(word) for word in (cold, neutral, hot)]
    return html.Div(
        [
            html.Div(strip, className="heat-legend-strip", **{"aria-hidden": "true"}),
            html.Div(words, className="heat-legend-words"),
        ],
        className="heat-legend",
    )


def _background(ramp: _Ramp, level: int) -> str:
    share = (level - NEUTRAL) / NEUTRAL
    end = ramp.hot if share > 0 else ramp.cold
    return colour.to_hex(colour.between(ramp.neutral, end, abs(share)))


def _rule(prefix: str, level: int, shade: Shade) -> str:
    back, text = shade
    return f"{prefix}.heat-{level}{{background-color:{back};fill:{back};color:{text}}}"
