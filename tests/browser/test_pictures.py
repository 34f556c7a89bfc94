"""Pictures in the browser: sent with a bar, refused, dropped, pasted, sent again, looked at."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

import pytest
from flask import Flask, render_template_string
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from devket.capture.images.anew import write_anew
from devket.capture.model import Limits
from devket.db import transaction
from devket.social.models import WIDTHS
from devket.web.parts import parts
from tests.browser.conftest import OpenWindow, SignIn
from tests.factories.photos import camera_photo, drawing, encoded, photo
from tests.factories.social import make_image, make_picture, make_post
from tests.support.chromium import PATIENCE, PHONE, PLAIN, no_violations
from tests.support.people import Person
from tests.support.processes import Installation

EDITOR = """{% extends "layouts/app.html" %}
{% from "social/_picture_drop.html" import picture_drop with context %}
{% block title %}Editor · Devket{% endblock %}
{% block head %}<link rel="stylesheet" href="{{ static('css/feed-pictures.css') }}">
<script type="module" src="{{ static('js/feed/picture-drop.js') }}"></script>{% endblock %}
{% block content %}<h1>Editor</h1>
<form method="post" action="/twin" enctype="multipart/form-data">
<input type="hidden" name="csrf_token" value="{{ token }}">
{% call(upload) picture_drop() %}<label>Alt <input class="input" name="alt"></label>{% endcall %}
<button class="btn primary">Share</button></form>{% endblock %}"""
DROP = """([form, kind, name, data]) => {
  const files = new DataTransfer();
  files.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt())], name));
  const given = { bubbles: true, cancelable: true };
  const told = kind === "drop" ? { dataTransfer: files } : { clipboardData: files };
  const Kind = kind === "drop" ? DragEvent : ClipboardEvent;
  document.querySelector(form).dispatchEvent(new Kind(kind, { ...given, ...told }));
}"""


def open_editor(page: Page, app: Flask, devket: Installation, who: Person) -> list[str]:
    """Open a form with the part that takes pictures; return what is sent with it."""
    sent: list[str] = []
    token = who.client.csrf_token()
    cookie = who.client.get_cookie("devket")
    assert cookie is not None
    page.context.add_cookies(
        [{"name": "devket", "value": cookie.value, "url": devket.base, "httpOnly": True}]
    )
    with app.test_request_context():
        markup = render_template_string(EDITOR, token=token)
    policy = page.request.get(f"{devket.base}/login").headers["content-security-policy"]

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.post_data_buffer.decode("latin-1"))  # type: ignore[union-attr]  # it has one
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
        route.fulfill(status=200, headers=headers, body=markup)

    page.route("**/twin", answer)
    page.goto(f"{devket.base}/twin")
    return sent


def file(name: str, data: bytes) -> dict[str, object]:
    """Return a file as Playwright takes it."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


def choose(page: Page, *files: dict[str, object]) -> None:
    """Choose files in the field."""
    page.locator("input[type=file]").set_input_files(list(files))  # type: ignore[arg-type]  # as file() makes them


def test_photos_are_sent_prepared_and_named_in_the_form(
    desktop: Page, app: Flask, devket: Installation, sign_in: SignIn
) -> None:
    sent = open_editor(desktop, app, devket, sign_in(desktop, "paula"))
    choose(desktop, file("a.jpg", photo(2000, 1500)), file("evil.jpg", b"<html>no</html>"))
    expect(desktop.locator(".upload img")).to_be_visible(timeout=PATIENCE)
    expect(desktop.get_by_text("This file is no picture.")).to_be_visible(timeout=PATIENCE)
    desktop.get_by_label("Alt").first.fill("A heron")
    box = desktop.locator(".upload img").bounding_box()
    assert box is not None and box["width"] > 40
    desktop.get_by_role("button", name="Share").click()
    expect(desktop.locator(".upload")).to_have_count(0)
    (form,) = sent
    assert form.count('name="picture"\r\n') == 1
    assert "A heron" in form


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_pictures_are_taken_by_drop_and_paste(
    desktop: Page, app: Flask, devket: Installation, sign_in: SignIn, kind: str
) -> None:
    open_editor(desktop, app, devket, sign_in(desktop, f"pat-{kind}".replace("-", "_")))
    data = base64.b64encode(encoded(drawing(400, 300), "PNG")).decode()
    desktop.evaluate(DROP, ["form", kind, "x.png", data])
    expect(desktop.locator(".upload img")).to_be_visible(timeout=PATIENCE)
    desktop.get_by_role("button", name="Take this picture out").click()
    expect(desktop.locator(".upload")).to_have_count(0)


