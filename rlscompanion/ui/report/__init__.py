"""The page that prepares and writes a report for a clinician."""
