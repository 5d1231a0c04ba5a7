"""Printed ratios and times; run by `make bench`, never asserted."""
