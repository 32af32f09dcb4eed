"""The routines page: the steps of each routine, and editing the person's own routines."""
