"""The benchmarks: figures printed as tables, never asserted."""
