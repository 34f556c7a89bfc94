"""Makes the corpus: `source.md` and `layout.html` of a page become `page.html`, `code/`, `golden.json`.

The truth of a golden comes from the source, never from what an extractor happened to return.
"""
