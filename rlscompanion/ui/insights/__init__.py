"""Insights: the person's nights in charts."""
