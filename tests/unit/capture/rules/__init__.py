"""What rules for sites and platforms give, page by page."""
