"""The sandbox: same answers as in-process, bounds that hold, and no process left behind."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from devket.capture import Choice, Limits, Sandbox, TooComplexError
from devket.capture.engine import extract
from devket.capture.images import ImageError, Picture

_URL = "https://a.example/p"
_PAGE = (
    "<html lang=en><title>Seven</title><meta property='article:published_time'"
    " content='2026-05-04'>"
    "<article><h1>Seven</h1>" + "<p>Words, with commas, which make up an article.</p>" * 20 + "<pre"
    " class='language-python'>def f():\n\treturn 7\n</pre></article>"
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as shared:
        yield shared


def test_it_reads_a_page_as_the_engine_does(sandbox: Sandbox) -> None:
    assert sandbox.extract(_PAGE, _URL, "text/html") == extract(_PAGE, _URL, "text/html")


def test_it_reads_bytes_in_their_encoding(sandbox: Sandbox) -> None:
    body = ("<meta charset=euc-kr><p>" + "한글로 쓴 글이다, 꽤 길다. " * 30).encode("euc-kr")
    assert "한글로 쓴 글이다" in sandbox.extract(body, _URL, "text/html").text


def test_it_takes_the_part_of_a_page_that_is_asked_for(sandbox: Sandbox) -> None:
    page = _PAGE.replace("<article>", "<p>Before it all.</p><article>")
    assert "Before it all" not in sandbox.extract(page, _URL, choice=Choice.MAIN).text
    assert "Before it all" in sandbox.extract(page, _URL, choice=Choice.PAGE).text


def test_many_threads_get_their_own_answers(sandbox: Sandbox) -> None:
    pages = [_PAGE.replace("Seven", f"Page {number}") for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        titles = [page.title for page in pool.map(lambda html: sandbox.extract(html, _URL), pages)]
    assert titles == [f"Page {number}" for number in range(12)]


def test_a_page_over_its_time_is_too_complex_and_the_next_one_works() -> None:
    slow = "<p>" + "<b><i><a>x<p>" * 20_000
    with Sandbox(Limits(extract_seconds=0.2)) as hasty:
        started = time.monotonic()
        with pytest.raises(TooComplexError):
            hasty.extract(slow, _URL)
        assert time.monotonic() - started < 5
        assert hasty.extract("<p>short</p>", _URL).text == ""


def test_a_page_over_its_memory_is_too_complex(sandbox: Sandbox) -> None:
    with Sandbox(Limits(extract_memory=80 * 1024 * 1024)) as small, pytest.raises(TooComplexError):
        small.extract("<p>hello <b>world</b>" * 300_000, _URL)


def test_it_comes_back_after_its_process_was_killed() -> None:
    with Sandbox() as hardy:
        first = hardy.extract(_PAGE, _URL)
        assert hardy.process_id is not None
        os.kill(hardy.process_id, signal.SIGKILL)
        assert hardy.extract(_PAGE, _URL) == first


def test_nothing_starts_before_the_first_page_and_close_ends_it() -> None:
    idle = Sandbox()
    before = idle.process_id
    idle.extract("<p>x", _URL)
    during = idle.process_id
    assert before is None and during is not None and _is_alive(during)
    idle.close()
    assert not _is_alive(during)


def test_it_ends_when_its_parent_is_killed() -> None:
    program = (
        "import os, signal, sys\nfrom devket.capture import Sandbox\ns = Sandbox()\n"
        "s.extract('<p>x', 'https://a.example/')\nprint(s.process_id, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert run.returncode == -signal.SIGKILL
    _wait_for_end(int(run.stdout))


def test_after_a_fork_each_process_has_its_own_helper() -> None:
    program = (
        "import os\nfrom devket.capture import Sandbox\ns = Sandbox()\n"
        "s.extract('<p>x', 'https://a.example/')\nfirst = s.process_id\nchild = os.fork()\n"
        "if not child:\n"
        "    s.extract('<p>x', 'https://a.example/')\n    own = s.process_id != first\n"
        "    s.close()\n    os._exit(0 if own else 1)\n"
        "_, status = os.waitpid(child, 0)\ns.extract('<p>x', 'https://a.example/')\n"
        "print(status, s.process_id == first)\ns.close()\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["0", "True"]


def _wait_for_end(pid: int) -> None:
    deadline = time.monotonic() + 5
    while _is_alive(pid):
        assert time.monotonic() < deadline, "the helper process outlived its parent"
        time.sleep(0.02)


def _is_alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rsplit(")", 1)[1].split()[0] != "Z"


def _png(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


def test_it_inspects_pictures(sandbox: Sandbox) -> None:
    data = _png(30, 20)
    assert sandbox.inspect_image(data, "image/png") == Picture(data, "image/png", 30, 20)


def test_it_writes_drawings_anew(sandbox: Sandbox) -> None:
    drawing = b"<svg viewBox='0 0 8 4'><script>x()</script><path d='M0 0h8'/></svg>"
    picture = sandbox.inspect_image(drawing, "image/svg+xml")
    assert (picture.content_type, picture.width, picture.height) == ("image/svg+xml", 8, 4)
    assert b"<path" in picture.data and b"script" not in picture.data


def test_it_makes_small_copies(sandbox: Sandbox) -> None:
    small = sandbox.thumbnail(_png(1280, 400), "image/png")
    assert (small.width, small.height) == (640, 200)
    with Image.open(io.BytesIO(small.data)) as image:
        assert (image.format, image.size) == ("WEBP", (640, 200))


def test_it_names_why_a_picture_is_refused(sandbox: Sandbox) -> None:
    for data, limits in ((b"<svg>", None), (_png(30, 20), Limits(max_image_pixels=599))):
        with pytest.raises(ImageError) as refusal:
            sandbox.inspect_image(data, "image/png", limits)
        assert refusal.value.failure in ("empty", "too_many_pixels")
