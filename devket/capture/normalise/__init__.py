"""Bring the odd forms of a page into plain ones before anything is judged."""
