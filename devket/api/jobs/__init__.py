"""The background work of the interface: forgetting old answers, sending to webhooks."""

from devket.api.jobs import answers as answers  # registered by being imported
from devket.api.jobs import webhooks as webhooks  # the same

__all__ = ["answers", "webhooks"]
