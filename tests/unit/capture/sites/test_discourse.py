"""Discourse topics are read out of the data that their pages carry, in both of its forms."""

from __future__ import annotations

from html import escape

import pytest

from devket.capture.engine import extract
from devket.capture.model import Kind
from tests.unit.capture.sites.reading import CODE, codes, held, metas, read

_URL = "https://talk.lantern.example/t/which-pipe/77?u=wim"
_HEAD = '<head><meta name="generator" content="Discourse 3.4.0"></head><body>'
_TOPIC: dict[str, object] = {
    "title": "Which pipe?",
    "posts_count": 41,
    "created_at": "2024-03-01T08:00:00Z",
    "like_count": 9,
    "tags": ["pipes", {"name": "cold"}],
    "post_stream": {
        "posts": [
            {
                "username": "wim", "created_at": "2024-03-01T08:00:00Z", "post_number": 1,
                "cooked": f'<p>Which?</p><pre data-code-wrap="python"><code class="lang-python">'
                f"{escape(CODE)}</code></pre>",
                "actions_summary": [{"id": 2, "count": 5}], "post_type": 1,
            },
            {"username": "mod", "cooked": "<p>closed</p>", "post_type": 3, "post_number": 2},
            {
                "username": "noor", "name": "Noor A.", "created_at": "2024-03-02T08:00:00Z",
                "cooked": "<p>Copper.</p>", "accepted_answer": True, "post_number": 20,
            },
        ]
    },
}  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="hidden" id="data-preloaded"'
        f' data-preloaded="{escape(held({"topic_77": held(_TOPIC)}))}">'
        "</div><noscript>x</noscript>",
        f'<script type="application/json" data-preloaded="topic_77">{held(_TOPIC)}</script>',
    ],
    ids=["attribute", "script"],
)
def test_a_topic_is_all_its_posts(body: str) -> None:
    page = read(_HEAD + body, _URL)
    assert page.kind is Kind.QUESTION
    assert (page.title, page.byline) == ("Which pipe?", "wim")
    assert page.card == {
        "comments": "40",
        "answers": "40",
        "accepted": "1",
        "score": "9",
        "tags": "pipes, cold",
    }
    assert metas(page) == ["wim · 2024-03-01 · ▲ 5", "Noor A. · 2024-03-02 · ✓"]
    assert codes(page) == [CODE]
    assert page.code_languages == ("python",)
    assert page.next_url == "https://talk.lantern.example/t/which-pipe/77?page=2"


def test_the_last_page_has_none_after_it() -> None:
    whole = held({**_TOPIC, "posts_count": 20})
    body = f'<script type="application/json" data-preloaded="topic_77">{whole}</script>'
    assert read(_HEAD + body, _URL).next_url is None


@pytest.mark.parametrize(
    "data",
    [
        {"topic_78": held(_TOPIC)},
        {"topic_77": "{broken"},
        {"topic_77": held({"post_stream": {"posts": [1, {"cooked": 5}, {"cooked": " "}]}})},
        [],
        {"topic_77": held({"post_stream": []})},
    ],
)
def test_data_of_another_topic_or_broken_data_is_passed_over(data: object) -> None:
    page = extract(
        f'{_HEAD}<div id="data-preloaded" data-preloaded="{escape(held(data))}"></div>', _URL
    )
    assert "discourse.data" not in page.log["rule"]
