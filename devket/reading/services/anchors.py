"""Finding a highlight again in another version of its article, and never in a wrong place.

Exactly first, then with white space, quotation marks and the like folded, then roughly. Every
candidate must show by what stands around it that it is the one; otherwise there is no answer.
docs/adr/0025-anchors-of-highlights.md tells why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from devket.reading.models import CONTEXT_LENGTH
from devket.reading.services.folding import Folded, Ground, fold
from devket.reading.services.seeding import roughly

_MOST_CANDIDATES, _MOST_JUDGED = 2_000, 8
_LONG_WHOLE = 40  # characters of quote and context that tell a place by themselves
_LONG_QUOTE, _UNIQUE_QUOTE = 120, 24  # letters of a quote that may move without its neighbours
_ENOUGH, _MARGIN = 0.5, 0.15  # of 2: both sides alike
_LONG_RUN = 20
_WINDOW = 24  # letters on each side by which a passage is known
_LIKE, _LIKE_IN_PLACE = 0.75, 0.6
_LETTER_BY_LETTER = 600  # longer ones are compared by their groups of four letters
_WHOLE, _PUT_IN = 0.9, 400


@dataclass(frozen=True, slots=True)
class Anchor:
    """How a highlight is known: its quote and what stood before and after it."""

    quote: str
    prefix: str
    suffix: str

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing is known of what stands around: it was marked elsewhere."""
        return not self.prefix and not self.suffix


@dataclass(frozen=True, slots=True)
class Known:
    """A version in which the place of the highlight is known."""

    ground: Ground
    start: int
    end: int


Place = tuple[int, int]


def anchor_at(text: str, start: int, end: int) -> Anchor:
    """Return the anchor of a place in a text."""
    before = text[max(0, start - CONTEXT_LENGTH) : start]
    return Anchor(text[start:end], before, text[end : end + CONTEXT_LENGTH])


def locate(
    anchor: Anchor, ground: Ground, *, known: Known | None = None, is_exact: bool = False
) -> Place | None:
    """Return start and end of the anchor in a text, None when it is not there for certain.

    With a version where its place is `known`, the wider surroundings there tell doubles apart.
    An exact search does without the last step, which may take some hundredths of a second.
    """
    whole = anchor.prefix + anchor.quote + anchor.suffix
    first = ground.text.find(whole)
    is_alone = first >= 0 and ground.text.find(whole, first + 1) < 0
    # Within a line of the same few signs over and over, being alone proves nothing.
    if is_alone and len(whole) >= _LONG_WHOLE and whole.find(anchor.quote) == len(anchor.prefix):
        start = first + len(anchor.prefix)
        return start, start + len(anchor.quote)
    search = _Search(anchor, ground.folded, known)
    if anchor.is_bare and known is None:
        alone = search.alone()
        return ground.folded.place(*alone) if alone else None
    found = search.exactly() or (None if is_exact else search.roughly())
    return ground.folded.place(*found) if found else None


