"""Verbs of the interface itself: answering once, and counting what a token asks."""
