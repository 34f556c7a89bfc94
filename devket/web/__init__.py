"""Request plumbing shared by all features: errors, htmx, forms, headers, static, transactions."""
