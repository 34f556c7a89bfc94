"""Dialects of programs that know other servers: each a room of its own that sees no other one."""
