"""Requests that no page sends."""
