"""Words that every room may use. No Flask, no SQL, nothing of a feature."""
