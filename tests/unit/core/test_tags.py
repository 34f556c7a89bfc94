"""Names of tags: kept as typed, compared without case and width, refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devket.core.errors import InvalidError
from devket.core.tags import address_and_tags, is_below, tag_key, tag_name, tag_names


@pytest.mark.parametrize(
    ("typed", "name", "key"),
    [
        ("Python", "Python", "python"),
        ("  machine   learning ", "machine learning", "machine learning"),
        ("db / SQLite", "db/SQLite", "db/sqlite"),
        ("/a//b/", "a/b", "a/b"),
        ("db／sqlite", "db/sqlite", "db/sqlite"),
        ("#css", "css", "css"),
        ("C#", "C#", "c#"),
        ("Ｐｙｔｈｏｎ", "Ｐｙｔｈｏｎ", "python"),
        ("Straße", "Straße", "strasse"),
        ("파이썬", "파이썬", "파이썬"),
        ("\u1111\u1161이썬", "파이썬", "파이썬"),  # typed in pieces
        ("❤️", "❤️", "❤"),
        ("👩‍💻", "👩‍💻", "👩‍💻"),
        ("قراءة", "قراءة", "قراءة"),
        ("\u202eevil\u202c", "evil", "evil"),
        ("../etc", "etc", "etc"),
        (".net", ".net", ".net"),
        ("℅ me", "℅ me", "c∕o me"),
        ("a\x00b\tc", "ab c", "ab c"),
    ],
)
def test_names_are_kept_as_typed_and_compared_by_key(typed: str, name: str, key: str) -> None:
    assert (tag_name(typed), tag_key(tag_name(typed))) == (name, key)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Give the tag a name."),
        (" / / ", "Give the tag a name."),
        ("\u200b\u200d", "Give the tag a name."),
        ("#", "Give the tag a name."),
        ("..", "Give the tag a name."),
        ("a,b", "A comma separates tags, so none can hold one."),
        ("x" * 101, "A tag has at most 100 characters."),
        ("ﷺ" * 60, "A tag has at most 100 characters."),
        ("/".join("abcdefghi"), "Tags stand at most 8 deep."),
    ],
)
def test_what_is_no_name_is_refused_in_words(typed: str, sentence: str) -> None:
    with pytest.raises(InvalidError) as refused:
        tag_name(typed)
    assert str(refused.value) == sentence


def test_a_field_holds_several_each_once() -> None:
    assert tag_names("Python, db/sqlite,, PYTHON ，파이썬") == ("Python", "db/sqlite", "파이썬")
    assert tag_names(["a", "b, A"]) == ("a", "b")
    assert tag_names(" , /, #") == ()


@pytest.mark.parametrize(
    ("typed", "address", "names"),
    [
        ("https://a.example/#python", "https://a.example/#python", ()),
        ("https://a.example/ #python #db/sqlite", "https://a.example/", ("python", "db/sqlite")),
        ("a.example #파이썬 ", "a.example", ("파이썬",)),
        ("a.example #machine\u00a0learning", "a.example", ("machine learning",)),
        ("a.example #C#", "a.example", ("C#",)),
        ("how to flask", "how to flask", ()),
        ("a.example #x y", "a.example #x y", ()),
        ("", "", ()),
    ],
)
def test_tags_may_follow_the_address(typed: str, address: str, names: tuple[str, ...]) -> None:
    found, field = address_and_tags(typed)
    assert (found, tag_names(field)) == (address, names)


@given(st.text(max_size=140))
def test_any_text_is_a_name_that_stays_itself_or_is_refused(typed: str) -> None:
    try:
        name = tag_name(typed)
    except InvalidError:
        return
    assert tag_name(name) == name
    assert tag_key(tag_key(name)) == tag_key(name) != ""
    assert tag_key(name).count("/") == name.count("/")


def test_below_is_by_whole_parts() -> None:
    assert is_below("db/sqlite", "db") and is_below("db", "db")
    assert not is_below("dbase", "db")
