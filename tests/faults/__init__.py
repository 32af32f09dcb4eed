"""What the README promises to survive, injected: each module is one row of its table.

The default run tries a few moments of each, `-m long` all of them.
"""
