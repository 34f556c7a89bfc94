"""What editors keep as data becomes markup: headings, lists, links, marks, and code untouched."""

from __future__ import annotations

import pytest
from turbohtml import Element

from devket.capture.shells.blocks import structured_article

CODE = "if a:\n\tb = '<x>'  \n\n    c()\n"
LONG = "A sentence of some length, so that there is something to read."


def _text(text: str, **more: object) -> dict[str, object]:
    return {"type": "text", "text": text, **more}


PROSEMIRROR = {
    "type": "doc",
    "content": [
        {"type": "heading", "attrs": {"level": 2}, "content": [_text("Head")]},
        {
            "type": "paragraph",
            "content": [
                _text(LONG),
                _text("link", marks=[{"type": "link", "attrs": {"href": "https://b.example/"}}]),
                _text("bold", marks=[{"type": "bold"}]),
                _text("x = 1", marks=[{"type": "code"}]),
            ],
        },
        {
            "type": "bulletList",
            "content": [
                {"type": "listItem", "content": [{"type": "paragraph", "content": [_text("one")]}]}
            ],
        },
        {"type": "codeBlock", "attrs": {"language": "python"}, "content": [_text(CODE)]},
        {"type": "image", "attrs": {"src": "https://b.example/i.png", "alt": "I"}},
    ],
}
LEXICAL = {
    "root": {
        "type": "root",
        "children": [
            {"type": "heading", "tag": "h2", "children": [_text("Head")]},
            {
                "type": "paragraph",
                "children": [
                    _text(LONG),
                    {"type": "link", "url": "https://b.example/", "children": [_text("link")]},
                    _text("bold", format=1),
                    _text("x = 1", format=16),
                ],
            },
            {
                "type": "list",
                "listType": "bullet",
                "children": [{"type": "listitem", "children": [_text("one")]}],
            },
            {"type": "code", "language": "python", "children": [_text(CODE)]},
        ],
    }
}
SLATE = [
    {"type": "heading-two", "children": [{"text": "Head"}]},
    {
        "type": "paragraph",
        "children": [
            {"text": LONG},
            {"type": "link", "url": "https://b.example/", "children": [{"text": "link"}]},
            {"text": "bold", "bold": True},
            {"text": "x = 1", "code": True},
        ],
    },
    {"type": "bulleted-list", "children": [{"type": "list-item", "children": [{"text": "one"}]}]},
    {
        "type": "code_block",
        "lang": "python",
        "children": [
            {"type": "code_line", "children": [{"text": line}]} for line in CODE.split("\n")
        ],
    },
]
CONTENTFUL = {
    "nodeType": "document",
    "content": [
        {"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "Head"}]},
        {
            "nodeType": "paragraph",
            "content": [
                {"nodeType": "text", "value": LONG, "marks": []},
                {
                    "nodeType": "hyperlink",
                    "data": {"uri": "https://b.example/"},
                    "content": [{"nodeType": "text", "value": "link"}],
                },
                {"nodeType": "text", "value": "bold", "marks": [{"type": "bold"}]},
                {"nodeType": "text", "value": "x = 1", "marks": [{"type": "code"}]},
            ],
        },
        {
            "nodeType": "unordered-list",
            "content": [
                {
                    "nodeType": "list-item",
                    "content": [
                        {
                            "nodeType": "paragraph",
                            "content": [{"nodeType": "text", "value": "one"}],
                        }
                    ],
                }
            ],
        },
        {
            "nodeType": "embedded-entry-block",
            "data": {"target": {"fields": {"code": CODE, "language": "python"}}},
            "content": [],
        },
    ],
}
PORTABLE = [
    {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "Head"}]},
    {
        "_type": "block",
        "style": "normal",
        "markDefs": [{"_key": "k", "_type": "link", "href": "https://b.example/"}],
        "children": [
            {"_type": "span", "text": LONG, "marks": []},
            {"_type": "span", "text": "link", "marks": ["k"]},
            {"_type": "span", "text": "bold", "marks": ["strong"]},
            {"_type": "span", "text": "x = 1", "marks": ["code"]},
        ],
    },
    {
        "_type": "block",
        "listItem": "bullet",
        "level": 1,
        "children": [{"_type": "span", "text": "one"}],
    },
    {"_type": "code", "language": "python", "code": CODE},
]
HAST = {
    "type": "root",
    "children": [
        {"type": "element", "tagName": "h2", "children": [{"type": "text", "value": "Head"}]},
        {
            "type": "element",
            "tagName": "p",
            "children": [
                {"type": "text", "value": LONG},
                {
                    "type": "element",
                    "tagName": "a",
                    "properties": {"href": "https://b.example/"},
                    "children": [{"type": "text", "value": "link"}],
                },
                {
                    "type": "element",
                    "tagName": "strong",
                    "children": [{"type": "text", "value": "bold"}],
                },
                {
                    "type": "element",
                    "tagName": "code",
                    "children": [{"type": "text", "value": "x = 1"}],
                },
            ],
        },
        {
            "type": "element",
            "tagName": "ul",
            "children": [
                {
                    "type": "element",
                    "tagName": "li",
                    "children": [{"type": "text", "value": "one"}],
                }
            ],
        },
        {
            "type": "element",
            "tagName": "pre",
            "children": [
                {
                    "type": "element",
                    "tagName": "code",
                    "properties": {"className": ["language-python"]},
                    "children": [{"type": "text", "value": CODE}],
                }
            ],
        },
    ],
}
DRAFT = {
    "blocks": [
        {"type": "header-two", "text": "Head"},
        {
            "type": "unstyled",
            "text": f"{LONG} link bold x = 1",
            "entityRanges": [{"offset": len(LONG) + 1, "length": 4, "key": 0}],
            "inlineStyleRanges": [
                {"offset": len(LONG) + 6, "length": 4, "style": "BOLD"},
                {"offset": len(LONG) + 11, "length": 5, "style": "CODE"},
            ],
        },
        {"type": "unordered-list-item", "text": "one"},
        *(
            {"type": "code-block", "text": line, "data": {"language": "python"}}
            for line in CODE.split("\n")
        ),
    ],
    "entityMap": {"0": {"type": "LINK", "data": {"url": "https://b.example/"}}},
}
EDITOR = {
    "blocks": [
        {"type": "header", "data": {"text": "Head", "level": 2}},
        {
            "type": "paragraph",
            "data": {
                "text": f"{LONG} <a href='https://b.example/'>link</a> <strong>bold</strong>"
                " <code>x = 1</code>"
            },
        },
        {"type": "list", "data": {"style": "unordered", "items": ["one"]}},
        {"type": "code", "data": {"code": CODE, "language": "python"}},
    ]
}
MEDIUM = {
    "paragraphs": [
        {"type": "H2", "text": "Head"},
        {
            "type": "P",
            "text": f"{LONG} link bold x = 1",
            "markups": [
                {
                    "type": "A",
                    "start": len(LONG) + 1,
                    "end": len(LONG) + 5,
                    "href": "https://b.example/",
                },
                {"type": "STRONG", "start": len(LONG) + 6, "end": len(LONG) + 10},
                {"type": "CODE", "start": len(LONG) + 11, "end": len(LONG) + 16},
            ],
        },
        {"type": "ULI", "text": "one"},
        {"type": "PRE", "text": CODE, "codeBlockMetadata": {"lang": "python"}},
    ]
}
NOTION = {
    "recordMap": {
        "block": {
            "p": {"value": {"type": "page", "content": ["a", "b", "c", "d"]}},
            "a": {"value": {"type": "sub_header", "properties": {"title": [["Head"]]}}},
            "b": {
                "value": {
                    "type": "text",
                    "properties": {
                        "title": [
                            [LONG],
                            ["link", [["a", "https://b.example/"]]],
                            ["bold", [["b"]]],
                            ["x = 1", [["c"]]],
                        ]
                    },
                }
            },
            "c": {"value": {"type": "bulleted_list", "properties": {"title": [["one"]]}}},
            "d": {
                "value": {
                    "type": "code",
                    "properties": {"title": [[CODE]], "language": [["Python"]]},
                }
            },
        }
    }
}
FORMS: dict[str, object] = {
    "ProseMirror": PROSEMIRROR,
    "Lexical": LEXICAL,
    "Slate": SLATE,
    "Contentful": CONTENTFUL,
    "Portable Text": PORTABLE,
    "hast": HAST,
    "Draft.js": DRAFT,
    "Editor.js": EDITOR,
    "Medium": MEDIUM,
    "Notion": NOTION,
}


