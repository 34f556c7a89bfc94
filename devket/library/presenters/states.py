"""How much of a page is kept, in words: each state and each reason has its sentence."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext

from devket.capture.model import Reason, State
from devket.library.models import Described, Save

STATE_LABELS = {
    State.PENDING: lazy_gettext("Fetching"),
    State.FULL_TEXT: lazy_gettext("Full text"),
    State.PARTIAL: lazy_gettext("Teaser only"),
    State.BLOCKED: lazy_gettext("Blocked"),
    State.NOT_AN_ARTICLE: lazy_gettext("Link only"),
    State.UNREACHABLE: lazy_gettext("Unreachable"),
}
REASONS = {
    Reason.NOT_FOUND: lazy_gettext("The site says that this page does not exist."),
    Reason.FORBIDDEN_ADDRESS: lazy_gettext(
        "This address is inside a private network, where Devket does not fetch pages."
    ),
    Reason.UNKNOWN_HOST: lazy_gettext("No site answers to this name. Is it spelt right?"),
    Reason.REFUSED: lazy_gettext("The site refused the connection."),
    Reason.TIMEOUT: lazy_gettext("The site took too long to answer."),
    Reason.TOO_LARGE: lazy_gettext("The page is larger than Devket takes."),
    Reason.TOO_MANY_REDIRECTS: lazy_gettext("The address leads in circles."),
    Reason.TLS: lazy_gettext("The site's certificate is not valid."),
    Reason.SERVER_ERROR: lazy_gettext("The site answered with an error of its own."),
    Reason.CLIENT_ERROR: lazy_gettext("The site did not accept the request."),
    Reason.BAD_RESPONSE: lazy_gettext("The site's answer could not be understood."),
    Reason.TOO_COMPLEX: lazy_gettext("The page was too complex to be read within its limits."),
    Reason.CHALLENGE: lazy_gettext("The site asks visitors to prove that they are human."),
    Reason.LOGIN: lazy_gettext("The page can only be read after logging in at the site."),
    Reason.CONSENT: lazy_gettext("The site shows a consent form before its pages."),
    Reason.NEEDS_SCRIPTS: lazy_gettext(
        "The page builds itself with scripts in a browser, so there is no text to fetch."
    ),
    Reason.DENIED: lazy_gettext("The site does not let Devket read this page."),
    Reason.RATE_LIMITED: lazy_gettext("The site asks for fewer requests."),
    Reason.TEASER: lazy_gettext("The site shows only the beginning of this article."),
    Reason.MISSING_PAGES: lazy_gettext("Some of its pages could not be read."),
    Reason.NO_TEXT: lazy_gettext("There is no article text on this page, so the link is kept."),
    Reason.LISTING: lazy_gettext("This is a list of articles, so the link is kept."),
    Reason.PLACEHOLDER: lazy_gettext("Only a placeholder of its host is at this address."),
    Reason.EMPTY: lazy_gettext("The page is empty, so the link is kept."),
    Reason.BINARY: lazy_gettext("This is a file, not a page, so the link is kept."),
    Reason.LOCKED: lazy_gettext("This file asks for a password, so its text cannot be read."),
    Reason.BROKEN_FILE: lazy_gettext("This file cannot be opened; it may be broken or cut short."),
}
# States whose page may come out better another time.
MAY_RETRY = frozenset({State.PARTIAL, State.BLOCKED, State.UNREACHABLE, State.NOT_AN_ARTICLE})
# What a person's browser may reach although Devket does not.
_BROWSER_CAN = frozenset({Reason.FORBIDDEN_ADDRESS, Reason.TLS, Reason.TEASER, Reason.NO_TEXT})
_MAY_BE_ARCHIVED = frozenset(
    {
        *(Reason.NOT_FOUND, Reason.UNKNOWN_HOST, Reason.REFUSED, Reason.TIMEOUT, Reason.TLS),
        *(Reason.SERVER_ERROR, Reason.CLIENT_ERROR, Reason.BAD_RESPONSE),
        *(Reason.TOO_MANY_REDIRECTS, Reason.PLACEHOLDER),
    }
)


def state_help(save: Save) -> str:
    """Return a sentence about a state that is not the full text, with its reason."""
    if save.state is State.FULL_TEXT:
        return ""
    if save.state is State.PENDING:
        return str(gettext("Devket is fetching this page. It fills itself in."))
    told = reason_of(save)
    if save.state is State.UNREACHABLE and save.capture_due_at is not None:
        told += " " + gettext("Devket tries again by itself.")
    return told.strip()


def can_send(told: Described) -> bool:
    """Tell whether the page may come out better as the person's own browser shows it."""
    return told.state is State.BLOCKED or told.reason in _BROWSER_CAN


def archive_of(save: Save) -> str:
    """Return where an old copy of a page that is gone may be found, empty when it makes no sense.

    A link for the person to follow; Devket itself asks nobody.
    """
    if save.reason not in _MAY_BE_ARCHIVED or save.state is State.BLOCKED:
        return ""
    return elsewhere(save)


def elsewhere(save: Save) -> str:
    """Return where an archive of the web shows its copy of the page."""
    return f"https://web.archive.org/web/2/{save.given_url}"


def reason_of(told: Described) -> str:
    """Return the sentence of why a page is not kept whole, empty when it is."""
    return str(REASONS[told.reason]) if told.reason else ""
