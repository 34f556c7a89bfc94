"""Backup, restore, moving media, sweeping: on both databases, across them, on real stores."""
