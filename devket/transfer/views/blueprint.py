"""The blueprint that the pages of imports and exports share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("transfer", "devket.transfer", template_folder="templates")
