"""Benchmarks: they print JSON, keep nothing and are no tests."""
