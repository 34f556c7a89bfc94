"""The tags of saves: the editor of one, and tagging many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from devket.core.errors import InvalidError
from devket.core.tags import tag_names
from devket.db import db
from devket.library import presenters, queries
from devket.library.forms import TagsForm
from devket.library.models import Save
from devket.library.services import tagging
from devket.library.services.suggesting import Facts, suggest
from devket.library.views.blueprint import blueprint
from devket.library.views.bulk import chosen_ids
from devket.web.errors import told
from devket.web.htmx import back, is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast


# One rule for both: of two, an id too large for a row would answer 405.
@blueprint.route("/saves/<int:save_id>/tags", methods=["GET", "POST"])
@login_required
def save_tags(save_id: int) -> Response:
    """Give the editor of a save's tags; let it carry what the editor sends."""
    save = queries.save_of(db.session(), current_user.id, save_id)
    if request.method == "POST":
        return _set(save)
    carried = queries.tags_of(db.session(), [save_id]).get(save_id, ())
    return _editor(save, ", ".join(carried))


def _set(save: Save) -> Response:
    """Let a save carry what is in the field, and what was pressed beside it."""
    form = TagsForm()
    names = [form.tags.data or "", form.add.data or ""]
    try:
        done = tagging.set_tags(
            db.session(),
            owner_id=save.owner_id,
            save_id=save.id,
            names=names,
            clock=parts().clock,
        )
    except InvalidError as error:
        return _editor(save, form.tags.data or "", sentence=told(error))
    _say(gettext("Tags changed."), done)
    return _changed([save.id], default=url_for("reading.reader", save_id=save.id))


@blueprint.post("/saves/bulk/tag")
@login_required
def bulk_tag() -> Response:
    """Put tags on the chosen saves; the fields are those of `library/_bulk_tags.html`."""
    done = _on_ticked(tagging.tag_saves)
    number = len(done.save_ids)
    _say(ngettext("%(num)s save tagged.", "%(num)s saves tagged.", number), done)
    return _changed(done.save_ids, default=url_for("library.saves"))


@blueprint.post("/saves/bulk/untag")
@login_required
def bulk_untag() -> Response:
    """Take tags off the chosen saves."""
    done = _on_ticked(tagging.untag_saves)
    number = len(done.save_ids)
    _say(ngettext("%(num)s save untagged.", "%(num)s saves untagged.", number), done)
    return _changed(done.save_ids, default=url_for("library.saves"))


def _on_ticked(verb: Callable[..., tagging.Tagged]) -> tagging.Tagged:
    """Do it to the ticked saves, with the tags that are in the field beside."""
    return verb(
        db.session(),
        owner_id=current_user.id,
        save_ids=_ticked(),
        names=tag_names(TagsForm().tags.data or ""),
        clock=parts().clock,
    )


def _ticked() -> list[int]:
    """Return the ids that were ticked in a list; `InvalidError` for none, and for too many."""
    ids = chosen_ids()
    if not ids:
        raise InvalidError("Choose at least one save.")
    if len(ids) > tagging.MOST_AT_ONCE:
        raise InvalidError("Choose at most %(max)s saves at once.", max=tagging.MOST_AT_ONCE)
    return ids


def _say(sentence: str, done: tagging.Tagged) -> None:
    if done.undo_id is None:
        toast(gettext("Nothing to change."))
    else:
        row = done.save_ids[0] if done.save_ids else None
        undo = url_for("library.undo_tags", undo_id=done.undo_id, row=row)
        toast(sentence, undo_href=undo)


def _changed(save_ids: Sequence[int], *, default: str) -> Response:
    """Answer with the chips of what changed to htmx, with the page it was on to others."""
    if not is_htmx():
        return redirect(back(default), code=303)
    carried = queries.tags_of(db.session(), save_ids)
    changed = [(save_id, presenters.chips(carried.get(save_id, ()))) for save_id in save_ids]
    return make_response(render_template("library/_tagged.html", changed=changed))


def _editor(save: Save, typed: str, *, sentence: str = "") -> Response:
    shown = {
        "save_id": save.id,
        "title": presenters.title_of(save),
        "typed": typed,
        "suggested": presenters.chips(_suggested(save)),
        "sentence": sentence,
        "came_from": back(url_for("reading.reader", save_id=save.id)),
    }
    name = "library/_tag_panel.html" if is_htmx() else "library/save_tags.html"
    if is_htmx() and sentence:
        name = "library/_tag_editor.html"
    return make_response(render_template(name, **shown), 422 if sentence else 200)


def _suggested(save: Save) -> tuple[str, ...]:
    session = db.session()
    own = queries.top_tags(session, save.owner_id, limit=queries.FAMILIAR)
    facts = Facts(
        title=save.title,
        address=presenters.original_of(save),
        code_languages=save.code_languages,
        kind=save.kind.value,
        card_language=save.card.get("language", ""),
    )
    carried = queries.tags_of(session, [save.id]).get(save.id, ())
    return suggest(facts, own=[row.name for row in own], carried=carried)
