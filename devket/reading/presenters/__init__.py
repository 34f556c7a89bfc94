"""What the reader's templates are given: the article, what stands around it, its versions."""

from devket.reading.presenters.around import AroundView, around_view
from devket.reading.presenters.article import (
    ArticleView,
    Preferences,
    article_view,
    preferences_of,
)
from devket.reading.presenters.log import LogView, log_view
from devket.reading.presenters.places import PlaceView, place_view, told_place
from devket.reading.presenters.players import frame_hosts, player_of
from devket.reading.presenters.versions import VersionView, version_views

__all__ = [
    "AroundView",
    "ArticleView",
    "LogView",
    "PlaceView",
    "Preferences",
    "VersionView",
    "around_view",
    "article_view",
    "frame_hosts",
    "log_view",
    "place_view",
    "player_of",
    "preferences_of",
    "told_place",
    "version_views",
]
