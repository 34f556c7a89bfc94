"""`make corpus`: the corpus as an older engine read it and as this one does, on one page.

The older engine (`AGAINST`, a revision; HEAD when nothing is said) runs from an archive of its
revision in a temporary folder and a process of its own.
"""

from __future__ import annotations

import difflib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import asdict
from datetime import datetime
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from turbohtml import parse

from tests.corpus.scores import FIGURES, Reading, Score, means, score
from tests.corpus.server import PAGES, goldens

ROOT = Path(__file__).parents[1]
_STYLE = """
body { font: 15px/1.5 system-ui; margin: 2rem auto; max-width: 100rem; padding: 0 1rem }
table { border-collapse: collapse }
td, th { padding: .2rem .6rem; text-align: right; border-bottom: 1px solid #ddd }
td:first-child, th:first-child { text-align: left }
.better { color: #176b2c } .worse { color: #b3261e; font-weight: 600 }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }
.pair > div { border: 1px solid #ccc; padding: 1rem; overflow: auto; max-height: 40rem }
pre { background: #f5f5f5; overflow: auto } del { background: #fdd } ins { background: #dfd }
img { max-width: 12rem } summary { cursor: pointer; font-weight: 600; margin-top: 1rem }
"""


def run(revision: str, target: Path, pages: Path = PAGES) -> dict[str, float]:
    """Write the page of differences to `target`; return the means of this engine."""
    with tempfile.TemporaryDirectory(prefix="devket-corpus-") as folder:
        old_place = _unpacked(revision, Path(folder) / "old")
        old = _readings(old_place, pages, Path(folder) / "old.json")
        new = _readings(ROOT, pages, Path(folder) / "new.json")
    rows = [
        (slug, _scored(slug, golden, old, pages), _scored(slug, golden, new, pages))
        for slug, golden in goldens(pages)
    ]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_page(revision, rows, old, new), "utf-8")
    return means([after for _, _, after in rows])


def _unpacked(revision: str, place: Path) -> Path:
    packed = subprocess.run(
        ["git", "archive", revision, "devket"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(place, filter="data")
    # The reader of the readings is always today's, so that both engines are asked the same.
    (place / "bench").mkdir()
    for name in ("__init__.py", "readings.py"):
        (place / "bench" / name).write_text((ROOT / "bench" / name).read_text("utf-8"), "utf-8")
    return place


def _readings(engine: Path, pages: Path, file: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.readings", str(pages.resolve()), str(file)]
    subprocess.run(command, cwd=engine, check=True, env={"PYTHONPATH": str(engine)})
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def _scored(slug: str, golden: dict[str, Any], found: dict[str, Any], pages: Path) -> Score:
    got, page = found[slug], found[slug]["page"] or {}
    when = page.get("published")
    reading = Reading(
        got["state"],
        got["reason"],
        page.get("html", ""),
        page.get("title", ""),
        page.get("byline", ""),
        datetime.fromisoformat(when) if when else None,
    )
    return score(slug, golden, reading, pages / slug)


def _page(
    revision: str, rows: list[tuple[str, Score, Score]], old: dict[str, Any], new: dict[str, Any]
) -> str:
    changed = [row for row in rows if _said(old[row[0]]) != _said(new[row[0]])]
    before, after = means([row[1] for row in rows]), means([row[2] for row in rows])
    head = "".join(f"<th>{name}</th>" for name in ("page", *FIGURES))
    lines = [_line("mean", before, after)]
    lines += [_line(slug, _percent(first), _percent(second)) for slug, first, second in rows]
    details = "".join(_detail(slug, old[slug], new[slug]) for slug, _, _ in changed)
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Corpus</title><style>{_STYLE}"
        f"</style><h1>The corpus: {escape(revision)} against now</h1><p>{len(rows)} pages, "
        f"{len(changed)} read otherwise than before.</p><table><tr>{head}</tr>{''.join(lines)}"
        f"</table>{details}</html>"
    )


def _percent(of: Score) -> dict[str, float | None]:
    fields = asdict(of)
    return {n: None if fields[n] is None else 100 * fields[n] for n in FIGURES}


def _line(name: str, before: Any, after: Any) -> str:
    cells = "".join(_cell(before[figure], after[figure]) for figure in FIGURES)
    return f'<tr><td><a href="#{name}">{name}</a></td>{cells}</tr>'


def _cell(before: float | None, after: float | None) -> str:
    if after is None or before is None:
        return f"<td>{'' if after is None else f'{after:.1f}'}</td>"
    if abs(after - before) < 0.05:
        return f"<td>{after:.1f}</td>"
    css = "better" if after > before else "worse"
    return f'<td class="{css}">{before:.1f} → {after:.1f}</td>'


def _said(got: dict[str, Any]) -> tuple[Any, ...]:
    """What is compared: all but the seconds."""
    return got["state"], got["reason"], got["page"]


def _detail(slug: str, old: dict[str, Any], new: dict[str, Any]) -> str:
    sides = "".join(f"<div>{_facts(got)}{_html(got)}</div>" for got in (old, new))
    return (
        f'<details id="{slug}"><summary>{slug}</summary><p>{_words(old, new)}</p>'
        f'<div class="pair">{sides}</div></details>'
    )


def _facts(got: dict[str, Any]) -> str:
    page = got["page"] or {}
    facts = [got["state"], got["reason"], page.get("title"), page.get("byline")]
    facts.append(page.get("published"))
    return f"<p><small>{escape(' · '.join(str(fact) for fact in facts if fact))}</small></p>"


def _html(got: dict[str, Any]) -> str:
    # Sanitised by either engine before it came here.
    return str(got["page"]["html"]) if got["page"] is not None else ""


def _words(old: dict[str, Any], new: dict[str, Any]) -> str:
    """The words that came and went, with a few that stayed around them."""
    first, second = (re.split(r"(?<=\s)", _text(got)) for got in (old, new))
    said = ""
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            same = first[a:b]
            kept = same if len(same) < 16 else [*same[:7], " … ", *same[-7:]]
            said += escape("".join(kept))
        else:
            said += f"<del>{escape(''.join(first[a:b]))}</del>" if a < b else ""
            said += f"<ins>{escape(''.join(second[c:d]))}</ins>" if c < d else ""
    return said


def _text(got: dict[str, Any]) -> str:
    return re.sub(r"\s+", " ", parse(f"<body>{_html(got)}").text)


if __name__ == "__main__":
    place = ROOT / ".corpus" / "index.html"
    for name, value in run(sys.argv[1] if len(sys.argv) > 1 else "HEAD", place).items():
        print(f"{name:10} {value:6.2f}")
    print(f"Look at {place.as_uri()}")
