"""Verbs of reading, and what they reckon with. They flush and never commit."""
