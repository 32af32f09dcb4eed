"""The clinician's report, asked for from the window."""
