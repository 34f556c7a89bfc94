"""Saves: what people keep, in lists they can arrange."""
