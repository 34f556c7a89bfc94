"""Which language a code block is in, by what the page says: classes, attributes, labels, files.

Never by the code itself: a guess may colour (`highlight.guess`) but is not told to the reader.
"""

from __future__ import annotations

import re

from turbohtml import Element

_ALIASES = {
    "bash": "sh zsh shell-script bash-script ksh fish",
    "console": "shell-session shellsession bash-session sh-session terminal terminal-session cli",
    "powershell": "ps1 posh pwsh ps",
    "batch": "bat cmd dosbatch winbatch",
    "python": "py py3 python3 python2 ipython ipython3 sage gyp pyi default-python",
    "pycon": "python-console python-repl pyrepl doctest python3-console",
    "javascript": "js mjs cjs ecmascript node nodejs javascript1.8",
    "typescript": "ts mts cts",
    "jsx": "react javascriptreact",
    "tsx": "typescriptreact",
    "json": "jsonc json5 webmanifest geojson json-ld jsonld",
    "html": "htm xhtml html5 markup",
    "xml": "xsd xsl xslt rss atom plist svg pom",
    "css": "css3",
    "scss": "",
    "sass": "",
    "less": "",
    "c": "h",
    "cpp": "c++ cc cxx hpp hxx h++",
    "csharp": "c# cs dotnet",
    "fsharp": "f# fs",
    "vbnet": "vb visualbasic vb.net",
    "objectivec": "objective-c objc obj-c",
    "go": "golang",
    "rust": "rs",
    "java": "",
    "kotlin": "kt kts",
    "scala": "",
    "groovy": "gradle",
    "clojure": "clj cljs edn",
    "ruby": "rb gemspec rake",
    "erb": "rhtml",
    "php": "php3 php4 php5 php7",
    "perl": "pl pm",
    "lua": "",
    "r": "rlang splus",
    "julia": "jl",
    "matlab": "",
    "octave": "",
    "swift": "",
    "dart": "",
    "elixir": "ex exs",
    "erlang": "erl",
    "haskell": "hs",
    "ocaml": "ml",
    "elm": "",
    "zig": "",
    "nim": "",
    "crystal": "",
    "lisp": "common-lisp cl",
    "emacs-lisp": "elisp emacs",
    "scheme": "scm",
    "racket": "rkt",
    "fortran": "f90 f95",
    "pascal": "delphi",
    "ada": "",
    "cobol": "",
    "assembly": "asm nasm gas x86asm armasm assembler",
    "wasm": "wat wast webassembly",
    "sql": "",
    "postgresql": "postgres pgsql plpgsql psql",
    "mysql": "mariadb",
    "sqlite": "sqlite3",
    "graphql": "gql",
    "yaml": "yml",
    "toml": "",
    "ini": "cfg conf dosini properties editorconfig",
    "dockerfile": "docker containerfile",
    "makefile": "make mk gnumake",
    "cmake": "",
    "nginx": "nginxconf",
    "apache": "apacheconf htaccess",
    "terraform": "tf hcl",
    "nix": "",
    "diff": "patch udiff",
    "git": "",
    "http": "https",
    "markdown": "md mkd gfm",
    "mdx": "",
    "rst": "restructuredtext rest",
    "latex": "tex",
    "vim": "viml vimscript",
    "jinja": "jinja2 html+jinja django html+django twig nunjucks",
    "handlebars": "hbs mustache",
    "vue": "vue-html",
    "svelte": "",
    "astro": "",
    "protobuf": "proto",
    "thrift": "",
    "solidity": "sol",
    "regex": "regexp",
    "awk": "",
    "sed": "",
    "text": "txt plain plaintext plain-text",
}
_OF = {alias: name for name, more in _ALIASES.items() for alias in (name, *more.split())}
_OF["shell"] = "bash"
_AMBIGUOUS_WORDS = "c r d h make text raw none default plain git react node vue docker http"
_AMBIGUOUS = frozenset(_AMBIGUOUS_WORDS.split())
_FILES = {
    "dockerfile": "dockerfile",
    "makefile": "makefile",
    "cmakelists.txt": "cmake",
    ".bashrc": "bash",
}

