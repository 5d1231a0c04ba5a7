"""The datasets of the lecture; each module ends with `SPECS`."""
