"""Verbs of reading. They flush and never commit; none knows of requests."""
