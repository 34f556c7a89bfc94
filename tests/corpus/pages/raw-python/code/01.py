"""Keep seven daily, four weekly and twelve monthly copies; delete the rest."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path


def kept(days: list[date]) -> set[date]:
    newest = sorted(days, reverse=True)
    weekly = [day for day in newest if day.weekday() == 6][:4]
    monthly = [day for day in newest if day.day == 1][:12]
    return {*newest[:7], *weekly, *monthly}


def main(folder: Path) -> None:
    copies = {date.fromisoformat(path.stem): path for path in folder.glob("*.tar")}
    for day in copies.keys() - kept(list(copies)):
        copies[day].unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
