"""The routines page: it lists massage routines, shows their steps, and edits routines the person made."""
