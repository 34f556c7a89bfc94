"""The blueprint that the library's pages share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("library", "devket.library", template_folder="templates")
