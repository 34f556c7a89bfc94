"""Copies of what is reported, as it stands at that moment: words, times, links, files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.social.models import Comment, Post, Story, Thing
from devket.social.queries.reported import files_of_post, files_of_story

Content = dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Copy:
    """A thing, whose it is, what it says, and its files: key and alt text."""

    thing: Thing
    thing_id: int
    accused_id: int
    content: Content
    files: tuple[tuple[str, str], ...] = ()


def copy_of_person(user: User, profile: Profile) -> Copy:
    """Copy what a person shows of themselves."""
    content: Content = {"text": profile.bio, "link": profile.website, **_author(user, profile)}
    files = ((profile.picture_key, ""),) if profile.picture_key else ()
    return Copy(Thing.PERSON, user.id, user.id, content, files)


def copy_of_post(session: Session, post: Post) -> Copy:
    """Copy a post with its pictures."""
    content: Content = {
        "text": post.text,
        "location": post.location,
        "visibility": post.visibility.value,
        **_link(post),
        "excerpt": post.link_excerpt,
        "at": _time(post.uploaded_at),
        **_written_by(session, post.author_id),
    }
    files = tuple(files_of_post(session, post))
    return Copy(Thing.POST, post.id, post.author_id, content, files)


def copy_of_comment(session: Session, comment: Comment, post: Post) -> Copy:
    """Copy a comment, and the words of the post it stands under."""
    content: Content = {
        "text": comment.text,
        "post_id": post.id,
        "post_text": post.text,
        "at": _time(comment.created_at),
        **_written_by(session, comment.author_id),
    }
    return Copy(Thing.COMMENT, comment.id, comment.author_id, content)


def copy_of_story(session: Session, story: Story) -> Copy:
    """Copy a story with its picture."""
    content: Content = {
        "text": story.text,
        **_link(story),
        "at": _time(story.uploaded_at),
        **_written_by(session, story.author_id),
    }
    files = tuple(files_of_story(session, story))
    return Copy(Thing.STORY, story.id, story.author_id, content, files)


def _link(of: Post | Story) -> Content:
    return {"quote": of.quote, "link": of.link_url, "link_title": of.link_title}


def _written_by(session: Session, user_id: int) -> Content:
    return _author(session.get_one(User, user_id), session.get_one(Profile, user_id))


def _author(user: User, profile: Profile) -> Content:
    return {"handle": user.handle, "name": profile.name or user.display_name}


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
