"""The faults that the README lists, injected: each module is one row of its table.

The default run tries a few cases of each, `-m long` all of them.
"""
