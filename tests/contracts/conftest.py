"""Gives these tests the app on both databases, with its twins and people."""

from tests.support.fixtures import *  # noqa: F403  # fixtures are found by name
from tests.support.s3 import bucket, gateway, s3_server  # noqa: F401  # the same
