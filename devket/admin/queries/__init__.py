"""All reads of the admin area; each page of a list is one bounded walk along an index."""

PAGE_SIZE = 50
