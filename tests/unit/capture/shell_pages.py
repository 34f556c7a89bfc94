"""Shells as frames write them, all with one article of our own; forms only, no checks."""

from __future__ import annotations

import json
from html import escape

TITLE = "Slow taps and fast drains"
CODE = "def drain(tap):\n\tif tap.open:  \n\n        return '<b>&amp;' + \"x\"\n"
WORDS = [
    "A tap that runs slower than its drain never fills the basin, and that is worth knowing.",
    "We measured forty taps in the old mill, each for an hour, with the same worn bucket.",
    "The drains, by contrast, were measured once, as none of them changed between two mornings.",
    "What came out surprised us: the slowest tap wasted the least, but served nobody at all.",
    "So we wrote a small program, which says for each pair whether the basin overflows.",
    "It is short, it has no loops, and it has been right every time that we looked so far.",
]
HTML = (
    f"<p>{'</p><p>'.join(WORDS)}</p><pre><code class='language-python'>{escape(CODE)}</code></pre>"
)
MARKDOWN = "\n\n".join(WORDS) + f"\n\n## The program\n\n```python\n{CODE}```\n"
POST = {
    "title": TITLE,
    "slug": "slow-taps",
    "author": {"name": "Ada Miller"},
    "publishedAt": "2026-03-04T09:00:00Z",
    "content": HTML,
}
DECOYS = {
    "related": [{"title": "Other", "content": "<p>Another post altogether. </p>" * 60}],
    "cookieText": "We use cookies to do things, and you may agree or not. " * 60,
}
DATA = {"props": {"pageProps": {"post": POST, **DECOYS}}, "page": "/posts/[slug]"}


def shell(body: str, head: str = "") -> str:
    """Return a page that shows nothing but what is given."""
    title = f"<title>{TITLE} | Mill</title>"
    return f"<html><head>{title}{head}</head><body><div id=root></div>{body}</body></html>"


def of_json(data: object, attributes: str = "") -> str:
    """Return a shell with data in a script of JSON."""
    text = json.dumps(data).replace("</", "<\\/")
    return shell(f'<script type="application/json" {attributes}>{text}</script>')


def of_script(code: str) -> str:
    """Return a shell with a script."""
    return shell(f"<script>{code.replace('</', chr(60) + chr(92) + '/')}</script>")


def flattened(value: object) -> list[object]:
    """Write a value flat, each part by its number, as `devalue` does."""
    table: list[object] = []

    def put(one: object) -> int:
        at = len(table)
        table.append(None)
        if isinstance(one, dict):
            table[at] = {key: put(held) for key, held in one.items()}
        elif isinstance(one, list):
            table[at] = [put(held) for held in one]
        else:
            table[at] = one
        return at

    put(value)
    return table


def routed(value: object) -> list[object]:
    """Write a value flat with its keys by number too, as React Router does."""
    table: list[object] = []

    def put(one: object) -> int:
        at = len(table)
        table.append(None)
        if isinstance(one, dict):
            table[at] = {f"_{put(key)}": put(held) for key, held in one.items()}
        elif isinstance(one, list):
            table[at] = [put(held) for held in one]
        else:
            table[at] = one
        return at

    put(value)
    return table


def _streamed() -> str:
    size = len(HTML.encode())
    rows = (
        '0:["$","$L1",null,{"children":["$","p",null,{}]}]\n'
        f"2:{json.dumps({'post': {**POST, 'content': '$3'}})}\n3:T{size:x},{HTML}4:null\n"
    )
    half = len(rows) // 2
    parts = [f"self.__next_f.push({json.dumps([1, part])})" for part in (rows[:half], rows[half:])]
    return shell("".join(f"<script>{p.replace('</', '<' + chr(92) + '/')}</script>" for p in parts))


_NUXT2 = (
    f"window.__NUXT__=(function(a,b,c){{return {{layout:a,data:[{{post:{{title:{json.dumps(TITLE)},"
    f"slug:'slow-taps',draft:!1,body:b,tags:[c,void 0],author:{{name:\"Ada Miller\"}},"
    f'publishedAt:"2026-03-04"}}}}],fetch:{{}}}}}}("default",{json.dumps(HTML)},null));'
)
_KIT = (
    "const element=document.currentScript.parentElement;Promise.all([]).then(([kit,app])=>{"
    'kit.start(app,element,{node_ids:[0,2],data:[null,{type:"data",data:{post:{title:'
    f'{json.dumps(TITLE)},author:"Ada Miller",date:new Date(1772614800000),html:{json.dumps(HTML)}'
    "}},uses:{}}],form:null})})"
)
_ASTRO = {"post": [0, {key: [0, value] for key, value in POST.items() if key != "author"}
                   | {"author": [0, {"name": [0, "Ada Miller"]}]}]}  # fmt: skip

SHELLS = {
    "next": of_json(DATA, 'id="__NEXT_DATA__"'),
    "next-stream": _streamed(),
    "nuxt 3": of_json(flattened({"data": {"post": POST}}), 'id="__NUXT_DATA__"'),
    "nuxt 2": of_script(_NUXT2),
    "apollo": of_script(f"window.__APOLLO_STATE__ = {json.dumps({'Post:1': POST, **DECOYS})};"),
    "redux": of_script(f"window.__PRELOADED_STATE__ = {json.dumps({'posts': {'1': POST}})}"),
    "parsed": of_script(f"window.__INITIAL_STATE__=JSON.parse({json.dumps(json.dumps(POST))});"),
    "loose": of_script(
        f"var __STATE__ = {{post: {json.dumps(POST)}, flags: {{a: undefined, b: !0,}},}};"
    ),
    "remix": of_script(
        f"window.__remixContext = {json.dumps({'state': {'loaderData': {'post': POST}}})};"
    ),
    "router": of_script(
        "window.__reactRouterContext.streamController.enqueue("
        + json.dumps(json.dumps(routed({"loaderData": {"post": POST}})) + "\n")
        + ");"
    ),
    "svelte": of_script(_KIT),
    "svelte fetched": of_json(
        {"status": 200, "body": json.dumps({"post": POST})}, "data-sveltekit-fetched"
    ),
    "angular": shell(
        '<script id="app-state" type="application/json">'
        + json.dumps({"G.1": {"body": POST}}).replace("&", "&a;").replace('"', "&q;")
        .replace("<", "&l;").replace(">", "&g;")
        + "</script>"
    ),
    "inertia": shell(
        f"<div id=app data-page='{escape(json.dumps({'props': {'post': POST}}), quote=True)}'>"
    ),
    "astro": shell(f"<astro-island props='{escape(json.dumps(_ASTRO), quote=True)}'>"),
}  # fmt: skip
