"""The routines page: the steps of each routine, and editing one's own."""
