"""Forms of the feed: shape only."""
