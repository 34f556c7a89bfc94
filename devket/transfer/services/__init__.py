"""Verbs of imports and exports. They flush and never commit."""
