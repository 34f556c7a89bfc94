"""Huey as it is used here, without the client of Redis unless that carries the queue.

Huey loads it wherever it is installed: 7 MB in every process.
"""

from __future__ import annotations

from importlib.util import find_spec, module_from_spec
from typing import Any

from devket.core.loading import not_installed

with not_installed("redis"):
    from huey import Huey, SqliteHuey, crontab
    from huey.api import Task
    from huey.consumer import Consumer
    from huey.exceptions import RetryTask

__all__ = ["Consumer", "Huey", "RetryTask", "SqliteHuey", "Task", "crontab", "redis_huey"]


def redis_huey(name: str, url: str, **options: Any) -> Huey:
    """Return a Huey over Redis."""
    found = find_spec("huey.storage")
    assert found is not None and found.loader is not None, "it is loaded already"
    loaded = module_from_spec(found)
    found.loader.exec_module(loaded)  # a second time, now with its client
    return Huey(name, storage_class=loaded.RedisStorage, url=url, **options)
