"""Feeds, the catalogue of books, and the page of feeds, as they are told."""
