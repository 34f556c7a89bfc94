"""Fetching all images of one page, a few at once, within one budget of time and bytes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from devket.capture.images.inline import is_inline, read_inline
from devket.capture.images.model import ImageError, Picture
from devket.capture.model import Fetch, FetchError, KeptImage, Limits
from devket.core import clock
from devket.core.urls import join

# Bytes, declared type, limits: what is kept of them. Raises `ImageError`.
Examine = Callable[[bytes, str | None, Limits], Picture]

ACCEPT = "image/avif,image/webp,image/png,image/jpeg,image/gif;q=0.9,image/*;q=0.5"
_AT_ONCE = 4
# A picture of 40 million pixels takes 160 MB while it is decoded: one at a time in a process.
_DECODING = threading.Lock()


def keep_images(
    sources: Sequence[str],
    *,
    fetch: Fetch,
    limits: Limits,
    referer: str,
    inspect: Examine,
    monotonic: Callable[[], float] = clock.monotonic,
) -> tuple[KeptImage, ...]:
    """Return one `KeptImage` for each different source, in the order of the page.

    Sources are absolute, relative to `referer` (the page's final address), or `data:`. What cannot
    be kept has a `failure` and no bytes: a word of `ImageError`, a `Reason` of the fetch,
    `status_404`…, `bad_address`, `too_many` (beyond `limits.max_images`), `no_room` (beyond
    `max_image_total`) or `no_time` (beyond `images_seconds`). Raises nothing of its own.
    `inspect` runs the decoders, here (`examine`) or in a sandbox.
    """
    keeper = _Keeper(fetch, limits, referer, monotonic, inspect)
    different = list(dict.fromkeys(sources))
    wanted, surplus = different[: limits.max_images], different[limits.max_images :]
    if not wanted:
        return tuple(_failed(source, "too_many") for source in surplus)
    with ThreadPoolExecutor(min(_AT_ONCE, len(wanted)), thread_name_prefix="image") as pool:
        kept = list(pool.map(keeper.keep, wanted))
    return (*kept, *(_failed(source, "too_many") for source in surplus))


def _failed(source: str, failure: str) -> KeptImage:
    return KeptImage(source, None, None, None, None, failure)


class _Keeper:
    def __init__(
        self,
        fetch: Fetch,
        limits: Limits,
        referer: str,
        monotonic: Callable[[], float],
        inspect: Examine,
    ) -> None:
        self._fetch, self._limits, self._referer = fetch, limits, referer
        self._monotonic, self._inspect = monotonic, inspect
        self._ends_at = monotonic() + limits.images_seconds
        self._room = limits.max_image_total
        self._lock = threading.Lock()

    def keep(self, source: str) -> KeptImage:
        try:
            data, declared = self._bring(source)
            with _DECODING:
                self._seconds_left()
                picture = self._inspect(data, declared, self._limits)
            self._take_room(len(picture.data))
        except ImageError as error:
            return _failed(source, error.failure)
        except FetchError as error:
            return _failed(source, error.reason.value)
        kind, width, height = picture.content_type, picture.width, picture.height
        return KeptImage(source, picture.data, kind, width, height)

    def _bring(self, source: str) -> tuple[bytes, str | None]:
        most = min(self._limits.max_image_bytes, self._room)
        if most <= 0:
            raise ImageError("no_room")
        if is_inline(source):
            return read_inline(source, self._limits.max_image_bytes)
        address = join(source, source) or join(self._referer, source)
        if address is None:
            raise ImageError("bad_address")
        seconds = min(self._seconds_left(), self._limits.total_seconds)
        bounds = replace(self._limits, max_bytes=most, max_file_bytes=most, total_seconds=seconds)
        answer = self._fetch(address, limits=bounds, accept=ACCEPT, referer=self._referer)
        if not 200 <= answer.status < 300:
            raise ImageError(f"status_{answer.status}")
        return answer.body, answer.content_type

    def _seconds_left(self) -> float:
        left = self._ends_at - self._monotonic()
        if left <= 0:
            raise ImageError("no_time")
        return left

    def _take_room(self, size: int) -> None:
        with self._lock:
            if size > self._room:
                raise ImageError("no_room")
            self._room -= size