class _Search:
    """One anchor in one folded text. Places are of the folded text."""

    def __init__(self, anchor: Anchor, ground: Folded, known: Known | None) -> None:
        self.quote = fold(anchor.quote).text
        self.prefix, self.suffix = fold(anchor.prefix).text, fold(anchor.suffix).text
        self.folded, self.text = ground, ground.text
        self.known = known
        if known is not None:
            origin = known.ground.folded
            self.origin, self.origin_at = origin.text, origin.at(known.start)

    def alone(self) -> Place | None:
        """Find a quote of which nothing else is known: where it stands once and nowhere else."""
        found = self._occurrences() if self.quote else []
        return (found[0], found[0] + len(self.quote)) if len(found) == 1 else None

    def exactly(self) -> Place | None:
        """Find the quote letter by letter."""
        if not self.quote:
            return None
        near = sorted(self._occurrences(), key=self._nearness, reverse=True)
        judged = sorted(
            ((self._likeness(at, at + len(self.quote)), at) for at in near[:_MOST_JUDGED]),
            reverse=True,
        )
        chosen = self._chosen(judged)
        return (chosen, chosen + len(self.quote)) if chosen is not None else None

    def _chosen(self, judged: list[tuple[float, int]]) -> int | None:
        """Return the candidate that is it, when one of them is beyond doubt."""
        if not judged:
            return None
        (best, at), *others = judged
        repeats = any(abs(at - other) < len(self.quote) for _, other in others)
        if others and (repeats or best - others[0][0] < _MARGIN):
            close = [at, *(one for like, one in others if repeats or best - like < _MARGIN)]
            return self._by_surroundings(close) if best >= _ENOUGH else None
        if self._is_another(at, at + len(self.quote)):
            return None
        is_it = best >= _ENOUGH or self._nearness(at) >= _LONG_RUN
        return at if is_it or (not others and self._may_move()) else None

    def _may_move(self) -> bool:
        """Tell whether the quote alone is proof enough."""
        if self.known is None:
            return len(self.quote) >= _LONG_QUOTE
        return len(self.quote) >= _UNIQUE_QUOTE and self.origin.count(self.quote) == 1

    def _occurrences(self) -> list[int]:
        """Return where the quote stands; of very many, those with a neighbour in common."""
        found = list(islice(_all(self.text, self.quote), _MOST_CANDIDATES + 1))
        if len(found) <= _MOST_CANDIDATES:
            return [at for at in found if not self._is_split(at, at + len(self.quote))]
        before, after = self.prefix[-8:], self.suffix[:8]
        told = {at + len(before) for at in _all(self.text, before + self.quote)}
        return sorted(told & set(_all(self.text, self.quote + after)))[:_MOST_CANDIDATES]

    def _is_split(self, start: int, end: int) -> bool:
        return self.folded.splits(start) or self.folded.splits(end)

    def _nearness(self, at: int) -> int:
        """Return how many letters around the quote are the very same."""
        end = at + len(self.quote)
        before = self.text[max(0, at - len(self.prefix)) : at]
        return _run(self.prefix[::-1], before[::-1]) + _run(self.suffix, self.text[end:])

    def _likeness(self, start: int, end: int) -> float:
        """Return how alike the surroundings are: 0 to 1 for each side."""
        before = self.text[max(0, start - len(self.prefix)) : start]
        after = self.text[end : end + len(self.suffix)]
        left = _alike(self.prefix[::-1], before[::-1], is_edge=start == 0)
        return left + _alike(self.suffix, after, is_edge=end == len(self.text))

    def _by_surroundings(self, candidates: list[int]) -> int | None:
        """Tell candidates with the same neighbours apart by what is further away."""
        if self.known is None:
            return None
        runs = sorted(((self._wide_run(at), at) for at in candidates), reverse=True)
        (most, at), (second, _) = runs[:2]
        return at if most >= second + _WINDOW else None

    def _wide_run(self, at: int) -> int:
        before, origin = self.text[:at][::-1], self.origin[: self.origin_at][::-1]
        return _run(before, origin) + _run(self.text[at:], self.origin[self.origin_at :])

    def _is_another(self, start: int, end: int) -> bool:
        """Tell a passage that stood elsewhere in the known version already: it is not ours."""
        if self.known is None:
            return False
        low = max(0, start - _WINDOW)
        passage = self.text[low : end + _WINDOW]
        places = list(islice(_all(self.origin, passage), 2))
        return bool(places) and self.origin_at not in {at + start - low for at in places}

    def roughly(self) -> Place | None:
        """Find a quote that was changed, by what is left of it and its surroundings."""
        found = roughly(self.prefix, self.quote, self.suffix, self.text)
        if found is None or self._is_split(*found) or self._is_another(*found):
            return None
        alike = similarity(self.quote, self.text[slice(*found)])
        around = self._likeness(*found)
        if around >= 1.0 and self._nearness_of(*found) >= _LONG_RUN:
            return found if alike >= _LIKE_IN_PLACE else None
        return found if alike >= _LIKE and around >= _ENOUGH else None

    def _nearness_of(self, start: int, end: int) -> int:
        before = self.text[max(0, start - len(self.prefix)) : start]
        return _run(self.prefix[::-1], before[::-1]) + _run(self.suffix, self.text[end:])


def similarity(quote: str, there: str) -> float:
    """Return how alike a quote and a passage are, 0 to 1.

    Something put into the middle of the quote weighs less than something lost of it.
    """
    if max(len(quote), len(there)) <= _LETTER_BY_LETTER:
        blocks = SequenceMatcher(None, quote, there, autojunk=False).get_matching_blocks()
        kept = sum(block.size for block in blocks)
        whole = sum(block.size for block in blocks if block.size >= 4)
        sizes = len(quote), len(there)
    else:
        one, other = _groups(quote), _groups(there)
        kept = whole = len(one & other)
        sizes = len(one), len(other)
    alike = 2 * kept / (sum(sizes) or 1)
    is_whole = whole >= _WHOLE * sizes[0] and sizes[1] <= 2 * sizes[0] + _PUT_IN
    return max(alike, whole / sizes[0] * _LIKE_IN_PLACE / _WHOLE if is_whole else 0.0)


def _groups(text: str) -> set[str]:
    return {text[at : at + 4] for at in range(len(text) - 3)}


def _alike(wanted: str, there: str, *, is_edge: bool) -> float:
    """Return how alike the same side of two places is. Both begin next to the quote."""
    if not wanted:  # the quote stood at the edge of its text
        return 1.0 if is_edge else 0.0
    run = _run(wanted, there) / len(wanted)
    if run >= 1.0:
        return 1.0
    ratio = SequenceMatcher(None, wanted, there, autojunk=False).ratio()
    return max(run, ratio * 0.9 if ratio >= 0.6 else 0.0)


def _run(first: str, second: str) -> int:
    """Return how many letters two texts have in common at their beginning."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if first[:middle] == second[:middle] else (low, middle - 1)
    return low


def _all(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)
