"""Reports in words: reasons, things, and what is asked of whoever reports."""

from __future__ import annotations

from flask_babel import lazy_gettext

from devket.social.models import Reason, Thing

REASONS = {
    Reason.SPAM: lazy_gettext("Spam or fraud"),
    Reason.ABUSE: lazy_gettext("Harassment, hate or threats"),
    Reason.NUDITY: lazy_gettext("Nudity or sexual content"),
    Reason.ILLEGAL: lazy_gettext("Something that is against the law"),
    Reason.IMPERSONATION: lazy_gettext("Somebody pretends to be somebody else"),
    Reason.OTHER: lazy_gettext("Something else"),
}
HEADINGS = {
    Thing.PERSON: lazy_gettext("Report this account"),
    Thing.POST: lazy_gettext("Report this post"),
    Thing.COMMENT: lazy_gettext("Report this comment"),
    Thing.STORY: lazy_gettext("Report this story"),
}
