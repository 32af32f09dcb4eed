"""The routines page: lists massage routines, shows their steps, and edits those of the person."""
