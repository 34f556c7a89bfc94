"""The form that all forms descend from: what people type is cleaned at this one edge."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField, TextAreaField

from devket.core.text import storable


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Strips what no database stores, and the white space around single-line text."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # nor has WTForms
        """Takes words alone, and adds the cleaning to each text field as it is bound."""

        def wrap_formdata(self, _form: Any, _formdata: Any) -> Any:
            """Return what a form sent; neither JSON nor a file stands in for what is typed."""
            return request.form or None

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Return the bound field, with its filters (wtforms' own hook)."""
            kind = unbound_field.field_class
            filters = list(unbound_field.kwargs.get("filters", ()))
            if issubclass(kind, PasswordField | TextAreaField):
                filters.insert(0, _clean)
            elif issubclass(kind, StringField):
                filters.insert(0, _clean_line)
            return unbound_field.bind(form=form, **{**options, "filters": filters})


def _clean(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value


def _clean_line(value: Any) -> Any:
    return storable(value).strip() if isinstance(value, str) else value


TOO_LONG = _l("This is longer than %(max)d characters.")
REQUIRED = _l("This is needed.")
