"""A small site made of the shell and the parts only, so that they can be tried without a topic."""
