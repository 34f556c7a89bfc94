"""Every sentence is translated: what the sources say is in each catalogue, compiled."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from devket.web.i18n import LANGUAGES
from tests.architecture.sources import ROOT

FOLDER = ROOT / "devket" / "translations"
OTHERS = sorted(set(LANGUAGES) - {"en"})
ARGUMENTS = ("-F", "pyproject.toml", "-k", "_l", "-k", "lazy_gettext", "-k", "_n:1,2")
PLACE = re.compile(r"%\((\w+)\)([sd])|<(/?\w+)")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Return what the sources say, gathered as `make translations` does."""
    template = tmp_path_factory.mktemp("words") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", *ARGUMENTS]
    subprocess.run([*command, "-o", str(template), "."], cwd=ROOT, check=True)
    with template.open("rb") as file:
        return read_po(file)


def catalogue(language: str) -> Catalog:
    """Return a language's translations."""
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    assert path.exists(), f"{path.relative_to(ROOT)} is missing: make translations"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def entries(found: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalogue without its header."""
    return (message for message in found if message.id)


def texts(message: Message) -> tuple[str, ...]:
    """Return a message's translation, each plural form of it."""
    found = message.string
    return (found,) if isinstance(found, str) else tuple(found or ())


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_has_its_translation(said: Catalog, language: str) -> None:
    known = {m.id: m for m in entries(catalogue(language)) if all(texts(m)) and not m.fuzzy}
    assert sorted(str(m.id) for m in entries(said) if m.id not in known) == []


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_translated_that_is_never_said(said: Catalog, language: str) -> None:
    wanted = {message.id for message in entries(said)}
    assert [str(m.id) for m in entries(catalogue(language)) if m.id not in wanted] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_the_places_for_values(language: str) -> None:
    wrong = []
    for message in entries(catalogue(language)):
        source = message.id if isinstance(message.id, str) else message.id[-1]
        wanted = sorted(PLACE.findall(source))
        wrong += [text for text in texts(message) if sorted(PLACE.findall(text)) != wanted]
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_is_in_step(language: str, tmp_path: Path) -> None:
    compiled = FOLDER / language / "LC_MESSAGES" / "messages.mo"
    fresh = tmp_path / "messages.mo"
    with fresh.open("wb") as file:
        write_mo(file, catalogue(language))
    with compiled.open("rb") as one, fresh.open("rb") as other:
        now, then = read_mo(one), read_mo(other)
    assert {m.id: m.string for m in entries(now)} == {m.id: m.string for m in entries(then)}
