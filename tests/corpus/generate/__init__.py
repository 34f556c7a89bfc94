"""Makes the corpus: a `source.md` and a `layout.html` become `page.html`, `code/` and a golden.

The truth of a golden comes from the source, never from what an extractor happened to return.
"""
