"""What the reader's templates are given: the article, its versions, how it was read."""

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
from devket.reading.presenters.players import frame_hosts, player_of
from devket.reading.presenters.versions import VersionView, version_views

__all__ = [
    "ArticleView",
    "HighlightsView",
    "LogView",
    "MarksView",
    "Preferences",
    "VersionView",
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
    "player_of",
    "preferences_of",
    "row_view",
    "version_views",
    "with_marks",
]
