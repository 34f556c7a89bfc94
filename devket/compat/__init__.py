"""Foreign dialects: a folder each. They translate at the edge, bend no service and never meet."""
