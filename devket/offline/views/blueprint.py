"""The blueprint that these addresses share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("offline", "devket.offline", template_folder="templates")
