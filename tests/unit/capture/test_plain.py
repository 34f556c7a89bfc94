"""Plain text: its title is the heading it opens with, else the name of its file."""

from __future__ import annotations

import pytest

from devket.capture.files.plain import plain_title

_URL = "https://a.example/d/notes.txt"
BODY = "\n\nThe first sentence of the text stands here, and it goes on for a while.\n"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Stream 7                The Postmasters\n\n\n          The Protocol\n\nAbstract",
            "The Protocol",
        ),
        (
            "          A Protocol for\n            Postcards\n\nAbstract\n",
            "A Protocol for Postcards",
        ),
        ("# Notes on pigeons #" + BODY, "Notes on pigeons"),
        ("Notes on pigeons\n================" + BODY, "Notes on pigeons"),
        ("PEP: 7\nTitle: Style of pigeons\nStatus: Final" + BODY, "Style of pigeons"),
        ("Notes on pigeons" + BODY, "Notes on pigeons"),
        ("This is a sentence, and the first of them." + BODY, "notes.txt"),
        ("one line\nright after the other\n", "notes.txt"),
        ("       indented code();\n       more code();\n", "notes.txt"),
        ("1 2 3 4\n\n5 6 7 8\n", "notes.txt"),
        ("", "notes.txt"),
    ],
)
def test_a_text_is_titled_by_its_first_heading(text: str, title: str) -> None:
    assert plain_title(text, _URL, "text/plain") == title


def test_source_is_titled_by_its_file() -> None:
    assert plain_title("# A comment\n\nx = 1\n", "https://a.example/f.py", "text/plain") == "f.py"
    assert plain_title("# A heading\n", "https://a.example/f.json", "application/json") == "f.json"