def written(form: object) -> Element:
    article = structured_article(form)
    assert article is not None
    return article


@pytest.mark.parametrize("name", FORMS)
def test_code_is_kept_byte_for_byte_with_its_language(name: str) -> None:
    blocks = written(FORMS[name]).select("pre > code")
    assert [block.text for block in blocks] == [CODE]
    assert blocks[0].attr("class") == "language-python"


@pytest.mark.parametrize("name", FORMS)
def test_headings_lists_links_and_marks_are_kept(name: str) -> None:
    article = written(FORMS[name])
    assert [heading.text for heading in article.select("h2")] == ["Head"]
    assert [item.text.strip() for item in article.select("ul > li")] == ["one"]
    assert [link.text for link in article.select('a[href="https://b.example/"]')] == ["link"]
    assert [bold.text for bold in article.select("strong")] == ["bold"]
    assert [code.text for code in article.select("p code")] == ["x = 1"]
    assert LONG in article.text


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        "x",
        7,
        [1, 2],
        [{"children": []}],
        {"blocks": [{}], "entityMap": {}},
        {"blocks": [{"data": 5}]},
        {"content": [{"type": "menu", "content": [{"type": "item"}]}]},
        {"paragraphs": [{"type": 4}]},
        {"recordMap": {"block": {"a": None}}},
        {"block": {"a": {"value": {"type": "page", "content": ["a", 7]}}}},
        {"entityMap": [], "blocks": [{"text": None, "entityRanges": [{"key": "99"}]}]},
    ],
)
def test_other_values_say_nothing(value: object) -> None:
    article = structured_article(value)
    assert article is None or not article.text


def test_a_tree_without_end_is_cut() -> None:
    node: dict[str, object] = {"type": "paragraph", "content": [_text(LONG)]}
    for _ in range(300):
        node = {"type": "blockquote", "content": [node]}
    assert structured_article({"type": "doc", "content": [node]}) is not None


def test_offsets_count_as_scripts_count_them() -> None:
    marks = [{"type": "STRONG", "start": 3, "end": 5}]
    article = written({"paragraphs": [{"type": "P", "text": "\U0001f600 ab", "markups": marks}]})
    assert [bold.text for bold in article.select("strong")] == ["ab"]
