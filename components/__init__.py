"""Reusable parts of the screen: pure functions that return Dash components."""
