"""The corpus: time as a multiple of readability-lxml, memory of the reading process, scores."""

from __future__ import annotations

from statistics import median

from bench.compare import others
from bench.hostile import Peak
from bench.table import Table
from devket.capture import Sandbox
from tests.corpus.scores import means, scores
from tests.corpus.server import PAGES, goldens

_ENGINES = {"Devket": "ours", "Devket, no colours": "plain", "readability-lxml": "theirs"}


def run() -> None:
    """Print the tables of the corpus."""
    found = others().values()
    times = Table("Reading a page of the corpus (CPU ms)", "engine", "median", "slowest")
    for name, key in _ENGINES.items():
        costs = [page[key] * 1000 for page in found]
        times.row(name, median(costs), max(costs))
    for name, key in list(_ENGINES.items())[:2]:
        ratios = [page[key] / page["theirs"] for page in found if page["theirs"]]
        times.row(f"{name} / readability-lxml, paired", median(ratios), max(ratios))
    times.show()
    memory = Table("Memory of the process that reads", "pages", "peak MiB")
    memory.row(str(len(goldens(PAGES))), _peak())
    memory.show()
    figures = Table("Scores on the corpus (percent)", "figure", "mean")
    for name, value in means(scores(PAGES)).items():
        figures.row(name, value)
    figures.show()


def _peak() -> float:
    """Read every page in the sandbox and return the most that one of them took, in MiB."""
    with Sandbox() as sandbox, Peak(sandbox).watched() as peak:
        for slug, golden in goldens(PAGES):
            kind = golden["headers"]["Content-Type"]
            if kind.startswith("text/"):
                body = (PAGES / slug / "page.html").read_bytes()
                sandbox.extract(body, golden["url"], kind)
        return peak.mib
