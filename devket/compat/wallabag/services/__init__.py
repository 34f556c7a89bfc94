"""What clients do, put into the verbs of the rooms below. They flush and never commit."""
