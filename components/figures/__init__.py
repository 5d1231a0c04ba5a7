"""Pictures: pure functions from data to plotly figures."""

from components.figures.template import TEMPLATE, figure_css

__all__ = ["TEMPLATE", "figure_css"]
