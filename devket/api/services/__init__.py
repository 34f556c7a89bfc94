"""Verbs of the interface itself: answering once."""
