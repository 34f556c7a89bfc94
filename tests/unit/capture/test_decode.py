"""Pages in every encoding, declared well, badly or not at all."""

from __future__ import annotations

import codecs
import time

import pytest

from devket.capture.decode import canonical_encoding, decode

KOREAN = "파이썬으로 작성된 코드를 읽어 봅시다. 이것은 한국어 문서이고 예제가 많습니다. 뷁"
JAPANESE = "日本語の文章です。これはプログラミング言語についての記事で、例がたくさんあります。"
CHINESE = "这是一个关于程序设计语言的网页，里面有很多例子，大家可以慢慢阅读。"
TAIWANESE = "這是一個關於程式語言的網頁，裡面有很多例子，大家可以慢慢閱讀。"
RUSSIAN = "Это статья о языке программирования, в ней много примеров, читайте спокойно."
GREEK = "Αυτό είναι ένα άρθρο για μια γλώσσα προγραμματισμού με πολλά παραδείγματα."
FRENCH = "Voilà un article très clair sur l'été, écrit à Besançon – « déjà vu » coûte 5 €."
LEGACY = [
    (KOREAN, "cp949", "euc-kr"),
    (JAPANESE, "cp932", "shift_jis"),
    (JAPANESE, "euc_jp", "euc-jp"),
    (JAPANESE, "iso2022_jp", "iso-2022-jp"),
    (CHINESE, "gb18030", "gbk"),
    (TAIWANESE, "big5", "big5"),
    (RUSSIAN, "cp1251", "windows-1251"),
    (RUSSIAN, "koi8_r", "koi8-r"),
    (GREEK, "cp1253", "windows-1253"),
    (FRENCH, "cp1252", "windows-1252"),
]


def page(text: str, codec: str, declared: str = "") -> bytes:
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<html><head>{meta}<title>{text}</title></head><p>{text}</p>".encode(codec)


@pytest.mark.parametrize(("text", "codec", "name"), LEGACY)
def test_the_http_charset_is_followed(text: str, codec: str, name: str) -> None:
    got, encoding = decode(page(text, codec), f'text/html; charset="{name.upper()}"')
    assert encoding == name
    assert f"<p>{text}</p>" in got


@pytest.mark.parametrize(("text", "codec", "name"), LEGACY)
def test_the_meta_charset_is_followed(text: str, codec: str, name: str) -> None:
    got, encoding = decode(page(text, codec, declared=name), "text/html")
    assert encoding == name
    assert f"<p>{text}</p>" in got


@pytest.mark.parametrize(("text", "codec", "name"), LEGACY)
def test_an_undeclared_charset_is_detected(text: str, codec: str, name: str) -> None:
    got, _ = decode(page(text, codec), None)
    assert f"<p>{text}</p>" in got, name


@pytest.mark.parametrize(("text", "codec", "name"), LEGACY)
@pytest.mark.parametrize("wrong", ["iso-8859-1", "utf-8", "nonsense", "utf-7", "hz-gb-2312"])
def test_a_wrong_charset_loses_no_text(text: str, codec: str, name: str, wrong: str) -> None:
    assert f"<p>{text}</p>" in decode(page(text, codec), f"text/html; charset={wrong}")[0], name
    assert f"<p>{text}</p>" in decode(page(text, codec, declared=wrong), "text/html")[0], name


@pytest.mark.parametrize("wrong", ["iso-8859-1", "euc-kr", "shift_jis", "gbk", "windows-1251"])
@pytest.mark.parametrize("text", [KOREAN, JAPANESE, RUSSIAN, FRENCH])
def test_utf8_is_utf8_whatever_was_declared(text: str, wrong: str) -> None:
    got, encoding = decode(page(text, "utf-8", declared=wrong), f"text/html; charset={wrong}")
    assert encoding == "utf-8"
    assert f"<p>{text}</p>" in got


