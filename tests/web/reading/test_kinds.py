"""Each kind of page in the reader: a player after a press, a file, a line to install, places."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session
from turbohtml import Element, parse

from devket.capture.model import Kind
from devket.library.models import Save
from devket.storage import MemoryBlobs
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.people import Person

PLAYER = "https://www.youtube-nocookie.com/embed/abc-123_X"


def save_of(session: Session, alice: Person, kind: Kind, card: dict[str, str], **more: Any) -> Save:
    save = make_save(session, alice.user_id, kind=kind, card=card)
    make_version(session, save, **more)
    session.commit()
    return save


def test_a_video_may_frame_its_player_and_nothing_else_may(session: Session, alice: Person) -> None:
    video = save_of(session, alice, Kind.VIDEO, {"embed": PLAYER, "duration": "PT4M13S"})
    answer = alice.client.get(f"/saves/{video.id}")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith("frame-src https://www.youtube-nocookie.com")
    player = parse(answer.text).select("video-player")[0]
    assert player.attrs["data-player"] == PLAYER
    assert "4:13" in player.text
    frames = parse(answer.text).select("iframe")
    # What a template holds is no part of the page, so nothing is asked for before a press.
    assert [isinstance(frame.parent, Element) for frame in frames] == [False]
    assert player.select("a[href^='https://']"), "without scripts it is a link"
    article = save_of(session, alice, Kind.ARTICLE, {"embed": PLAYER})
    other = alice.client.get(f"/saves/{article.id}")
    assert "frame-src" not in other.headers["Content-Security-Policy"]


@pytest.mark.parametrize("asked", ["", "?dnt=1", "?h=0a1b2c3d4e", "?h=0a1b2c3d4e&dnt=1"])
def test_the_player_of_a_vimeo_page_is_shown(session: Session, alice: Person, asked: str) -> None:
    address = f"https://player.vimeo.com/video/76543210{asked}"
    save = save_of(session, alice, Kind.VIDEO, {"embed": address})
    answer = alice.client.get(f"/saves/{save.id}")
    assert parse(answer.text).select("video-player")[0].attrs["data-player"] == address
    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith("frame-src https://player.vimeo.com")


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/embed/abc",
        "https://www.youtube-nocookie.com.evil.example/embed/abc",
        "https://www.youtube-nocookie.com/embed/abc?x=1;script-src *",
        "javascript:alert(1)//https://player.vimeo.com/video/1",
        "https://player.vimeo.com/video/1\n",
        "http://player.vimeo.com/video/1",
    ],
)
def test_no_other_player_is_framed(session: Session, alice: Person, address: str) -> None:
    save = save_of(session, alice, Kind.VIDEO, {"embed": address})
    answer = alice.client.get(f"/saves/{save.id}")
    assert "frame-src" not in answer.headers["Content-Security-Policy"]
    assert "data-player" not in answer.text


def test_a_pdf_is_shown_by_the_browser(session: Session, alice: Person, blobs: MemoryBlobs) -> None:
    key = blobs.put(b"%PDF-1.4 and so on", "application/pdf")
    save = save_of(
        session,
        alice,
        Kind.PDF,
        {"pages": "12"},
        title="Ein Büchlein\n“über” Schlangen",
        source_key=key,
        source_type="application/pdf",
    )
    assert f"/saves/{save.id}/file" in alice.client.get(f"/saves/{save.id}").text
    file = alice.client.get(f"/saves/{save.id}/file")
    assert (file.data, file.content_type) == (b"%PDF-1.4 and so on", "application/pdf")
    assert file.headers["Content-Disposition"].startswith("inline; filename*=UTF-8''Ein%20B")
    assert file.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert file.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "application/gzip"])
def test_what_could_act_is_never_sent_as_a_file(
    session: Session, alice: Person, blobs: MemoryBlobs, content_type: str
) -> None:
    key = blobs.put(b"<script>alert(1)</script>", content_type)
    save = save_of(session, alice, Kind.PDF, {}, source_key=key, source_type="application/pdf")
    assert alice.client.get(f"/saves/{save.id}/file").status_code == 404


def test_a_package_shows_its_line_and_a_paper_its_places(session: Session, alice: Person) -> None:
    package = save_of(session, alice, Kind.PACKAGE, {"install": "pip install <quay>"})
    page = parse(alice.client.get(f"/saves/{package.id}").text)
    assert page.select(".install-line pre")[0].text == "pip install <quay>"
    places = {"html": "https://arxiv.org/html/1", "pdf": "javascript:alert(1)"}
    paper = save_of(session, alice, Kind.PAPER, places)
    page = parse(alice.client.get(f"/saves/{paper.id}").text)
    links = [str(a.attrs["href"]) for a in page.select(".reader-ways a")]
    assert links == ["https://arxiv.org/html/1"]
