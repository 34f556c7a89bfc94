"""Pages of our own writing in the markup of real ones, each with its golden; see README.md."""
