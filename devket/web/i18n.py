"""Languages: the account's, else what the browser asks for, else English."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, request
from flask_babel import Babel, get_locale, get_translations, refresh
from flask_login import current_user

LANGUAGES = {"en": "English", "ko": "한국어"}


def init_app(app: Flask) -> None:
    """Let Flask-Babel choose the language of each request."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=_choose)
    app.jinja_env.globals["get_locale"] = get_locale
    _install_gettext(app)


def _install_gettext(app: Flask) -> None:
    """Let templates look words up in a catalogue at hand.

    Flask-Babel's own functions find it anew for each word, which was a tenth of a list page.
    """
    catalogues: dict[str, Any] = {}

    def catalogue() -> Any:
        locale = get_locale()
        language = locale.language if locale else ""
        if language not in catalogues:
            catalogues[language] = get_translations()
        return catalogues[language]

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # Jinja's i18n extension
        lambda word: catalogue().ugettext(word),
        lambda one, many, number: catalogue().ungettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, word: catalogue().upgettext(context, word),
        npgettext=lambda context, one, many, number: catalogue().unpgettext(
            context, one, many, number
        ),
    )


def speak(language: str) -> None:
    """Answer the request in this language from now on: that of whom a program acts for."""
    if language in LANGUAGES:
        g.language = language
        refresh()


def _choose() -> str:
    if "language" in g:
        return str(g.language)
    if current_user and current_user.is_authenticated and current_user.language in LANGUAGES:
        return str(current_user.language)
    return of_browser()


def of_browser() -> str:
    """Return the language that the browser asks for, without asking who sits before it."""
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"
