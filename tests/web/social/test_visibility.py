"""Every rule of visibility, at every address: who × what × how they stand to its author.

The tables are in `world.py`: a new thing or a new address is one line there.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from devket.accounts.models import User
from devket.accounts.policies import can_meet, is_open_to, meetable_by, open_to
from devket.core.clock import utcnow
from devket.library.models import Tag
from devket.social import queries
from devket.social.models import Comment, Post, Story
from devket.social.policies import (
    can_comment,
    can_read,
    can_watch,
    commentable_by,
    on_shelves_of,
    readable_by,
    said_to,
    thread_readable_by,
    watchable_by,
)
from devket.storage import MemoryBlobs
from tests.web.social.world import (
    LET_IN,
    NONE,
    PAGE,
    PLACES,
    RULES,
    SELF,
    TAG,
    Account,
    NewClient,
    Place,
    Seen,
    Thing,
    Way,
    Who,
    World,
)


@pytest.fixture(params=list(Account))
def account(request: pytest.FixtureRequest) -> Account:
    """Run the test for each kind of account."""
    return Account(request.param)


@pytest.fixture
def world(
    app: Flask, session: Session, new_client: NewClient, blobs: MemoryBlobs, account: Account
) -> World:
    """Make the author, the viewers and the things."""
    made = World(app, session, new_client)
    made.furnish(account, blobs)
    return made


def status_of(thing: Thing, place: Place, way: Way, who: Who, account: Account) -> int:
    """Return what a viewer is to be answered at an address."""
    is_out = who is Who.NOBODY or (who is Who.AUTHOR and account is Account.FROZEN)
    if is_out and place.is_closed:
        return way.refused
    sees = RULES[thing.rule].of(account) | (NONE if is_out else place.also)
    return 200 if who in sees else 404


def test_every_thing_is_there_for_whom_it_is_and_for_nobody_else(
    world: World, account: Account
) -> None:
    wrong = []
    for thing, place, way, who in visits(world):
        path = place.path.format(**thing.values)
        wanted = status_of(thing, place, way, who, account)
        found = told(way.ask(world, who, path))
        if found != wanted:
            wrong.append(f"{thing.rule}, {who}, {path} as {way.name}: {found}, not {wanted}")
    assert not wrong, "\n" + "\n".join(wrong)


def told(answer: TestResponse) -> int:
    """Return the status; htmx is sent elsewhere by a header."""
    return 302 if answer.headers.get("HX-Redirect") else answer.status_code


def visits(world: World) -> Iterator[tuple[Thing, Place, Way, Who]]:
    """Return every thing at every address, asked in every way by every viewer."""
    for thing in world.things:
        for place in PLACES[thing.kind]:
            yield from ((thing, place, way, who) for way in place.ways for who in Who)


# Who meets the author's posts in a list, as far as the rule of the post lets them; muted authors
# are in no list but their own.
LISTS: dict[str, Seen] = {
    "/feed": LET_IN - {Who.MUTER},
    "/explore": frozenset(Who) - {Who.MUTER},
    f"/hashtags/{TAG}": frozenset(Who) - {Who.MUTER},
    "/@author": frozenset(Who),
    "/@author/highlights": frozenset(Who),
    "/@author.atom": frozenset(Who),
}
PUBLIC_ONLY = {"/explore", "/@author.atom"}
PUBLIC_ACCOUNTS = {"/@author.atom"}


def test_shelves_are_listed_and_shown_with_notes_to_whom_they_are(
    world: World, account: Account
) -> None:
    wrong = []
    for who, thing in ((who, thing) for who in Who for thing in world.things):
        if thing.kind != "shelf":
            continue
        sees = who in RULES[thing.rule].of(account)
        listed = _plainly(world, who, "/@author/shelves")
        shelf = _plainly(world, who, "/@author/shelves/{tag}".format(**thing.values))
        told = (f'/shelves/{thing.values["tag"]}"' in listed, thing.words in shelf)
        noted = f"Note on the {thing.rule}." in shelf
        if told != (sees, sees) or noted != (sees and thing.rule == "public shelf with notes"):
            wrong.append(f"{thing.rule}, {who}: {told}, note {noted}")
    assert not wrong, "\n" + "\n".join(wrong)


def _plainly(world: World, who: Who, path: str) -> str:
    return PAGE.ask(world, who, path).text


@pytest.mark.parametrize("path", LISTS)
def test_lists_hold_what_each_may_see(world: World, account: Account, path: str) -> None:
    wrong = []
    for who, client in world.clients.items():
        pages = (client.get(path).text, client.htmx.get(path).text)
        for thing in (thing for thing in world.things if thing.kind == "post"):
            is_out = path in PUBLIC_ONLY and thing.rule != "post for everybody"
            is_out |= path in PUBLIC_ACCOUNTS and account != "public"
            wanted = not is_out and who in RULES[thing.rule].of(account) & LISTS[path]
            wrong += [
                f"{thing.rule}, {who}, {path}: {'missing' if wanted else 'shown'}"
                for page in pages
                if thing.is_on(page) is not wanted
            ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_policies_say_the_same_in_python_and_in_sql(
    world: World, account: Account, session: Session
) -> None:
    wrong = []
    for who in Who:
        for thing in world.things:
            sees = who in RULES[thing.rule].of(account)
            for name, told in answers(world, thing, who, session):
                if told is not sees:
                    wrong.append(f"{thing.rule}, {who}: {name} says {told}")
    assert not wrong, "\n" + "\n".join(wrong)


def answers(world: World, thing: Thing, who: Who, session: Session) -> Iterator[tuple[str, bool]]:
    """Return what each policy says about a thing and a viewer."""
    viewer_id, now = world.viewer_id(who), utcnow()
    author = session.get_one(User, world.author_id)
    standing = queries.standing_to(session, viewer_id, author.id)

    def holds(
        table: type[User | Post | Comment | Story | Tag], *which: ColumnElement[bool]
    ) -> bool:
        row_id = thing.values.get("id", author.id)
        return session.scalar(select(table.id).where(table.id == row_id, *which)) is not None

    match thing.kind:
        case "profile":
            yield "can_meet", can_meet(author, standing)
            yield "meetable_by", holds(User, meetable_by(viewer_id))
        case "people" if who is not Who.NOBODY:  # the page is closed to them, the policy is not
            yield "is_open_to", is_open_to(author, standing)
            yield "open_to", holds(User, open_to(viewer_id))
        case "post":
            post = session.get_one(Post, thing.values["id"])
            yield "can_read", can_read(post, author, standing)
            yield "readable_by", holds(Post, readable_by(viewer_id))
        case "comment":
            which = (Comment.post_id == Post.id, thread_readable_by(viewer_id))
            read = select(Comment.post_id).where(*which, said_to(viewer_id))
            yield "said_to", holds(Comment, Comment.post_id.in_(read), said_to(viewer_id))
        case "story" | "waiting story":
            story = session.get_one(Story, thing.values["id"])
            yield "can_watch", can_watch(story, author, standing, now)
            yield "watchable_by", holds(Story, watchable_by(viewer_id, now))
        case "shelf":
            yield "on_shelves_of", holds(Tag, on_shelves_of(author.id, viewer_id))


def test_who_may_comment_is_said_alike_as_well(
    world: World, account: Account, session: Session
) -> None:
    threads = ("comment", "comment in a closed thread", "comment in a hidden thread")
    author = session.get_one(User, world.author_id)
    for who in Who:
        viewer_id = world.viewer_id(who)
        standing = queries.standing_to(session, viewer_id, author.id)
        for thing in (thing for thing in world.things if thing.rule in threads):
            post = session.get_one(Post, thing.values["post"])
            is_open = thing.rule == "comment" and who is not Who.NOBODY
            wanted = is_open and who in RULES[thing.rule].of(account)
            found = select(Post.id).where(Post.id == post.id, commentable_by(viewer_id))
            told = can_comment(post, author, standing, viewer_id=viewer_id)
            assert (told, session.scalar(found) is not None) == (wanted, wanted), (who, thing)


def test_the_matrix_leaves_out_nothing(world: World) -> None:
    assert {thing.rule for thing in world.things} == set(RULES)
    assert {thing.kind for thing in world.things} == set(PLACES)
    assert SELF < LET_IN < frozenset(Who)
