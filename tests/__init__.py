"""All tests; the folders say what kind."""
