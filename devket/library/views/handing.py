"""Pages handed in by the person's own browser: the bookmarklet, its window, the paste box."""

from __future__ import annotations

import json

from flask import Response, make_response, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user, login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.core.errors import InvalidError
from devket.core.text import clip, one_line
from devket.core.urls import parse_address
from devket.db import db, run_after_commit
from devket.library import services
from devket.library.forms import PageForm
from devket.library.jobs import capture_save
from devket.library.models import TITLE_LENGTH
from devket.library.views.blueprint import blueprint
from devket.web.errors import told
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.sizes import takes_up_to
from devket.web.toasts import toast

# Opens Devket's window and hands the page over once that says it is there: to it and nobody else.
# Neither is a matter of the site's policy for scripts. Where no window may open, the tab itself
# goes to Devket with the address.
_BOOKMARKLET = (
    "javascript:(()=>{{const o={origin},u=location.href,a=o+{path}+encodeURIComponent(u),"
    "w=window.open(a,'devket','width=460,height=600');"
    "w?addEventListener('message',function f(e){{if(e.source===w&&e.origin===o)"
    "removeEventListener('message',f),w.postMessage({{url:u,title:document.title,"
    "html:document.documentElement.outerHTML}},o)}}):location.assign(a)}})()"
)
LARGEST_PAGE = 10 * 1024 * 1024  # bytes, as much as Devket fetches by itself
_FORM_AROUND = 64 * 1024


@blueprint.get("/save/bookmarklet")
@login_required
def bookmarklet() -> str:
    """Tell how a page gets here from a browser that can read it, and give the bookmarklet."""
    code = _BOOKMARKLET.format(
        origin=_script(request.host_url.rstrip("/")),
        path=_script(url_for("library.page") + "?url="),
    )
    return render_template("library/bookmarklet.html", code=code)


@blueprint.get("/save/page")
@login_required
def page() -> Response:
    """Be the window that takes a page over, and the box to paste one into."""
    return _window(request.args.get("url", ""))


@blueprint.post("/save/page")
@login_required
@takes_up_to(LARGEST_PAGE + _FORM_AROUND)
def save_page() -> BaseResponse:
    """Keep an address with its page; the worker reads it as if it had fetched it."""
    form = PageForm()
    url, html = form.url.data or "", form.html.data or ""
    at_hand = parts()
    try:
        address = parse_address(url)
        if not html.strip():
            raise InvalidError("Paste the source of the page as well.", field="html")
        added = services.add_page(
            db.session(),
            owner_id=current_user.id,
            url=address,
            title=clip(one_line(form.title.data or ""), TITLE_LENGTH),
            tags=[form.tags.data or ""],
            page_key=services.keep_page(at_hand.blobs, html),
            clock=at_hand.clock,
        )
    except InvalidError as error:
        return _window(url, html, form.tags.data or "", sentence=told(error))
    save_id = added.save.id
    run_after_commit(db.session(), lambda: at_hand.queue.enqueue(capture_save, save_id))
    toast(gettext("Saved. Devket is reading the page."))
    return go_to(url_for("reading.reader", save_id=save_id))


def _script(text: str) -> str:
    """Return a text as a script writes it."""
    return json.dumps(text, ensure_ascii=False)


def _window(url: str, html: str = "", tags: str = "", *, sentence: str = "") -> Response:
    shown = render_template(
        "library/page.html", url=one_line(url), html=html, tags=tags, sentence=sentence
    )
    response = make_response(shown, 422 if sentence else 200)
    # The bookmarklet's page must stay this window's opener, or nothing could be handed over.
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response
