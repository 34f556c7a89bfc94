"""Finding saves by what they say: analyser, query language, index on SQLite and PostgreSQL."""
