"""People's websites: asked in the background whether they link back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask import current_app

from devket.capture.model import Fetched, FetchError
from devket.capture.sandbox.parent import TooComplexError
from devket.db import transaction
from devket.jobs import job, sweep
from devket.social.services import websites
from devket.web.parts import parts

CHECKS_A_MINUTE = 5
_PATIENCE = 15.0  # seconds
_MOST_BYTES = 2 * 1024 * 1024  # of a page that introduces somebody


@sweep
def enqueue_website_checks() -> None:
    """Send the few websites whose time has come, unless people's captures fill the queue."""
    at_hand = parts()
    if at_hand.queue.waiting() > CHECKS_A_MINUTE:
        return
    with transaction() as session:
        due = websites.checks_due(session, at_hand.clock(), limit=CHECKS_A_MINUTE)
    for user_id in due:
        at_hand.queue.enqueue(check_website, user_id)


@job()
def check_website(user_id: int) -> None:
    """Ask a person's website whether it links back to the profile, and write it down."""
    at_hand = parts()
    with transaction() as session:
        pause = timedelta(seconds=at_hand.host_pause)
        check = websites.claim_check(session, user_id, clock=at_hand.clock, pause=pause)
    if check is None:
        return
    limits = replace(at_hand.limits, total_seconds=_PATIENCE, max_bytes=_MOST_BYTES)
    try:
        page = at_hand.fetch(check.website, limits=limits)
        status, is_mine = page.status, _links_back(check, page)
    except (FetchError, TooComplexError):
        status, is_mine = None, False
    with transaction() as session:
        websites.record_check(session, check, status=status, is_mine=is_mine, clock=at_hand.clock)


def _links_back(check: websites.Check, page: Fetched) -> bool:
    path = current_app.url_map.bind("").build("social.profile", {"handle": check.handle})
    links = parts().sandbox.own_links(page.body, page.url, page.content_type)
    return websites.links_back(check.website, page.url, links, parts().base_url + path)
