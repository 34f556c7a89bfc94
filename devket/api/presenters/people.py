"""People, posts, comments, stories and notifications, as programs are told of them."""

from __future__ import annotations

from collections.abc import Sequence

from devket.accounts.models import Credential, Profile, User
from devket.accounts.policies import Standing
from devket.api.presenters.saves import Told, moment
from devket.social.models import LIFETIME, WIDTHS, Comment, PictureState, Story
from devket.social.presenters import cards_of, profile_of
from devket.social.presenters.addresses import picture_href
from devket.social.presenters.people import Face, face_of
from devket.social.presenters.told import LineView
from devket.social.queries.people import People
from devket.social.queries.posts import Gathered
from devket.social.queries.stories import Teller, Tray, Watched
from devket.social.queries.threads import Thread
from devket.social.queries.told import Line


class Site:
    """Makes whole addresses of paths."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def at(self, path: str) -> str:
        """Return the whole address of a path of this site."""
        return path if "://" in path else self.base_url + path

    def face(self, face: Face) -> Told:
        """Return a person beside what they share."""
        return {
            "handle": face.handle,
            "name": face.name,
            "is_verified": face.is_verified,
            "picture": self.at(face.picture) if face.picture else None,
            "url": self.at(face.href),
        }

    def person(self, user: User, profile: Profile) -> Told:
        """Return a person beside what they share."""
        return self.face(face_of(user, profile))

    def profile(self, user: User, profile: Profile, standing: Standing) -> Told:
        """Return a person whom the viewer may meet."""
        view = profile_of(user, profile, standing)
        return {
            **self.face(view.face),
            "bio": profile.bio,
            "website": view.website,
            "is_private": view.is_private,
            "post_count": view.post_count,
            "follower_count": view.follower_count,
            "following_count": view.following_count,
            "is_me": standing.is_self,
            "is_followed": standing.is_following,
            "is_open": view.is_open,
        }

    def me(self, held: Credential, user: User, profile: Profile) -> Told:
        """Return whose token it is."""
        return {
            **self.profile(user, profile, Standing(is_self=True)),
            "email": user.email,
            "scopes": held.scopes.split(),
            "unread_notifications": profile.unread_count,
        }

    def posts(self, gathered: Gathered, viewer_id: int) -> list[Told]:
        """Return posts in their order."""
        told = []
        for post, card in zip(gathered.posts, cards_of(gathered, viewer_id), strict=True):
            link = _link(post.link_url, post.link_title, post.link_site, post.link_excerpt)
            told.append(
                {
                    "id": post.id,
                    "url": self.at(card.href),
                    "author": self.face(card.author),
                    "text": post.text,
                    "location": post.location,
                    "quote": post.quote,
                    "link": link,
                    "photos": [
                        {"url": self.at(p.src), "alt": p.alt, "width": p.width, "height": p.height}
                        for p in card.photos
                        if p.src
                    ],
                    "visibility": card.visibility.value,
                    "commenting": card.commenting.value,
                    "like_count": card.likes,
                    "is_liked": card.is_liked,
                    "comment_count": card.comments,
                    "is_mine": card.is_mine,
                    "uploaded_at": moment(post.uploaded_at),
                    "edited_at": moment(post.edited_at),
                }
            )
        return told

    def comment(self, comment: Comment, people: People) -> Told:
        """Return a comment; of a deleted one its place alone."""
        is_gone, known = comment.deleted_at is not None, people.get(comment.author_id)
        return {
            "id": comment.id,
            "post_id": comment.post_id,
            "parent_id": comment.parent_id,
            "author": self.person(*known) if known and not is_gone else None,
            "text": "" if is_gone else comment.text,
            "created_at": moment(comment.created_at),
            "edited_at": None if is_gone else moment(comment.edited_at),
        }

    def thread(self, thread: Thread) -> list[Told]:
        """Return comments with the newest answers to each."""
        people, answers = thread.people or {}, thread.answers or {}
        return [
            {
                **self.comment(one, people),
                "answers": [self.comment(answer, people) for answer in answers.get(one.id, ())],
                "has_more_answers": one.id in thread.cut,
            }
            for one in thread.comments
        ]

    def story(self, watched: Watched, viewer_id: int) -> Told:
        """Return a story that the viewer may see now."""
        story, picture = watched.story, watched.picture
        is_ready = picture is not None and picture.state is PictureState.READY
        return {
            **self._story(story, viewer_id),
            "author": self.person(*watched.author),
            "picture": self.at(picture_href(picture.id, WIDTHS[1]))
            if picture and is_ready
            else None,
            "beside": list(watched.beside),
        }

    def _story(self, story: Story, viewer_id: int) -> Told:
        begun = story.uploaded_at
        return {
            "id": story.id,
            "text": story.text,
            "ground": story.ground.value,
            "quote": story.quote,
            "link": _link(story.link_url, story.link_title, story.link_site, ""),
            "alt": story.alt,
            "uploaded_at": moment(begun),
            "expires_at": moment(begun + LIFETIME) if begun else None,
            "view_count": story.view_count if story.author_id == viewer_id else None,
        }

    def tellers(self, tray: Tray) -> list[Told]:
        """Return who tells stories now."""
        own: Sequence[Teller] = (tray.own,) if tray.own else ()
        return [
            {
                "author": self.person(*tray.people[one.user_id]),
                "first_id": one.first,
                "first_unseen_id": one.first_unseen,
                "newest_at": moment(one.newest),
            }
            for one in (*own, *tray.tellers)
        ]

    def notification(self, line: Line, view: LineView) -> Told:
        """Return one line of what others did."""
        return {
            "id": view.id,
            "event": view.event.value,
            "people": [self.face(face) for face in view.faces],
            "others": view.others,
            "post_id": line.newest.post_id,
            "comment_id": line.comment_id,
            "excerpt": view.excerpt,
            "happened_at": moment(view.happened_at),
            "is_unread": view.is_unread,
        }


def _link(url: str, title: str, site: str, excerpt: str) -> Told | None:
    return {"url": url, "title": title, "site": site, "excerpt": excerpt} if url else None