def test_one_that_did_not_arrive_is_sent_again_and_the_form_waits(
    new_window: OpenWindow, app: Flask, devket: Installation, sign_in: SignIn
) -> None:
    window = new_window()
    desktop = window.page()
    sent = open_editor(desktop, app, devket, sign_in(desktop, "petra"))
    desktop.route("**/pictures", lambda route: route.fulfill(status=503, body="away"))
    choose(desktop, file("a.jpg", photo(800, 600)))
    again = desktop.get_by_role("button", name="Send again")
    expect(again).to_be_visible()
    expect(desktop.get_by_text("This picture did not reach Devket.")).to_be_visible()
    desktop.get_by_role("button", name="Share").click()
    expect(desktop.get_by_text("This is sent by itself as soon as")).to_be_visible()
    expect(again).to_be_focused()
    assert sent == []
    desktop.unroute("**/pictures")
    again.click()
    expect(desktop.locator(".upload")).to_have_count(0)
    assert 'name="picture"\r\n' in sent[0], "the form went by itself once all had arrived"
    window.faults[:] = [fault for fault in window.faults if "/pictures" not in fault]


def test_without_scripts_the_files_go_with_the_form(
    plain: Page, app: Flask, devket: Installation, sign_in: SignIn
) -> None:
    sent = open_editor(plain, app, devket, sign_in(plain, "plato"))
    choose(plain, file("a.jpg", photo(300, 200)))
    plain.get_by_role("button", name="Share").click()
    plain.wait_for_load_state()
    assert 'name="pictures"; filename="a.jpg"' in sent[0]


def test_the_photo_of_a_telephone_is_shared_upright_and_without_its_notes(
    phone: Page, sign_in: SignIn
) -> None:
    sign_in(phone, "camille")
    phone.goto("/feed")
    phone.locator(".compose").click()
    phone.get_by_label("Choose pictures").set_input_files(
        {"name": "IMG_2041.JPG", "mimeType": "image/jpeg", "buffer": camera_photo()}
    )
    phone.get_by_label("Describe it for those who do not see it").fill("A heron in the reeds")
    small = phone.locator(".upload-state img")
    expect(small).to_be_visible(timeout=2 * PATIENCE)
    assert is_tall(small), "the editor shows it upright"
    no_violations(phone)
    phone.get_by_label("Text", exact=True).fill("Seen this morning")
    phone.get_by_role("button", name="Publish").click()
    shown = phone.locator(".post img[alt='A heron in the reeds']")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("complete", True)
    assert is_tall(shown), "its page shows it upright"
    no_violations(phone)
    phone.goto("/feed")
    expect(shown).to_have_js_property("complete", True)
    assert is_tall(shown), "the feed shows it upright"
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sizes = str(shown.get_attribute("srcset")).split(", ")
    for address in [*(size.split()[0] for size in sizes), str(small_of(shown))]:
        assert_clean(picture_at(phone, address))


def is_tall(image: Locator) -> bool:
    """Tell whether an image is taller than wide, as a file and as it is drawn."""
    drawn = image.bounding_box()
    told: list[int] = image.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    return bool(drawn) and told[0] < told[1]


def small_of(image: Locator) -> str | None:
    """Return the address of the few pixels that stand in for an image until it is there."""
    return image.locator("xpath=preceding-sibling::img").get_attribute("src")


def picture_at(page: Page, address: str) -> bytes:
    """Return the bytes of a picture."""
    if address.startswith("data:"):
        return base64.b64decode(address.partition(",")[2])
    return page.request.get(address).body()


