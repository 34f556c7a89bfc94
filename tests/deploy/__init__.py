"""Devket started and ended as an operator does it."""
