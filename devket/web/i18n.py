"""Languages: the account's, else what the browser asks for, else English."""

from __future__ import annotations

from flask import Flask, request
from flask_babel import Babel, get_locale
from flask_login import current_user

LANGUAGES = {"en": "English", "ko": "한국어"}


def init_app(app: Flask) -> None:
    """Let Flask-Babel choose the language of each request."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=_choose)
    app.jinja_env.globals["get_locale"] = get_locale


def _choose() -> str:
    if current_user and current_user.is_authenticated and current_user.language in LANGUAGES:
        return str(current_user.language)
    return of_browser()


def of_browser() -> str:
    """Return the language that the browser asks for, without asking who sits before it."""
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"