def assert_clean(data: bytes) -> None:
    """See that a picture is upright WebP with nothing of the camera, the place or a thumbnail."""
    private = (b"EXIF", b"Exif", b"XMP ", b"Samyang", b"PRIVATE", b"2026:11:02", b"\xff\xd8\xff")
    assert not [words for words in private if words in data]
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "WEBP" and not image.getexif()
        assert image.width * 4 == pytest.approx(image.height * 3, rel=0.02)
        upright = image.convert("RGB")
    right, left = (redness(upright, share) for share in (7, 1))
    assert right > 90 > left, "its upper left corner has come to the right"


def redness(image: Image.Image, share: int) -> float:
    """Return how much more red than green a picture is, at so many eighths from the left."""
    colour = image.getpixel((share * image.width // 8, image.height // 8))
    assert isinstance(colour, tuple)
    return colour[0] - colour[1]


SHAPES = ((1600, 1200), (900, 1600), (1200, 1200))


def share(app: Flask, author_id: int, shapes: Sequence[tuple[int, int]] = SHAPES) -> int:
    """Make a post of pictures that are ready; return its id."""
    with app.app_context(), transaction() as session:
        post = make_post(session, author_id, text="Herons by the river")
        for number, (width, height) in enumerate(shapes, 1):
            made = write_anew(encoded(drawing(width, height)), WIDTHS, Limits())
            keys = [parts().blobs.put(size.data, "image/webp") for size in made.sizes]
            names = dict(zip(("small_key", "medium_key", "large_key"), keys, strict=True))
            largest = made.sizes[-1]
            size = {"width": largest.width, "height": largest.height}
            told = {**names, **size, "placeholder": made.placeholder}
            picture = make_picture(session, author_id, **told)
            make_image(session, post, picture, position=number, alt=f"Heron {number}")
        return post.id


def test_pictures_scroll_by_buttons_and_open_in_full(
    desktop: Page, app: Flask, devket: Installation, sign_in: SignIn
) -> None:
    post_id = share(app, sign_in(desktop, "carla").user_id)
    desktop.goto(f"{devket.base}/p/{post_id}")
    no_violations(desktop)
    onward = desktop.get_by_role("button", name="Next picture")
    onward.click()
    expect(desktop.locator(".dots i").nth(1)).to_have_attribute("data-on", "")
    onward.click()
    expect(desktop.locator(".photo-nav [data-step='1']")).to_be_disabled()
    desktop.get_by_role("link", name="Heron 3").click()
    whole = desktop.get_by_role("dialog", name="Heron 3")
    expect(whole.get_by_role("img")).to_be_visible()
    no_violations(desktop)
    desktop.keyboard.press("Escape")
    expect(whole).to_have_count(0)
    expect(desktop.get_by_role("link", name="Heron 3")).to_be_focused()


def test_nothing_jumps_when_pictures_arrive(
    new_window: OpenWindow, app: Flask, devket: Installation, sign_in: SignIn
) -> None:
    window = new_window(PHONE)
    phone = window.page()
    post_id = share(app, sign_in(phone, "claude").user_id, [(1600, 1200)])
    phone.route("**/media/pictures/**", lambda route: route.abort())
    phone.goto(f"{devket.base}/p/{post_id}")
    before = phone.locator(".photos").bounding_box()
    phone.unroute("**/media/pictures/**")
    phone.reload()
    expect(phone.locator(".photos img[srcset]")).to_have_js_property("complete", True)
    after = phone.locator(".photos").bounding_box()
    assert before is not None and after is not None
    assert abs(before["height"] - after["height"]) < 1
    assert abs(after["height"] / after["width"] - 0.75) < 0.02
    window.faults[:] = [fault for fault in window.faults if "/media/pictures/" not in fault]


def test_without_scripts_pictures_are_links_to_the_largest(
    new_window: OpenWindow, app: Flask, devket: Installation, sign_in: SignIn
) -> None:
    window = new_window(PLAIN)
    plain = window.page()
    post_id = share(app, sign_in(plain, "clara").user_id)
    plain.goto(f"{devket.base}/p/{post_id}")
    assert plain.locator(".photo-nav").is_hidden()
    plain.get_by_role("link", name="Heron 1").click()
    assert plain.url.endswith("/1600")
    # The browser's own page around a lone picture has a style, which the file's policy refuses.
    window.faults[:] = [fault for fault in window.faults if "inline style" not in fault]
