"""Answers that are no web page: text, Markdown, notebooks, tables, pictures, PDFs."""
