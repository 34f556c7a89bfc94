"""What the reader's templates are given: the article, its versions, how it was read."""

from devket.reading.presenters.article import (
    ArticleView,
    Preferences,
    article_view,
    preferences_of,
)
from devket.reading.presenters.books import book_view, chapter_view
from devket.reading.presenters.log import LogView, log_view
from devket.reading.presenters.players import frame_hosts, player_of
from devket.reading.presenters.versions import VersionView, version_views

__all__ = [
    "ArticleView",
    "LogView",
    "Preferences",
    "VersionView",
    "article_view",
    "book_view",
    "chapter_view",
    "frame_hosts",
    "log_view",
    "player_of",
    "preferences_of",
    "version_views",
]
