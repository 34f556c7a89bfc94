"""Where a changed passage may be: by short pieces of it that are left, and by its two edges."""

from __future__ import annotations

from difflib import SequenceMatcher

_SEED, _SHORT_SEED = 10, 5  # letters; the short one for scripts with a word to two or three
_MOST_SEEDS, _MOST_TWINS = 160, 4
_FEWEST, _SHARE = 3, 0.15
_NEAR, _SLACK = 110, 48  # letters around an edge
_BLOCK = 3  # letters in a row that are no accident

Vote = tuple[int, int]  # where a seed stands in the passage, and in the text


def roughly(prefix: str, quote: str, suffix: str, text: str) -> tuple[int, int] | None:
    """Return where the quote begins and ends in a text in which it was changed.

    None when there is no such place, or more than one. All texts are folded.
    """
    whole = prefix + quote + suffix
    votes = _gathered(_votes(whole, text), slack=max(_SLACK, len(quote) // 4))
    if not votes:
        return None
    begin, finish = len(prefix), len(prefix) + len(quote)
    start = _edge(whole, text, begin, votes, is_start=True)
    end = _edge(whole, text, finish, votes, is_start=False)
    return (start, end) if start is not None and end is not None and start < end else None


def _votes(whole: str, text: str) -> tuple[int, list[Vote]]:
    """Return how many seeds there are, and where those that are rare enough stand."""
    length = _SEED if whole.isascii() else _SHORT_SEED
    step = max(1, len(whole) // _MOST_SEEDS)
    offsets = range(0, max(1, len(whole) - length + 1), step)
    found: list[Vote] = []
    for offset in offsets:
        seed = whole[offset : offset + length]
        places = []
        at = text.find(seed)
        while at >= 0 and len(places) <= _MOST_TWINS:
            places.append((offset, at))
            at = text.find(seed, at + 1)
        if len(places) <= _MOST_TWINS:
            found += places
    return len(offsets), found


def _gathered(seeds: tuple[int, list[Vote]], *, slack: int) -> list[Vote]:
    """Return the votes for the one place that most of them name; none when two may be meant."""
    total, votes = seeds
    groups: list[list[Vote]] = []
    last = None
    for vote in sorted(votes, key=lambda vote: vote[1] - vote[0]):
        shift = vote[1] - vote[0]
        if last is None or shift - last > slack:
            groups.append([])
        groups[-1].append(vote)
        last = shift
    groups.sort(key=_weight, reverse=True)
    if not groups or _weight(groups[0]) < max(_FEWEST, _SHARE * total):
        return []
    if len(groups) > 1 and _weight(groups[1]) > 0.6 * _weight(groups[0]):
        return []
    return groups[0]


def _weight(group: list[Vote]) -> int:
    return len({offset for offset, _ in group})


def _edge(
    whole: str, text: str, edge: int, votes: list[Vote], *, is_start: bool
) -> int | None:
    """Return where an edge of the quote is in the text, by the letters on both sides of it."""
    near = sorted(at - offset for offset, at in votes if abs(offset - edge) <= _NEAR)
    if not near:
        return None
    low, high = max(0, edge - _NEAR), edge + _NEAR
    first = max(0, low + near[0] - _SLACK)
    last = high + near[-1] + _SLACK
    matcher = SequenceMatcher(None, whole[low:high], text[first:last], autojunk=False)
    at = edge - low
    touching = None
    for block in matcher.get_matching_blocks():
        if block.size < _BLOCK or not block.a <= at <= block.a + block.size:
            continue
        inner = block.a <= at < block.a + block.size if is_start else block.a < at
        if inner:  # the quote's own letter at this edge is there
            return first + block.b + at - block.a
        touching = first + block.b + at - block.a
    return touching
