"""One author with one of everything, and everybody who may look at it: for the matrix.

A new thing is one line in `World.things`, a new address one line in `PLACES`, a new way of asking
(a column of the table) one `Way`, which the addresses asked that way name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import count
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from devket.accounts.models import Kind, Profile, User
from devket.accounts.services import credentials
from devket.core.clock import utcnow
from devket.library.models import SaveNote, Tag
from devket.library.services.tagging import tag_saves
from devket.social.models import Commenting, Hashtag, Picture, Visibility
from devket.storage import MemoryBlobs
from tests.factories.library import make_save
from tests.factories.social import (
    make_block,
    make_comment,
    make_follow,
    make_image,
    make_mute,
    make_picture,
    make_post,
    make_story,
)
from tests.support.client import AuditingClient
from tests.support.people import Person, person

NewClient = Callable[[], AuditingClient]
TAG = "heron"


class Who(StrEnum):
    """How a viewer stands to the author."""

    AUTHOR = "author"
    FOLLOWER = "follower"
    MUTER = "muter"  # follows as well
    REQUESTER = "requester"
    STRANGER = "stranger"
    BLOCKED = "blocked"
    BLOCKER = "blocker"
    NOBODY = "nobody"


class Account(StrEnum):
    """What kind of account the author has."""

    PUBLIC = "public"
    PRIVATE = "private"
    FROZEN = "frozen"


Seen = frozenset[Who]
NONE: Seen = frozenset()
SELF = frozenset({Who.AUTHOR})
LET_IN = SELF | {Who.FOLLOWER, Who.MUTER}
EVERYBODY = frozenset(Who) - {Who.BLOCKED, Who.BLOCKER}


class Rule(NamedTuple):
    """Who sees a thing of a public account, and who of a private one. Of a frozen one: nobody."""

    public: Seen
    private: Seen

    def of(self, account: Account) -> Seen:
        """Return who sees it."""
        return {Account.PUBLIC: self.public, Account.PRIVATE: self.private}.get(account, NONE)


# The rules of visibility, all of them: the thing on the left, who may see it on the right.
RULES: dict[str, Rule] = {
    "profile": Rule(EVERYBODY, EVERYBODY),
    "people": Rule(EVERYBODY - {Who.NOBODY}, LET_IN),  # lists of followers: for who is logged in
    "post for everybody": Rule(EVERYBODY, LET_IN),
    "post for followers": Rule(LET_IN, LET_IN),
    "post for oneself": Rule(SELF, SELF),
    "draft": Rule(NONE, NONE),
    "deleted post": Rule(NONE, NONE),
    "comment": Rule(EVERYBODY, LET_IN),
    "comment in a closed thread": Rule(EVERYBODY, LET_IN),
    "comment in a hidden thread": Rule(SELF, SELF),
    "comment for followers": Rule(LET_IN, LET_IN),
    "comment of somebody the follower has blocked": Rule(
        EVERYBODY - {Who.FOLLOWER}, LET_IN - {Who.FOLLOWER}
    ),
    "deleted comment": Rule(NONE, NONE),
    "story": Rule(EVERYBODY, LET_IN),
    "story at 24 hours": Rule(NONE, NONE),
    "story that waits for its picture": Rule(NONE, NONE),
    "deleted story": Rule(NONE, NONE),
    "public shelf": Rule(EVERYBODY, LET_IN),
    "public shelf with notes": Rule(EVERYBODY, LET_IN),
    "tag for oneself": Rule(NONE, NONE),  # its owner meets it in the library, not on the profile
}


class Way(NamedTuple):
    """A way of asking. `refused`: what is told who is not logged in, where one has to be."""

    name: str
    ask: Callable[[World, Who, str], TestResponse]
    refused: int = 302


def _by_htmx(world: World, who: Who, path: str) -> TestResponse:
    return world.clients[who].htmx.get(path)


def _plainly(world: World, who: Who, path: str) -> TestResponse:
    return world.clients[who].get(path)


def _by_token(world: World, who: Who, path: str) -> TestResponse:
    headers = {"Authorization": f"Bearer {world.token_of(who)}"} if who is not Who.NOBODY else {}
    return world.clients[who].get(path, headers=headers)


# The columns of the table. Who asks in another way than with a cookie, as with a token, finds the
# viewer by `world.viewer_id(who)`.
PAGE, HTMX, MEDIA = Way("page", _plainly), Way("htmx", _by_htmx), Way("media", _plainly)
API = Way("api", _by_token, refused=401)


class Place(NamedTuple):
    """An address at which things of a kind are to be seen. `also` see it whatever the rule says.

    `is_closed`: who is not logged in is sent to log in.
    """

    path: str
    also: Seen = NONE
    is_closed: bool = False
    ways: tuple[Way, ...] = (PAGE, HTMX)


def _for_programs(path: str) -> Place:
    return Place(f"/api/v1/{path}", is_closed=True, ways=(API,))


# Further addresses go here, one line each.
PLACES: dict[str, tuple[Place, ...]] = {
    "profile": (
        Place("/@author"),
        Place("/media/people/author/{face}", ways=(MEDIA,)),
        Place("/@author/report", is_closed=True),
        _for_programs("people/author"),
    ),
    "people": (
        Place("/@author/followers", is_closed=True),
        Place("/@author/following", is_closed=True),
        _for_programs("posts?author=author"),
    ),
    "post": (
        Place("/p/{id}"),
        Place("/media/quotes/{id}", ways=(MEDIA,)),
        Place("/media/pictures/{picture}/480", also=SELF, ways=(MEDIA,)),
        Place("/media/pictures/{picture}/1600", also=SELF, ways=(MEDIA,)),
        Place("/p/{id}/history"),
        Place("/p/{id}/likes", is_closed=True),
        Place("/p/{id}/links", is_closed=True),
        Place("/p/{id}/report", is_closed=True),
        _for_programs("posts/{id}"),
        _for_programs("posts/{id}/comments"),
        _for_programs("posts/{id}/likes"),
    ),
    "comment": (
        Place("/comments/{id}"),
        Place("/comments/{id}/report", is_closed=True),
        _for_programs("comments/{id}"),
        _for_programs("comments/{id}/answers"),
    ),
    "story": (
        Place("/media/pictures/{picture}/960", ways=(MEDIA,)),
        Place("/stories/{id}"),
        Place("/stories/{id}/report", is_closed=True),
        _for_programs("stories/{id}"),
    ),
    "waiting story": (
        Place("/media/pictures/{picture}/960", also=SELF, ways=(MEDIA,)),
        Place("/stories/{id}"),
        Place("/stories/{id}/report", is_closed=True),
        _for_programs("stories/{id}"),
    ),
    "shelf": (Place("/@author/shelves/{tag}"),),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of the author's: its rule, what kind it is, and what stands in its address."""

    rule: str
    kind: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What is to be read where the thing is shown."""
        return f"Words of the {self.rule}."

    def is_on(self, page: str) -> bool:
        """Tell whether a page shows the thing, by its words or, as a square, by its address."""
        return self.words in page or f'href="/p/{self.values["id"]}"' in page


class World:
    """The author, the viewers, and the things."""

    def __init__(self, app: Flask, session: Session, new_client: NewClient) -> None:
        self.app, self.session = app, session
        self.people: dict[Who, Person] = {
            who: person(app, who.value, new_client()) for who in Who if who is not Who.NOBODY
        }
        self.clients = {who: one.client for who, one in self.people.items()}
        self.clients[Who.NOBODY] = new_client()
        for client in self.clients.values():
            client.is_auditing = False  # thousands of answers, each audited elsewhere
        self.author_id = self.people[Who.AUTHOR].user_id
        self.talker_id = person(app, "talker", new_client()).user_id
        self._numbers = count(1)
        self._tokens: dict[Who, str] = {}
        self.things: list[Thing] = []

    def viewer_id(self, who: Who) -> int | None:
        """Return the id of a viewer."""
        return None if who is Who.NOBODY else self.people[who].user_id

    def token_of(self, who: Who) -> str:
        """Return a token with which a program acts for a viewer."""
        if who not in self._tokens:
            made = credentials.issue(
                self.session,
                self.people[who].user_id,
                Kind.API,
                clock=utcnow,
                scopes=" ".join(credentials.SCOPES),
            )
            self._tokens[who] = made.secret
        return self._tokens[who]

    def furnish(self, account: Account, blobs: MemoryBlobs) -> None:
        """Let everybody stand to the author as they do, and make the things."""
        session, author = self.session, self.author_id
        ids = {who: one.user_id for who, one in self.people.items()}
        for who in (Who.FOLLOWER, Who.MUTER):
            make_follow(session, ids[who], author)
        make_follow(session, ids[Who.REQUESTER], author, is_accepted=False)
        make_mute(session, ids[Who.MUTER], author)
        make_block(session, author, ids[Who.BLOCKED])
        make_block(session, ids[Who.BLOCKER], author)
        self._make_things(blobs)
        user = session.get_one(User, author)
        user.is_private = account is Account.PRIVATE
        user.frozen_at = utcnow() if account is Account.FROZEN else None
        session.commit()

    def _make_things(self, blobs: MemoryBlobs) -> None:
        key = self._file(blobs)
        self.session.get_one(Profile, self.author_id).picture_key = key
        self.things += [
            Thing("profile", "profile", {"face": key[:16]}),
            Thing("people", "people"),
        ]
        posts: dict[str, dict[str, Any]] = {
            "post for everybody": {},
            "post for followers": {"visibility": Visibility.FOLLOWERS},
            "post for oneself": {"visibility": Visibility.ONLY_ME},
            "draft": {"uploaded_at": None},
            "deleted post": {"deleted_at": utcnow()},
        }
        for rule, fields in posts.items():
            self._post(blobs, rule, **fields)
        self._make_comments()
        day = timedelta(hours=24)
        stories: dict[str, dict[str, Any]] = {
            "story": {"uploaded_at": utcnow() - day + timedelta(hours=1)},
            "story at 24 hours": {"uploaded_at": utcnow() - day},
            "story that waits for its picture": {"uploaded_at": None},
            "deleted story": {"deleted_at": utcnow()},
        }
        for rule, fields in stories.items():
            self._story(blobs, rule, **fields)
        self._shelf("public shelf", is_public=True)
        self._shelf("public shelf with notes", is_public=True, shows_notes=True)
        self._shelf("tag for oneself")

    def _make_comments(self) -> None:
        hidden, closed = {"commenting": Commenting.HIDDEN}, {"commenting": Commenting.CLOSED}
        follower_id = self.people[Who.FOLLOWER].user_id
        foe_id = person(
            self.app, "foe", AuditingClient(self.app, settle=self.session.commit)
        ).user_id
        make_block(self.session, follower_id, foe_id)
        self._comment("comment", {})
        self._comment("comment in a closed thread", closed)
        self._comment("comment in a hidden thread", hidden)
        self._comment("comment for followers", {"visibility": Visibility.FOLLOWERS})
        self._comment("comment of somebody the follower has blocked", {}, author_id=foe_id)
        self._comment("deleted comment", {}, deleted_at=utcnow())

    def _post(self, blobs: MemoryBlobs, rule: str, **fields: Any) -> None:
        thing = Thing(rule, "post")
        card = self._file(blobs)
        quoted = {"quote": thing.words, "link_url": "https://blog.example/quoted"}
        told = {"text": thing.words, "card_key": card, **quoted, **fields}
        post = make_post(self.session, self.author_id, **told)
        picture = self._picture(blobs)
        make_image(self.session, post, picture)
        self.session.add(
            Hashtag(post_id=post.id, name=TAG, uploaded_at=post.uploaded_at or utcnow())
        )
        thing.values.update(id=post.id, picture=picture.id)
        self.things.append(thing)

    def _comment(
        self, rule: str, of: dict[str, Any], *, author_id: int | None = None, **fields: Any
    ) -> None:
        thing = Thing(rule, "comment")
        post = make_post(self.session, self.author_id, text="The post of a thread", **of)
        comment = make_comment(
            self.session, post, author_id or self.talker_id, text=thing.words, **fields
        )
        thing.values.update(id=comment.id, post=post.id)
        self.things.append(thing)

    def _story(self, blobs: MemoryBlobs, rule: str, **fields: Any) -> None:
        is_waiting = fields.get("uploaded_at", ...) is None
        thing = Thing(rule, "waiting story" if is_waiting else "story")
        picture = self._picture(blobs)
        values = {"text": thing.words, "picture_id": picture.id, **fields}
        story = make_story(self.session, self.author_id, **values)
        thing.values.update(id=story.id, picture=picture.id)
        self.things.append(thing)

    def _shelf(self, rule: str, **fields: bool) -> None:
        thing, name = Thing(rule, "shelf"), rule.replace(" ", "-")
        save = make_save(self.session, self.author_id, title=thing.words)
        self.session.add(SaveNote(save_id=save.id, text=f"Note on the {rule}."))
        tag_saves(
            self.session, owner_id=self.author_id, save_ids=[save.id], names=[name], clock=utcnow
        )
        tag = self.session.query(Tag).filter_by(owner_id=self.author_id, key=name).one()
        for field_name, value in fields.items():
            setattr(tag, field_name, value)
        thing.values.update(id=tag.id, tag=name)
        self.things.append(thing)

    def _picture(self, blobs: MemoryBlobs) -> Picture:
        key = self._file(blobs)
        keys = {"small_key": key, "medium_key": key, "large_key": key}
        return make_picture(self.session, self.author_id, **keys)

    def _file(self, blobs: MemoryBlobs) -> str:
        return blobs.put(f"file {next(self._numbers)}".encode(), "image/webp")
