"""What templates are given of searches: rows with hits, suggestions, examples, saved searches."""

from devket.search.presenters.addresses import address_in, search_href
from devket.search.presenters.completing import MOST, Option, options_of, place_in
from devket.search.presenters.results import Misread, Results, misread, results_of
from devket.search.presenters.saved import SavedView, saved_view
from devket.search.presenters.teaching import Start, help_groups, start_of

__all__ = [
    "MOST",
    "Misread",
    "Option",
    "Results",
    "SavedView",
    "Start",
    "address_in",
    "help_groups",
    "misread",
    "options_of",
    "place_in",
    "results_of",
    "saved_view",
    "search_href",
    "start_of",
]
