"""The work behind the pages of a bedtime, and the ports it uses."""
