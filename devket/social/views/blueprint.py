"""The blueprint that the feed's pages share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("social", "devket.social", template_folder="templates")
