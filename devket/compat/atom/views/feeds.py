"""Feeds at secret addresses, and the pictures of their texts."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from devket.accounts.models import Credential
from devket.compat.atom import queries, services
from devket.compat.atom.presenters import feeds as presenters
from devket.compat.atom.presenters.wanted import kept_in
from devket.compat.atom.views.gate import enter_by_address
from devket.compat.atom.views.lists import Found, answer, found_for, stamp_of
from devket.core.atom import ATOM_TYPE
from devket.core.errors import NotFoundError
from devket.db import db
from devket.library.queries import may_see_image, tags_of
from devket.web import media
from devket.web.keys import signing_key
from devket.web.parts import parts

blueprint = Blueprint("atom", "devket.compat.atom")
ENTRIES, WHOLE_ENTRIES = 50, 20  # of excerpts, of whole texts


@blueprint.get("/<string(maxlength=100):secret>/atom.xml")
def feed(secret: str) -> Response:
    """Send a page of the list that this address stands for."""
    held = enter_by_address(secret)
    wanted, is_full = kept_in(held.scopes)
    if wanted is None:
        raise NotFoundError
    found = found_for(held.user, wanted, size=WHOLE_ENTRIES if is_full else ENTRIES)
    return _answer(held, secret, found, is_full=is_full)


def _answer(held: Credential, secret: str, found: Found, *, is_full: bool) -> Response:
    session, base_url, saves = db.session(), parts().base_url, found.saves
    tags = tags_of(session, [save.id for save in saves])
    address, after = _address_of(secret), request.args.get("after")
    frame = presenters.Frame(
        title=f"{found.title} · Devket",
        owner=held.user.display_name or held.user.handle,
        base_url=base_url,
        address=address,
        page=base_url + found.path,
        here=_address_of(secret, after),
        next=_address_of(secret, found.next_cursor) if found.next_cursor else "",
    )

    def write() -> bytes:
        shown = presenters.Shown(
            saves=saves,
            tags=tags,
            captured=queries.captured_at(session, saves),
            texts=queries.texts_of(session, held.user_id, saves) if is_full else {},
        )
        return presenters.feed_of(frame, shown, picture=_pictures_of(held), now=held.created_at)

    stamp = stamp_of(saves, frame, sorted(tags.items()), held.user.language)
    modified = max((save.updated_at for save in saves), default=None)
    return answer(stamp, f"{ATOM_TYPE}; charset=utf-8", write, modified=modified)


def _address_of(secret: str, after: str | None = None) -> str:
    return parts().base_url + url_for("atom.feed", secret=secret, after=after or None)


def _pictures_of(held: Credential) -> presenters.Address:
    key, base_url = signing_key(), parts().base_url

    def address_of(blob_key: str) -> str:
        signature = services.sign_picture(held, blob_key, key)
        return base_url + url_for(
            "atom.picture", feed_id=held.id, signature=signature, key=blob_key
        )

    return address_of


@blueprint.get("/pictures/<int:feed_id>/<string(maxlength=64):signature>/<string(length=64):key>")
def picture(feed_id: int, signature: str, key: str) -> Response:
    """Send a picture of a text to those who read it in a feed; its address opens nothing else."""
    held = queries.feed_that_shows(db.session(), feed_id, parts().clock())
    if not services.may_see_picture(held, key, signature, signing_key()):
        raise NotFoundError
    if not may_see_image(db.session(), held.user_id, key):
        raise NotFoundError
    return media.send(key, content_type=media.content_type_of(key), is_forever=True)
