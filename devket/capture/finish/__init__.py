"""Last strokes on the chosen article: how it opens, what is left over, links, headings, ids."""
