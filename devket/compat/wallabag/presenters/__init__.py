"""What clients are answered, in the very types that they read."""