def test_the_meta_tag_beats_a_header_nobody_chose() -> None:
    short = "<meta charset=euc-kr><p>가나</p>".encode("euc-kr")
    assert decode(short, "text/html; charset=ISO-8859-1") == (
        "<meta charset=euc-kr><p>가나</p>",
        "euc-kr",
    )


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_beats_everything_and_is_dropped(mark: bytes, codec: str) -> None:
    body = mark + page(KOREAN, codec, declared="windows-1252")
    got, encoding = decode(body, "text/html; charset=euc-kr")
    assert got.startswith("<html>")
    assert f"<p>{KOREAN}</p>" in got
    assert encoding == codec.replace("-le", "le").replace("-be", "be")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", [None, "text/html; charset=utf-16"])
def test_utf16_without_a_mark_is_seen(codec: str, declared: str | None) -> None:
    if declared and codec == "utf-16-be":
        declared = "text/html; charset=utf-16be"
    assert f"<p>{JAPANESE}</p>" in decode(page(JAPANESE, codec), declared)[0]


def test_an_xml_declaration_counts_as_a_meta_tag() -> None:
    body = '<?xml version="1.0" encoding="euc-kr"?><p>가</p>'.encode("euc-kr")
    assert decode(body, "application/xhtml+xml")[1] == "euc-kr"


def test_a_meta_tag_in_a_comment_is_not_heard() -> None:
    body = b"<!-- <meta charset=koi8-r> --><meta charset=windows-1251><p>" + "да".encode("cp1251")
    assert decode(body, None)[1] == "windows-1251"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("latin1", "windows-1252"),
        ("us-ascii", "windows-1252"),
        ("ks_c_5601-1987", "euc-kr"),
        ("CP949", "euc-kr"),
        ("x-sjis", "shift_jis"),
        ("windows-31j", "shift_jis"),
        ("gb2312", "gbk"),
        ("UTF8", "utf-8"),
        ("utf-7", None),
        ("iso-2022-kr", None),
        ("", None),
        ("한글", None),
    ],
)
def test_labels_are_read_as_browsers_read_them(label: str, name: str | None) -> None:
    assert canonical_encoding(label) == name


def test_quotes_of_windows_survive_under_the_name_latin1() -> None:
    got = decode(b"<p>\x93It\x92s\x94 \x80 5</p>", "text/html; charset=iso-8859-1")
    assert got == ("<p>“It’s” € 5</p>", "windows-1252")


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", ""])
def test_one_stray_byte_does_not_change_the_charset(charset: str) -> None:
    body = page(KOREAN, "utf-8") + b"<p>\xff</p>"
    got, encoding = decode(body, f"text/html; charset={charset}")
    assert encoding == "utf-8"
    assert f"<p>{KOREAN}</p>" in got
    assert "<p>\ufffd</p>" in got


def test_a_body_cut_inside_a_character_is_still_utf8() -> None:
    got, encoding = decode(page(KOREAN, "utf-8") + "끝".encode()[:2], None)
    assert encoding == "utf-8"
    assert KOREAN in got


def test_what_a_database_refuses_is_dropped() -> None:
    assert decode(b"a\x00b", None)[0] == "ab"
    assert decode("é\x00b".encode(), "text/html; charset=utf-8")[0] == "éb"
    assert decode(codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00", None)[0].startswith("a")
    assert "\ud800" not in decode(codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00", None)[0]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x00",
        b"\x1b$",
        b"\x80" * 99,
        bytes(range(256)),
        b"<meta charset=",
        b"<meta charset=\x00>\xff",
        b"<meta " * 999 + b"\xff",
        b"\xed\xa0\x80",
    ],
)
@pytest.mark.parametrize(
    "content_type", [None, "", ";;charset=", "text/html; charset=\x00", "\xff"]
)
def test_nothing_makes_it_raise(body: bytes, content_type: str | None) -> None:
    text, encoding = decode(body, content_type)
    text.encode("utf-8")
    assert canonical_encoding(encoding) == encoding


def test_a_large_page_is_detected_in_bounded_time() -> None:
    body = page(f"{KOREAN}<b>x</b>" * 20_000, "cp949")
    started = time.process_time()
    assert decode(body, None)[1] == "euc-kr"
    assert time.process_time() - started < 1.0
