"""The letter on the tile of a save without a picture."""

from __future__ import annotations

import pytest

from devket.library.presenters.items import letter_of


@pytest.mark.parametrize(
    ("site", "letter"),
    [
        ("en.wikipedia.org", "W"),
        ("docs.tidepool.example", "T"),
        ("news.ycombinator.com", "Y"),
        ("www.docs.python.org", "P"),
        ("dev.to", "D"),
        ("docs.rs", "D"),
        ("qi.co.uk", "Q"),
        ("forum.openhardware.example", "O"),
        ("한글.kr", "한"),
        ("localhost", "L"),
        ("", "·"),
    ],
)
def test_a_tile_shows_the_name_a_site_is_known_by(site: str, letter: str) -> None:
    assert letter_of(site) == letter
