"""The feed's background work."""

from devket.social.jobs.pictures import (
    enqueue_overdue_pictures,
    forget_unshown_pictures,
    write_picture,
)
from devket.social.jobs.posts import draw_card, look_after_posts, purge_stories
from devket.social.jobs.talk import forget_old_notifications, purge_comments
from devket.social.jobs.websites import check_website, enqueue_website_checks

__all__ = [
    "check_website",
    "draw_card",
    "enqueue_overdue_pictures",
    "enqueue_website_checks",
    "forget_old_notifications",
    "forget_unshown_pictures",
    "look_after_posts",
    "purge_comments",
    "purge_stories",
    "write_picture",
]
