"""Reports in the admin area: seen with their copy, resolved once, written down, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.admin.models import Act, AdminEvent
from devket.core.clock import utcnow
from devket.social.models import Notification, Outcome, Post, Reason, Report, Thing
from tests.factories.accounts import make_user
from tests.factories.social import make_comment, make_image, make_picture, make_post, make_story
from tests.support.people import Person
from tests.support.queries import assert_same_cost

SENT = {"reason": "spam", "remark": "They sell <b>herons</b>"}


@pytest.fixture
def post(session: Session, bob: Person) -> Post:
    """A post of bob."""
    made = make_post(session, bob.user_id, text="Buy herons")
    session.commit()
    return made


def latest(session: Session) -> Report:
    """Return the report that came last."""
    session.expire_all()
    return session.scalars(select(Report).order_by(Report.id.desc())).all()[0]


def trail(session: Session) -> list[tuple[Act, str, str]]:
    """Return act, person and detail of what is in the trail."""
    rows = session.scalars(select(AdminEvent).order_by(AdminEvent.id))
    return [(row.act, row.person, row.detail) for row in rows]


def test_a_report_shows_what_was_said_beside_what_is_said_now(
    session: Session, admin: Person, carol: Person, post: Post, put: Callable[[bytes], str]
) -> None:
    picture = make_picture(session, post.author_id, large_key=put(b"a heron"))
    make_image(session, post, picture, alt="A heron for sale")
    session.commit()
    assert "No report waits." in admin.client.get("/admin/reports/").text
    carol.client.post(f"/p/{post.id}/report", data=SENT)
    session.get_one(Post, post.id).text = "I never sold herons"
    session.commit()
    listed = admin.client.get("/admin/reports/").text
    assert "Post of @bob" in listed and "Buy herons" in listed and "by @carol" in listed
    assert '<span class="mark-word bad">1</span>' in listed
    path = f"/admin/reports/{latest(session).id}"
    page = admin.client.get(path).text
    for words in ("Buy herons", "I never sold herons", "Spam or fraud", "A heron for sale"):
        assert words in page
    assert "They sell &lt;b&gt;herons&lt;/b&gt;" in page
    file = admin.client.get(f"{path}/files/1")
    assert file.data == b"a heron" and file.mimetype == "image/webp"
    assert admin.client.get(f"{path}/files/2").status_code == 404
    assert carol.client.get(f"{path}/files/1").status_code == 404


def test_a_report_is_dismissed_once_and_opened_again(
    session: Session, admin: Person, carol: Person, post: Post
) -> None:
    carol.client.post(f"/p/{post.id}/report", data=SENT)
    report_id = latest(session).id
    answer = admin.client.post(f"/admin/reports/{report_id}/dismiss")
    assert answer.location == "/admin/reports/"
    assert "The report is dismissed." in admin.client.get("/admin/reports/").text
    found = latest(session)
    assert found.outcome is Outcome.DISMISSED and found.resolved_by_id == admin.user_id
    admin.client.post(f"/admin/reports/{report_id}/remove")
    page = admin.client.get(f"/admin/reports/{report_id}").text
    assert "This report is resolved already." in page and "Open it again" in page
    assert session.get_one(Post, post.id).deleted_at is None
    admin.client.post(f"/admin/reports/{report_id}/reopen")
    assert latest(session).resolved_at is None
    number = str(report_id)
    assert trail(session) == [
        (Act.DISMISS_REPORT, "bob", number),
        (Act.REOPEN_REPORT, "bob", number),
    ]
    assert f"Report {number}" in admin.client.get("/admin/trail/").text


def test_removing_resolves_all_reports_about_the_thing_and_can_be_taken_back(
    session: Session, admin: Person, bob: Person, carol: Person, post: Post
) -> None:
    other = make_post(session, bob.user_id).id
    session.commit()
    for who, post_id in ((carol, post.id), (admin, post.id), (carol, other)):
        who.client.post(f"/p/{post_id}/report", data=SENT)
    report_id = latest(session).id - 1
    admin.client.post(f"/admin/reports/{report_id}/remove")
    assert carol.client.get(f"/p/{post.id}").status_code == 404
    assert bob.client.post(f"/posts/{post.id}/restore").status_code == 404  # it is not his to undo
    session.expire_all()
    assert session.get_one(Profile, bob.user_id).post_count == 1
    rows = session.scalars(select(Report).order_by(Report.id)).all()
    assert [row.outcome for row in rows] == [Outcome.REMOVED, Outcome.REMOVED, None]
    session.commit()
    admin.client.post(f"/admin/reports/{report_id}/reopen")
    assert carol.client.get(f"/p/{post.id}").status_code == 200
    session.expire_all()
    assert session.get_one(Profile, bob.user_id).post_count == 2
    assert {row.outcome for row in session.scalars(select(Report))} == {None}
    assert trail(session)[0] == (Act.REMOVE_REPORTED, "bob", str(report_id))
    assert session.scalars(select(Notification)).all() == []  # nobody is told


def test_comments_and_stories_are_removed_as_well(
    session: Session, admin: Person, bob: Person, carol: Person, post: Post
) -> None:
    comment = make_comment(session, post, bob.user_id)
    story = make_story(session, bob.user_id)
    session.commit()
    for path in (f"/comments/{comment.id}/report", f"/stories/{story.id}/report"):
        carol.client.post(path, data=SENT)
        admin.client.post(f"/admin/reports/{latest(session).id}/remove")
        assert carol.client.get(path).status_code == 404
        restored = bob.client.post(path.replace("report", "restore"))
        assert restored.status_code == 404
    session.expire_all()
    assert session.get_one(Post, post.id).comment_count == 0
    for report in session.scalars(select(Report)).all():
        admin.client.post(f"/admin/reports/{report.id}/reopen")
    session.expire_all()
    assert session.get_one(Post, post.id).comment_count == 1


def test_what_its_author_deleted_is_not_brought_back_with_the_report(
    session: Session, admin: Person, bob: Person, carol: Person, post: Post
) -> None:
    carol.client.post(f"/p/{post.id}/report", data=SENT)
    path = f"/admin/reports/{latest(session).id}"
    bob.client.post(f"/posts/{post.id}/delete")
    assert "It is not there any more." in admin.client.get(path).text
    for act in ("remove", "reopen"):
        admin.client.post(f"{path}/{act}")
    assert carol.client.get(f"/p/{post.id}").status_code == 404
    assert bob.client.post(f"/posts/{post.id}/restore").status_code == 303


def test_an_account_is_frozen_for_a_report(
    session: Session, admin: Person, bob: Person, carol: Person, post: Post
) -> None:
    for path in ("/@bob/report", f"/p/{post.id}/report"):
        carol.client.post(path, data=SENT)
    report_id = latest(session).id
    assert (
        "1 other open report about this account"
        in admin.client.get(f"/admin/reports/{report_id}").text
    )
    assert admin.client.post(f"/admin/reports/{report_id - 1}/remove").status_code == 404
    admin.client.post(f"/admin/reports/{report_id}/freeze")
    session.expire_all()
    assert session.get_one(User, bob.user_id).frozen_at is not None
    assert {row.outcome for row in session.scalars(select(Report))} == {Outcome.FROZEN}
    assert carol.client.get("/@bob").status_code == 404
    assert trail(session) == [(Act.FREEZE, "bob", str(report_id))]
    session.commit()
    admin.client.post(f"/admin/reports/{report_id}/reopen")
    session.expire_all()
    assert session.get_one(User, bob.user_id).frozen_at is None


def test_the_last_admin_cannot_be_frozen_by_a_report(
    session: Session, admin: Person, carol: Person
) -> None:
    carol.client.post("/@alice/report", data=SENT)
    report_id = latest(session).id
    answer = admin.client.post(f"/admin/reports/{report_id}/freeze")
    assert answer.location == f"/admin/reports/{report_id}"
    assert latest(session).resolved_at is None and trail(session) == []


def test_a_report_of_an_account_that_is_gone_can_be_read_and_dismissed(
    session: Session, admin: Person, bob: Person, carol: Person
) -> None:
    carol.client.post("/@bob/report", data=SENT)
    for who in (bob, carol):
        session.delete(session.get_one(User, who.user_id))
    session.commit()
    path = f"/admin/reports/{latest(session).id}"
    page = admin.client.get(path).text
    assert "the account is gone" in page and "Freeze the account" not in page
    assert admin.client.post(f"{path}/freeze").status_code == 404
    assert admin.client.post(f"{path}/dismiss").status_code == 303
    assert admin.client.post(f"{path}/burn").status_code == 404


def test_the_list_goes_on_and_costs_the_same(session: Session, admin: Person, bob: Person) -> None:
    def grow_to(number: int) -> None:
        for _ in range(number):
            report = Report(
                reporter_id=make_user(session).id,
                accused_id=bob.user_id,
                thing=Thing.PERSON,
                thing_id=bob.user_id,
                reason=Reason.OTHER,
                content={"handle": "bob", "text": "words"},
                reported_at=utcnow(),
            )
            session.add(report)
        session.commit()

    assert_same_cost(admin.client, "/admin/reports/", grow_to, at_most=14)
    grow_to(30)
    first = admin.client.get("/admin/reports/").text
    assert first.count("data-report-id=") == 50
    after = first.partition('" rel="next"')[0].rpartition('href="')[2]
    assert admin.client.get(after).text.count("data-report-id=") == 13
