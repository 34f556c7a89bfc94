"""Data that pages carry for their own scripts: found and read, never run."""
