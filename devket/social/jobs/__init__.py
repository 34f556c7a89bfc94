"""The feed's background work."""

from devket.social.jobs.pictures import (
    enqueue_overdue_pictures,
    forget_unshown_pictures,
    write_picture,
)
from devket.social.jobs.posts import draw_card, look_after_posts, purge_stories
from devket.social.jobs.talk import forget_old_notifications, purge_comments

__all__ = [
    "draw_card",
    "enqueue_overdue_pictures",
    "forget_old_notifications",
    "forget_unshown_pictures",
    "look_after_posts",
    "purge_comments",
    "purge_stories",
    "write_picture",
]
