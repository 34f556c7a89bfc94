"""Fuzzing of capture: what pages are made of, what must hold, and a long mode to run by hand."""
