"""Tests of the exchange package."""
