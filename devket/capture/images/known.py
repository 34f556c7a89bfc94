"""A `Fetch` that first answers from what a capture brought along: its own file, inline pictures."""

from __future__ import annotations

from dataclasses import dataclass

from devket.capture.images.inline import read_inline
from devket.capture.images.model import ImageError
from devket.capture.model import Captured, Fetch, Fetched, FetchError, Kind, Limits, Reason


@dataclass(frozen=True, slots=True)
class AtHandFirst:
    """Brings the pictures of one capture; asks the network only for what is not at hand."""

    captured: Captured
    fetch: Fetch

    def __call__(
        self, url: str, *, limits: Limits, accept: str = "image/*", referer: str | None = None
    ) -> Fetched:
        """Return the answer; raise `FetchError` when there is none."""
        page, source = self.captured.page, self.captured.source
        if page is not None and url in page.inline:
            try:
                data, kind = read_inline(page.inline[url], limits.max_image_bytes)
            except ImageError as error:
                raise FetchError(Reason.BAD_RESPONSE, url, error.failure) from error
            return Fetched(url, 200, kind, data)
        is_own = page is not None and page.kind is Kind.IMAGE and url == self.captured.final_url
        if is_own and source is not None:
            return Fetched(url, 200, source.content_type, source.body)
        return self.fetch(url, limits=limits, accept=accept, referer=referer)
