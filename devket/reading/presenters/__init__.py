"""What the reader's templates are given: the article, what stands around it, its versions."""

from devket.reading.presenters.around import AroundView, around_view
from devket.reading.presenters.article import (
    ArticleView,
    Preferences,
    article_view,
    preferences_of,
    with_marks,
)
from devket.reading.presenters.books import book_view, chapter_view
from devket.reading.presenters.highlights import (
    HighlightsView,
    highlights_view,
    row_view,
)
from devket.reading.presenters.log import LogView, log_view
from devket.reading.presenters.markdown import as_markdown, of_highlight
from devket.reading.presenters.marks import MarksView, color_choices, highlight_view, marks_view
from devket.reading.presenters.places import PlaceView, place_view, told_place
from devket.reading.presenters.players import frame_hosts, player_of
from devket.reading.presenters.versions import VersionView, version_views

__all__ = [
    "AroundView",
    "ArticleView",
    "HighlightsView",
    "LogView",
    "MarksView",
    "PlaceView",
    "Preferences",
    "VersionView",
    "around_view",
    "article_view",
    "as_markdown",
    "book_view",
    "chapter_view",
    "color_choices",
    "frame_hosts",
    "highlight_view",
    "highlights_view",
    "log_view",
    "marks_view",
    "of_highlight",
    "place_view",
    "player_of",
    "preferences_of",
    "row_view",
    "told_place",
    "version_views",
    "with_marks",
]
