"""Real servers killed, filled up, cut off: what everyone else notices of it."""
