"""People: sign-up, sign-in, sessions, preferences."""
