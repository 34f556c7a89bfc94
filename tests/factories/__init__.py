"""Rows for tests: each function writes one thing and returns it."""
