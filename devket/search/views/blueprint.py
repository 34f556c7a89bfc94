"""The blueprint that the pages of search share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("search", "devket.search", template_folder="templates")
