"""The lecture's own numbers, and NumPy against Keras."""
