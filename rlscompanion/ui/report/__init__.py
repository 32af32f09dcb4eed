"""The page from which the clinician's report is written."""
