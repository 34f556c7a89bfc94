"""The pages of accounts, and how a request learns who sends it."""

from __future__ import annotations

from flask import Flask

from devket.accounts import jobs
from devket.accounts.cli import user_commands
from devket.accounts.services.rates import Rates
from devket.accounts.views import apps, browser, entrance, links, portraits, programs, settings
from devket.accounts.views.browser import me
from devket.accounts.views.pages import pages, passwords
from devket.web.parts import parts

__all__ = [
    "apps",
    "browser",
    "entrance",
    "init_app",
    "jobs",
    "links",
    "me",
    "pages",
    "passwords",
    "portraits",
    "settings",
]


def init_app(app: Flask) -> None:
    """Give the app its people."""
    browser.init_app(app)
    app.extensions[programs.RATES] = Rates()
    app.register_blueprint(pages)
    app.cli.add_command(user_commands)
    app.context_processor(
        lambda: {
            "can_sign_up": parts().signup == "open",
            "own_picture_key": browser.own_picture_key,
        }
    )