_PREFIXED = re.compile(
    r"(?:^|\s)(?:mw-highlight-lang|highlight-source|highlight-text|language|lang|src|brush|prism"
    r"|hljs"
    r"|highlight|syntax|code|sourceCode|cm-lang|lng|hl|data type)(?:-|:\s*|=)([\w+#.-]+)",
    re.IGNORECASE,
)
_TRUSTED = re.compile(r"lang|brush|highlight-source", re.IGNORECASE)  # no layout word has these
_CODE_CLASS = re.compile(
    r"(?:^|\s|-)(?:highlight|syntaxhighlighter|hljs|prettyprint|sourceCode|src|code|chroma|codehilite|shiki|syntax"
    r"|rouge"
    r"|astro-code|prism|EnlighterJSRAW|crayon\S*)(?:\s|-|$)",
    re.IGNORECASE,
)
_ATTRIBUTES = (
    "data-lang",
    "data-language",
    "data-code-language",
    "data-enlighter-language",
    "data-mode-id",
    "data-syntax",
    "lang",
    "syntax",
    "language",
    "data-pm-code-block-language",
    "codelang",
)
_FILE = re.compile(
    r"[\w./@~\[\]-]*\.(?:[A-Za-z][\w+]{0,9})|(?:Dockerfile|Makefile|Gemfile|Procfile|Jenkinsfile)"
)
_WORD = re.compile(r"[a-z0-9+#._-]{1,32}")
_NO_LANGUAGE_WORDS = (
    "none auto unknown snippet nohighlight no-highlight default plain block wrapper container"
    " example"
)
_NO_LANGUAGE = frozenset(_NO_LANGUAGE_WORDS.split())


def language_of_name(name: str) -> str:
    """Return the one name Devket uses for a language, empty when the word names none we know."""
    return _OF.get(name.strip().lower(), "")


def language_of_file(file: str) -> str:
    """Return the language of a file by its name, empty when that does not tell."""
    base = file.rsplit("/", 1)[-1].lower()
    return _FILES.get(base) or (_OF.get(base.rsplit(".", 1)[1], "") if "." in base else "")


def looks_like_file(label: str) -> bool:
    """Tell whether a label above a code block is a file name."""
    return bool(_FILE.fullmatch(label)) and not label.endswith(".")


def language_of(element: Element) -> str:
    """Return the language one element declares by class or attribute, empty when none."""
    words = element.attr("class") or ""
    if words:
        for found in _PREFIXED.finditer(words):
            name = _tidy(
                found[1], trusted=bool(_TRUSTED.search(found[0])) or "notranslate" in words
            )
            if name:
                return name
    for attribute in _ATTRIBUTES:
        value = element.attr(attribute)
        if value and (
            name := _tidy(value, trusted=attribute not in ("lang", "syntax", "language"))
        ):
            return name
    return (
        _bare_class(words)
        if words and (element.tag in ("pre", "code") or _CODE_CLASS.search(words))
        else ""
    )


def _tidy(word: str, *, trusted: bool) -> str:
    """Return our name of a language word; a word we do not know stays itself when it is trusted."""
    low = word.strip().lower().removesuffix(";")
    low = re.sub(r"^(?:source|text)[-.]", "", low)
    if low in _OF:
        return _OF[low]
    for part in re.split(r"[-.:{,]", low):
        if part in _OF and part not in _AMBIGUOUS:
            return _OF[part]
    return low if trusted and _WORD.fullmatch(low) and low not in _NO_LANGUAGE else ""


def _bare_class(words: str) -> str:
    for word in words.lower().split():
        if word in _OF and word not in (
            "text",
            "none",
            "raw",
            "plain",
            "make",
            "h",
            "docker",
            "markup",
        ):
            return _OF[word]
    return ""
