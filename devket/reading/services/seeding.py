"""Where a changed passage may be: by short pieces of it that are left, and by its two edges."""

from __future__ import annotations

from difflib import SequenceMatcher

_SEED, _SHORT_SEED = 10, 5  # letters; the short one for scripts with a word to two or three
_MOST_SEEDS, _MOST_TWINS = 160, 4
_FEWEST, _SHARE = 3, 0.15
_NEAR, _SLACK = 110, 48  # letters around an edge
_BLOCK = 16  # letters in a row, at an edge, that are no accident
_AROUND = 10
_TWINS, _RIVAL = 0.2, 0.6
_MOST_PUT_IN = 600  # letters

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
        places: list[Vote] = []
        at = text.find(seed)
        while at >= 0 and len(places) <= _MOST_TWINS:
            places.append((offset, at))
            at = text.find(seed, at + 1)
        if len(places) <= _MOST_TWINS:
            found += places
    return len(offsets), found


def _gathered(seeds: tuple[int, list[Vote]], *, slack: int) -> list[Vote]:
    """Return the votes for the one place that most of them name; none when two may be meant.

    What was put into the middle of a passage shifts its end: then two groups of votes that have
    no seed in common stand one after the other.
    """
    total, votes = seeds
    first, *others = sorted(_grouped(votes, slack), key=_weight, reverse=True) or [[]]
    if _weight(first) < max(_FEWEST, _SHARE * total):
        return []
    chosen, offsets = list(first), {offset for offset, _ in first}
    for group in others:
        shared = len(offsets & {offset for offset, _ in group})
        if shared <= _TWINS * _weight(group) and _is_next_to(group, chosen):
            chosen += group
        elif _weight(group) > _RIVAL * _weight(first):
            return []
    return chosen


def _grouped(votes: list[Vote], slack: int) -> list[list[Vote]]:
    """Return the votes in groups that were shifted nearly alike."""
    groups: list[list[Vote]] = []
    last = None
    for vote in sorted(votes, key=lambda vote: vote[1] - vote[0]):
        shift = vote[1] - vote[0]
        if last is None or shift - last > slack:
            groups.append([])
        groups[-1].append(vote)
        last = shift
    return groups


def _is_next_to(group: list[Vote], chosen: list[Vote]) -> bool:
    """Tell whether a group goes on where the chosen ones end, or ends where they begin."""
    one, other = sorted((sorted(group), sorted(chosen)))
    (offset, at), (next_offset, next_at) = one[-1], other[0]
    return offset < next_offset and 0 < next_at - at - (next_offset - offset) <= _MOST_PUT_IN


def _weight(group: list[Vote]) -> int:
    return len({offset for offset, _ in group})


def _edge(whole: str, text: str, edge: int, votes: list[Vote], *, is_start: bool) -> int | None:
    """Return where an edge of the quote is in the text, by the letters on both sides of it."""
    near = sorted(at - offset for offset, at in votes if abs(offset - edge) <= _NEAR)
    if near and near[-1] - near[0] > 2 * _SLACK:  # the quote's own side tells
        near = sorted(
            at - offset
            for offset, at in votes
            if abs(offset - edge) <= _NEAR and (offset >= edge) is is_start
        )
    if not near:
        return None
    low, high = max(0, edge - _NEAR), edge + _NEAR
    first = max(0, low + near[0] - _SLACK)
    last = high + near[-1] + _SLACK
    matcher = SequenceMatcher(None, whole[low:high], text[first:last], autojunk=False)
    at = edge - low
    for block in matcher.get_matching_blocks():
        ends = block.a + block.size
        is_inside = block.a <= at < ends if is_start else block.a < at <= ends
        if is_inside and block.size >= min(_BLOCK, len(whole) // 2):
            return _only(text, first + block.b + at - block.a, first, last)
    return None  # the quote's own letters at this edge are gone


def _only(text: str, at: int, first: int, last: int) -> int | None:
    """Return the place, unless its letters stand a second time between these two."""
    letters = text[max(first, at - _AROUND) : at + _AROUND]
    return at if text.find(letters, text.find(letters, first, last) + 1, last) < 0 else None
