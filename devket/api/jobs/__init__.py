"""The background work of the interface: forgetting old answers, sending to webhooks."""

from devket.api.jobs import webhooks as webhooks  # registered by being imported, as the next
from devket.api.jobs.answers import forget_answers

__all__ = ["forget_answers", "webhooks"]
