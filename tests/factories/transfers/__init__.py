"""Files of other programs, made by ourselves, with what stands in each counted by hand."""

from __future__ import annotations

from tests.factories.transfers import markup, objects, pocket, tables, texts
from tests.factories.transfers.sample import Sample, zipped

SAMPLES: dict[str, Sample] = {
    sample.name: sample
    for module in (pocket, tables, objects, markup, texts)
    for sample in module.SAMPLES
}

__all__ = ["SAMPLES", "Sample", "zipped"]
