"""Plain text: addresses line by line, and what OneTab writes."""

from __future__ import annotations

from tests.factories.transfers.sample import Sample

PLAIN = """https://plain.example/a
http://plain.example/b?x=1#part

no address at all
HTTPS://plain.example/c
"""
ONETAB = """https://tabs.example/a | A tab | with a bar
https://tabs.example/b | Another tab

https://tabs.example/c | 세 번째
"""

SAMPLES = (
    Sample(
        name="Plain text",
        filename="links.txt",
        data=PLAIN.encode(),
        format="plain",
        entries=3,
        refused=1,
    ),
    Sample(
        name="OneTab",
        filename="onetab.txt",
        data=ONETAB.encode(),
        format="onetab",
        entries=3,
    ),
)
