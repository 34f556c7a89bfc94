"""What all tests lean on: databases, twins of outside things, the auditing client, people."""
