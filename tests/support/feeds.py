"""Reading what Devket writes of Atom as strangers do: by a schema, and by a reader of feeds."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it has no types
from lxml import etree  # type: ignore[import-untyped]  # nor has it
from werkzeug.test import TestResponse


def read(answer: TestResponse) -> Any:
    """Return a feed as feedparser reads it, after it was held against the schema."""
    assert answer.status_code == 200, (answer.status, answer.text)
    schema = _schema()
    assert schema.validate(etree.fromstring(answer.data)), schema.error_log
    found = feedparser.parse(answer.data, sanitize_html=False)
    assert not found.bozo, found.bozo_exception
    return found


def links(thing: Any) -> dict[str, str]:
    """Return where the links of a feed or an entry lead, by their relation."""
    return {link.rel: link.href for link in thing.links}


@cache
def _schema() -> Any:
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
