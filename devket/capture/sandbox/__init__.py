"""Reading apart from this process, within bounds on memory, processor and time."""
