"""One function or class at a time; mirrors the tree of the product."""
