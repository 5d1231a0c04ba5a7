"""Tests of Unrolled: unit, golden, contract, browser, benchmarks."""
