"""The project's own files as the laws see them: parsed once, named by their path."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file."""

    name: str  # its path under the project's root
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """What it says, parsed when first asked for: every worker collects, few run the laws."""
        return ast.parse(self.text)

    def calls(self) -> Iterator[tuple[str, int]]:
        """Yield every call as written (`time.sleep`) with its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func), node.lineno

    def imports(self) -> Iterator[tuple[str, int]]:
        """Yield every imported module's name with its line."""
        yield from imports_in(self.tree)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Yield every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def imports_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield every module's name that is imported anywhere inside, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{a.name}", node.lineno) for a in node.names)


@cache
def files(pattern: str) -> tuple[Path, ...]:
    """Return the files of the project that match a glob, leaving out what tools make."""
    found = (path for path in ROOT.glob(pattern) if path.is_file())
    # What Python makes; the corpus, which is data.
    apart = ("__pycache__", "pages", "unseen")
    return tuple(sorted(path for path in found if not set(apart) & set(path.parts)))


@cache
def sources(room: str) -> tuple[Source, ...]:
    """Return the Python files of one top-level folder."""
    return tuple(
        Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in files(f"{room}/**/*.py")
    )


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file that is under version control, or every file when git is not there."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    names = [name for name in listing.stdout.split("\0") if name]
    return tuple(path for path in (ROOT / name for name in names) if path.is_file())
