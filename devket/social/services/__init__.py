"""Verbs of the feed."""
