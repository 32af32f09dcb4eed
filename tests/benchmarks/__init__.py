"""Benchmarks of time, memory and sound on the real app, each with a budget: `python -m tests.benchmarks`."""
