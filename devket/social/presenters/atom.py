"""The Atom feed of a person's public posts: words, pictures, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

from flask import url_for

from devket.accounts.models import Profile, User
from devket.core.atom import ATOM_TYPE, Author, Entry, Feed, Link, write_feed
from devket.core.text import clip
from devket.social.models import Post
from devket.social.presenters.addresses import post_href
from devket.social.presenters.people import face_of
from devket.social.presenters.posts import photo_of
from devket.social.queries.posts import Shown

_BLANK = re.compile(r"\n\s*\n")
_TITLE = 80  # characters


def feed_of(
    user: User,
    profile: Profile,
    posts: Sequence[Post],
    images: Mapping[int, Shown],
    *,
    base_url: str,
    title: str,
) -> bytes:
    """Return the feed. A page that a post shares is linked to; nothing of its text is in here."""
    face = face_of(user, profile)
    here = base_url + face.href
    feed = Feed(
        id=here,
        title=title,
        subtitle=profile.bio or "",
        updated=max((_changed(post) for post in posts), default=user.created_at),
        links=(
            Link("self", base_url + url_for("social.atom", handle=user.handle), ATOM_TYPE),
            Link("alternate", here, "text/html"),
        ),
        authors=(Author(face.name, here),),
        icon=base_url + face.picture if face.picture else "",
        entries=[
            _entry(post, images.get(post.id, ()), base_url=base_url, name=face.name)
            for post in posts
        ],
    )
    return write_feed(feed)


def _entry(post: Post, images: Shown, *, base_url: str, name: str) -> Entry:
    address = base_url + post_href(post.id)
    first_line = post.text.strip().partition("\n")[0]
    links = [Link("alternate", address, "text/html")]
    if post.link_url:
        links.append(Link("related", post.link_url))
    words = post.text or post.link_title or ("" if images else name)
    return Entry(
        id=address,
        title=clip(first_line, _TITLE) or post.link_title or name,
        published=post.uploaded_at or post.created_at,
        updated=_changed(post),
        links=links,
        content=_content(words, images, base_url),
    )


def _content(words: str, images: Shown, base_url: str) -> str:
    """Return words and pictures as HTML, every line of them as text and every address whole."""
    content = ET.Element("div")
    for block in filter(None, map(str.strip, _BLANK.split(words))):
        first, *others = block.splitlines()
        paragraph = ET.SubElement(content, "p")
        paragraph.text = first
        for line in others:
            ET.SubElement(paragraph, "br").tail = line
    for photo in (photo_of(*pair) for pair in images):
        if photo.src:
            told = {"src": base_url + photo.src, "alt": photo.alt}
            ET.SubElement(ET.SubElement(content, "p"), "img", told)
    return ET.tostring(content, encoding="unicode", method="html")


def _changed(post: Post) -> datetime:
    return post.edited_at or post.uploaded_at or post.created_at
