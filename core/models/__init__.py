"""The models of the lecture; each module ends with `SPECS`."""
