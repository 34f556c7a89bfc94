"""What somebody who knows a site or platform says of one of its pages. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from turbohtml import Element

from devket.capture.about.metadata import Metadata
from devket.capture.model import Kind

# What a card can show. Numbers are plain digits, moments ISO 8601, durations ISO 8601 (PT4M13S).
_CARD_WORDS = (
    "owner name language stars forks license version released requires install number status"
    " answers accepted score comments tags channel duration embed authors venue doi pdf html"
    " pages width height bytes"
)
CARD = frozenset(_CARD_WORDS.split())


@dataclass(frozen=True, slots=True)
class Told:
    """The article's parts and what is known beside them; empty fields leave the page's own word.

    `article` is an element of its own, taken out of the page or built anew, its code not yet lifted
    and nothing in it normalised or safe: it goes the same way as any other article from there on.
    """

    rule: str  # the name for the log: "github.issue", "sphinx", "ftr:example.com"
    article: Element | None = None
    title: str = ""
    byline: str = ""
    site_name: str = ""
    published: datetime | None = None
    lang: str = ""
    lead_image: str | None = None
    description: str = ""
    kind: Kind = Kind.ARTICLE
    card: Mapping[str, str] = field(default_factory=dict)
    next_url: str | None = None
    single_url: str | None = None  # the whole article on one page
    tidy: bool = False  # the article may hold furniture still: it is cleaned as any page's is

    @property
    def is_certain(self) -> bool:
        """Tell whether the page was known for what it is: then it is no wall, however short."""
        return self.article is not None and self.kind not in (Kind.ARTICLE, Kind.LINK)

    def beside(self, facts: Told) -> Told:
        """Return this with what `facts` tell where it has no word of its own."""
        return replace(
            self,
            rule=f"{self.rule} {facts.rule}",
            title=self.title or facts.title,
            byline=self.byline or facts.byline,
            site_name=self.site_name or facts.site_name,
            published=self.published or facts.published,
            lang=self.lang or facts.lang,
            lead_image=self.lead_image or facts.lead_image,
            description=self.description or facts.description,
            kind=facts.kind if self.kind is Kind.ARTICLE else self.kind,
            card={**facts.card, **self.card},
            next_url=self.next_url or facts.next_url,
            single_url=self.single_url or facts.single_url,
        )

    def over(self, meta: Metadata) -> Metadata:
        """Return the page's own word with what is known better in its place."""
        return replace(
            meta,
            title=self.title or meta.title,
            byline=self.byline or meta.byline,
            site_name=self.site_name or meta.site_name,
            published=self.published or meta.published,
            lang=self.lang or meta.lang,
            lead_image=self.lead_image or meta.lead_image,
            description=self.description or meta.description,
        )
