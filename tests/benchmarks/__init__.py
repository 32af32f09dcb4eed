"""The budgets of time, memory and sound, measured on the real app: `python -m tests.benchmarks`."""
