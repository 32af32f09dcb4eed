"""The page on which the person prepares a report for a clinician and has it written."""
