"""The Mantine theme: ink on paper, Inter and JetBrains Mono, space in steps of 4 px."""

from __future__ import annotations

from typing import Any

SANS = (
    "'Inter Variable', system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans Hebrew', "
    "Arial, sans-serif"
)
MONO = "'JetBrains Mono Variable', ui-monospace, 'SF Mono', Consolas, monospace"

# Ten greys with a breath of blue, light to dark; Mantine wants exactly ten.
_PAPER_TO_INK = [
    "#f4f5f6",
    "#eceef0",
    "#e0e3e7",
    "#c3c8cf",
    "#9aa2ad",
    "#7d8691",
    "#646c77",
    "#454c56",
    "#2a3038",
    "#14171c",
]
_NIGHT = [
    "#e8ebee",
    "#b3bac3",
    "#8d96a1",
    "#6f7883",
    "#434b54",
    "#292f35",
    "#1e2328",
    "#161a1e",
    "#0f1215",
    "#0a0c0e",
]


def theme() -> dict[str, Any]:
    """Return the theme for `dmc.MantineProvider`."""
    return {
        "fontFamily": SANS,
        "fontFamilyMonospace": MONO,
        "headings": {"fontFamily": SANS, "fontWeight": "600"},
        "colors": {"ink": _PAPER_TO_INK, "gray": _PAPER_TO_INK, "dark": _NIGHT},
        "primaryColor": "ink",
        "primaryShade": {"light": 9, "dark": 0},
        "autoContrast": True,
        "black": _PAPER_TO_INK[9],
        "white": "#ffffff",
        "defaultRadius": "sm",
        "radius": {"xs": "0.125rem", "sm": "0.25rem", "md": "0.375rem", "lg": "0.5rem"},
        "spacing": {
            "xs": "0.5rem",
            "sm": "0.75rem",
            "md": "1rem",
            "lg": "1.5rem",
            "xl": "2rem",
        },
        "cursorType": "pointer",
        "respectReducedMotion": True,
        "components": {
            "Tooltip": {"defaultProps": {"openDelay": 300, "withArrow": False}},
            "HoverCard": {"defaultProps": {"shadow": "md", "width": 300, "openDelay": 150}},
            "SegmentedControl": {"defaultProps": {"size": "sm"}},
        },
    }
