"""`make bench`: every figure that Devket promises, measured here and now.

Machines are noisy: trust CPU more than wall-clock time, and ratios within one run most.
"""

from __future__ import annotations

import sys

from bench import (
    api,
    backups,
    captures,
    clients,
    exports,
    formats,
    hostile,
    imports,
    lists,
    pictures,
    processes,
    reading,
    saves,
    search,
    social,
    social_talk,
)

ALL = {
    "lists": lists.run,
    "saves": saves.run,
    "search": search.run,
    "api": api.run,
    "captures": captures.run,
    "clients": clients.run,
    "imports": imports.run,
    "social": social.run,
    "social_talk": social_talk.run,
    "reading": reading.run,
    "hostile": hostile.run,
    "pictures": pictures.run,
    "processes": processes.run,
    "backups": backups.run,
    "formats": formats.run,
    "exports": exports.run,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        ALL[name]()
