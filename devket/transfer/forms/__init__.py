"""Forms of imports and exports: shape only."""
