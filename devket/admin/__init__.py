"""The admin area: what those who run a Devket see of it, and the few things they may do."""
