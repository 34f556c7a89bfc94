"""Every sentence is marked and translated: what the sources say is in each catalogue, compiled."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from devket.core.errors import DevketError
from devket.web.errors import SENTENCES
from devket.web.i18n import LANGUAGES
from tests.architecture.sources import ROOT, Source, sources

FOLDER = ROOT / "devket" / "translations"
OTHERS = sorted(set(LANGUAGES) - {"en"})
PLACE = re.compile(r"%\((\w+)\)([sd])|<(/?\w+)")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Return what the sources say, gathered as `make translations` does."""
    template = tmp_path_factory.mktemp("words") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract"]
    arguments = ["-F", "pyproject.toml", *(f"-k{marker}" for marker in markers())]
    subprocess.run([*command, *arguments, "-o", str(template), "."], cwd=ROOT, check=True)
    with template.open("rb") as file:
        return read_po(file)


def markers() -> list[str]:
    """Return the calls whose first argument is a sentence, as the Makefile names them."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.search(r"^MARKERS := (.*)$", text, re.MULTILINE)
    assert found, "the Makefile names no MARKERS"
    return found[1].split()


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
    done = (m for m in entries(catalogue(language)) if all(texts(m)) and not m.fuzzy)
    known = {(m.context, m.id) for m in done}
    assert sorted(str(m.id) for m in entries(said) if (m.context, m.id) not in known) == []


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_translated_that_is_never_said(said: Catalog, language: str) -> None:
    wanted = {(m.context, m.id) for m in entries(said)}
    found = entries(catalogue(language))
    assert [str(m.id) for m in found if (m.context, m.id) not in wanted] == []


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
    assert told(now) == told(then)


def told(found: Catalog) -> dict[object, object]:
    """Return what a catalogue makes of each sentence."""
    return {(m.context, _forms(m.id)): _forms(m.string) for m in entries(found)}


def _forms(said: object) -> tuple[str, ...]:
    """Return the forms of a sentence; a compiled catalogue gives them in a list."""
    return (said,) if isinstance(said, str) else tuple(cast(Iterable[str], said))


def kinds(base: type[DevketError] = DevketError) -> set[type[DevketError]]:
    """Return the class and all that descend from it."""
    return {base}.union(*map(kinds, base.__subclasses__()))


def test_every_kind_of_error_marks_its_sentence() -> None:
    assert {kind.__name__ for kind in kinds()} <= set(markers())


def test_every_sentence_of_an_error_is_gathered(said: Catalog) -> None:
    gathered = {message.id for message in entries(said)}
    lost = {kind.message for kind in kinds()} | set(SENTENCES.values())
    lost |= {sentence for source in sources("devket") for sentence in raised(source)}
    assert sorted(lost - gathered) == []


def raised(source: Source) -> Iterator[str]:
    """Yield the sentences that a file gives to errors, in the call or by a name it assigns."""
    names = {kind.__name__ for kind in kinds()}
    given = [
        node.args[0]
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and node.args
        and ast.unparse(node.func).split(".")[-1] in names
    ]
    variables = {argument.id for argument in given if isinstance(argument, ast.Name)}
    given += [
        node.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign) and variables & {ast.unparse(t) for t in node.targets}
    ]
    for value in given:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value
