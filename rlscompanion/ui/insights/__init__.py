"""Insights: how nights have been, chart by chart."""
