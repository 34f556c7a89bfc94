"""Where a page leads before or after it is read: further pages, better forms, other addresses."""
