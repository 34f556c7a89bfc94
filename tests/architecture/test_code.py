"""Laws of the code: where things may be done, how large they may be, what they may be called."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

import pytest

from tests.architecture.sources import Source, files, imports_in, sources

APP, TESTS = sources("devket"), sources("tests")
ALL = (*APP, *TESTS, *sources("bench"), *sources("migrations"))
COMMITS = {"devket/db/session.py", "devket/web/transactions.py"}
# Where a fault must not end what is around it: the worker, the error boundary, after a commit,
# a look at a part that may break in any way.
BOUNDARIES = {
    "devket/jobs/queue.py",
    "devket/web/checks.py",
    "devket/web/errors.py",
    "devket/db/session.py",
}
CLOCK_READERS = re.compile(
    r"^(datetime\.(datetime\.)?(now|utcnow|today)|date\.today"
    r"|time\.(time|time_ns|monotonic|perf_counter|sleep|localtime|gmtime))$"
)
NETWORK = re.compile(
    r"^(urllib3|urllib\.request|http\.client|requests|httpx|aiohttp|ftplib|telnetlib)\b"
    r"|^socket\.(create_connection|getaddrinfo)$"
)
NETWORK_ROOM = "devket/capture/fetch"
# The writer of formulas adds tags of its own to what is safe already, the outline ids.
SAFE_HTML_MAKERS = {
    "devket/capture/formulas.py",
    "devket/capture/marks.py",
    "devket/capture/outline.py",
    "devket/capture/sanitise.py",
    "devket/db/types.py",
}
DRAWERS = re.compile(r"(^|_)(utils?|helpers?|commons?|misc)$")
LINES, TEST_LINES, FUNCTION_LINES, PARAMETERS = 300, 400, 40, 5


def none(found: Iterable[str]) -> None:
    """Assert that nothing was found, naming all that was."""
    listed = sorted(set(found))
    assert not listed, "\n" + "\n".join(listed)


def test_only_the_frame_of_requests_and_jobs_commits() -> None:
    none(
        f"{source.name}:{line} {call}"
        for source in APP
        if source.name not in COMMITS
        for call, line in source.calls()
        if call.endswith(".commit")
    )


def test_faults_are_swallowed_at_no_place_but_the_boundaries() -> None:
    none(
        f"{source.name}:{node.lineno}"
        for source in APP
        if source.name not in BOUNDARIES
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node)
    )


def _is_broad(handler: ast.ExceptHandler) -> bool:
    """Broad is a bare `except`, or `Exception` and above that is not raised again."""
    caught = "" if handler.type is None else ast.unparse(handler.type)
    raises = isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None
    return not raises and bool(re.search(r"^$|\b(Base)?Exception\b", caught))


def test_only_one_module_reads_the_clock() -> None:
    none(
        f"{source.name}:{line} {call}"
        for source in APP
        if source.name != "devket/core/clock.py"
        for call, line in source.calls()
        if CLOCK_READERS.match(call)
    )


def test_only_the_fetcher_speaks_to_the_network() -> None:
    none(
        f"{source.name}:{line} {name}"
        for source in APP
        if not source.name.startswith(NETWORK_ROOM)
        for name, line in (*source.imports(), *source.calls())
        if NETWORK.match(name)
    )


def test_only_the_mail_room_speaks_smtp() -> None:
    none(
        source.name
        for source in APP
        for name, _ in source.imports()
        if name.startswith("smtplib") and source.name != "devket/web/mail.py"
    )


def test_markup_is_made_safe_by_the_sanitiser_alone() -> None:
    none(
        f"{source.name}:{node.lineno}"
        for source in APP
        if source.name not in SAFE_HTML_MAKERS
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and node.args  # without one it is empty, and that is safe
        if ast.unparse(node.func).split(".")[-1] == "SafeHtml"
    )


def test_nothing_else_turns_escaping_off() -> None:
    none(
        f"{source.name}:{line} {name}"
        for source in APP
        for name, line in source.imports()
        if name.endswith((".Markup", ".HTMLString")) or name == "cgi"
    )


@pytest.mark.parametrize(("kept", "most"), [(APP, LINES), (TESTS, TEST_LINES)])
def test_a_module_can_be_read_in_one_sitting(kept: tuple[Source, ...], most: int) -> None:
    counted = ((source.name, source.text.count("\n")) for source in kept)
    none(f"{name}: {lines} lines, {most} allowed" for name, lines in counted if lines > most)


def test_a_function_fits_on_a_screen() -> None:
    none(
        f"{source.name}:{node.lineno} {node.name}: {length} lines"
        for source in (*APP, *TESTS, *sources("bench"))
        for node in source.functions()
        for length in ((node.end_lineno or 0) - node.lineno + 1,)
        if length > FUNCTION_LINES
    )


def test_a_function_takes_few_things_by_place() -> None:
    none(
        f"{source.name}:{node.lineno} {node.name}: {len(named)} parameters before *"
        for source in ALL
        for node in source.functions()
        for named in ([*node.args.posonlyargs, *node.args.args],)
        if len([a for a in named if a.arg not in ("self", "cls")]) > PARAMETERS
        and not _is_test_or_fixture(node)
    )


def _is_test_or_fixture(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    marks = (ast.unparse(mark) for mark in node.decorator_list)
    return node.name.startswith("test_") or any("fixture" in mark for mark in marks)


def test_every_module_says_what_it_holds() -> None:
    none(
        source.name for source in ALL if source.text.strip() and not ast.get_docstring(source.tree)
    )


def test_every_module_opens_with_few_words() -> None:
    none(
        f"{source.name}: {paragraph!r}"
        for source in APP
        for paragraph in ((ast.get_docstring(source.tree) or "").split("\n\n")[0],)
        if paragraph.count("\n") > 2
    )


def test_nothing_is_a_drawer() -> None:
    none(
        str(path)
        for room in ("devket", "tests", "bench")
        for path in files(f"{room}/**/*")
        for part in (*path.parts[path.parts.index(room) :],)
        if DRAWERS.search(part.split(".")[0])
    )


def test_imports_stand_at_the_top() -> None:
    none(
        f"{source.name}:{line} {module} inside {node.name}"
        for source in (*APP, *TESTS)
        for node in source.functions()
        for module, line in imports_in(node)
        if module.split(".")[0] in ("devket", "tests")
    )


def test_every_exemption_gives_its_reason() -> None:
    bare = re.compile(r"#\s*(noqa(:\s*[A-Z0-9, ]+)?|type:\s*ignore(\[[^\]]*\])?)\s*$", re.MULTILINE)
    none(
        f"{source.name}:{source.text[: found.start()].count(chr(10)) + 1} {found.group()}"
        for source in ALL
        for found in bare.finditer(source.text)
    )


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    none(
        f"{source.name}:{source.text[: found.start()].count(chr(10)) + 1}"
        for source in ALL
        if source.name != "tests/architecture/test_code.py"
        for found in later.finditer(source.text)
    )


def test_test_names_tell_a_behaviour() -> None:
    names = [node.name for source in TESTS for node in source.functions()]
    none(name for name in names if name.startswith("test_") and name.count("_") < 3)


def test_tests_use_twins_and_no_mocks() -> None:
    none(
        f"{source.name}:{line}"
        for source in TESTS
        for name, line in source.imports()
        if name.startswith(("unittest.mock", "mock", "pytest_mock"))
    )
