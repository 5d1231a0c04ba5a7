"""Colour arithmetic in OKLab, the space in which equal distances look equally different.

Reference: B. Ottosson, "A perceptual color space for image processing" (2020).
Contrast: WCAG 2.2, success criterion 1.4.3.
"""

from __future__ import annotations

import math
from typing import NamedTuple


class Lab(NamedTuple):
    """A colour in OKLab: lightness 0-1, green-red and blue-yellow about -0.4 to 0.4."""

    lightness: float
    a: float
    b: float


def lch(lightness: float, chroma: float, hue: float) -> Lab:
    """Return the colour given as lightness 0-1, chroma 0-0.4 and hue in degrees."""
    angle = math.radians(hue)
    return Lab(lightness, chroma * math.cos(angle), chroma * math.sin(angle))


def between(start: Lab, end: Lab, share: float) -> Lab:
    """Return the colour `share` (0-1) of the straight way from `start` to `end`."""
    return Lab(*(u + share * (v - u) for u, v in zip(start, end, strict=True)))


def distance(one: Lab, other: Lab) -> float:
    """Return how different two colours look: 0.02 is just noticeable, black to white is 1."""
    return math.dist(one, other)


def to_linear(colour: Lab) -> tuple[float, float, float]:
    """Return linear red, green and blue; outside 0-1 where a screen cannot show the colour."""
    light, a, b = colour
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def from_linear(red: float, green: float, blue: float) -> Lab:
    """Return the colour of linear red, green and blue, each 0-1."""
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return Lab(
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def to_hex(colour: Lab) -> str:
    """Return `#rrggbb`, each channel clipped to what a screen can show."""
    return "#" + "".join(f"{round(255 * _gamma(value)):02x}" for value in to_linear(colour))


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0-255, of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def linear_channels(colour: str) -> tuple[float, float, float]:
    """Return linear red, green and blue, 0-1, of `#rrggbb`."""
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return red, green, blue


def from_hex(colour: str) -> Lab:
    """Return the colour written as `#rrggbb`."""
    return from_linear(*linear_channels(colour))


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 (black) to 1 (white)."""
    red, green, blue = linear_channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two `#rrggbb` colours: 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def transparent(colour: str, alpha: float) -> str:
    """Return `#rrggbb` as an `rgba(...)` of that opacity, 0-1."""
    red, green, blue = channels(colour)
    return f"rgba({red}, {green}, {blue}, {alpha:g})"


def _gamma(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
