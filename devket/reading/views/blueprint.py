"""The blueprint that the reader's pages share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("reading", "devket.reading", template_folder="templates")
