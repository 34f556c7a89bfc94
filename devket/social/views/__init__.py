"""Pages of the feed."""

from __future__ import annotations

from flask import Flask

from devket.social import cli
from devket.social import jobs as jobs  # they are known by being imported, as its tables are
from devket.social import models as models
from devket.social.presenters.relations import follow_state
from devket.social.services import pictures
from devket.social.services import stories as telling_stories
from devket.social.services.publishing import publish_awaited
from devket.social.views import (
    composing,
    drafts,
    exploring,
    feeds,
    finding,
    likes,
    media,
    notifications,
    people,
    people_lists,
    posts,
    relations,
    reports,
    shelves,
    stories,
    syndication,
    talk,
    telling,
    uploads,
)
from devket.social.views.blueprint import blueprint

__all__ = [
    "composing",
    "drafts",
    "exploring",
    "feeds",
    "finding",
    "init_app",
    "likes",
    "media",
    "notifications",
    "people",
    "people_lists",
    "posts",
    "relations",
    "reports",
    "shelves",
    "stories",
    "syndication",
    "talk",
    "telling",
    "uploads",
]


def init_app(app: Flask) -> None:
    """Join the feed to the app."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["follow_state"] = follow_state
    pictures.when_ready(publish_awaited)
    pictures.when_refused(publish_awaited)
    app.cli.add_command(cli.demo)
    pictures.when_ready(telling_stories.begin)
    app.jinja_env.globals["unread_count"] = notifications.unread_count
