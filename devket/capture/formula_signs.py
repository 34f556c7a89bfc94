"""The signs of TeX by their names, and how each is written in MathML; reading is not here."""

from __future__ import annotations

from html import escape

LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ",
    "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ",
    "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "partial": "∂", "nabla": "∇", "hbar": "ℏ", "ell": "ℓ",
    "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "emptyset": "∅", "varnothing": "∅", "imath": "ı",
    "jmath": "ȷ", "wp": "℘", "top": "⊤", "bot": "⊥", "angle": "∠", "degree": "°", "prime": "′",
}  # fmt: skip
OPERATORS = {
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈",
    "equiv": "≡", "sim": "∼", "simeq": "≃", "cong": "≅", "propto": "∝", "ll": "≪", "gg": "≫",
    "lt": "<", "gt": ">", "times": "×", "cdot": "⋅", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗",
    "star": "⋆", "circ": "∘", "bullet": "∙", "oplus": "⊕", "otimes": "⊗", "odot": "⊙",
    "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃",
    "supseteq": "⊇", "cup": "∪", "cap": "∩", "setminus": "∖", "forall": "∀", "exists": "∃",
    "neg": "¬", "lnot": "¬", "land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨", "to": "→",
    "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "Rightarrow": "⇒",
    "implies": "⟹", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "iff": "⟺", "mapsto": "↦",
    "uparrow": "↑", "downarrow": "↓", "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮",
    "ddots": "⋱", "colon": ":", "mid": "∣", "vert": "|", "Vert": "‖", "parallel": "∥",
    "perp": "⟂", "vdash": "⊢", "models": "⊨", "therefore": "∴", "because": "∵", "lfloor": "⌊",
    "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "langle": "⟨", "rangle": "⟩", "lbrace": "{",
    "rbrace": "}", "backslash": "∖", "dagger": "†", "prec": "≺", "succ": "≻", "triangleq": "≜",
    "int": "∫", "iint": "∬", "oint": "∮", "longrightarrow": "⟶", "hookrightarrow": "↪",
    "preceq": "⪯", "succeq": "⪰", "asymp": "≍", "lVert": "‖", "rVert": "‖", "lvert": "|",
    "rvert": "|", "|": "‖",
}  # fmt: skip
# What stands below and above these in a formula of its own, beside them in a line.
LARGE = {
    "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁",
    "bigotimes": "⨂", "bigvee": "⋁", "bigwedge": "⋀",
}  # fmt: skip
LIMITS = frozenset(
    [
        "lim", "max", "min", "sup", "inf", "limsup", "liminf", "argmax", "argmin", "det", "gcd",
        "Pr",
    ]
)  # fmt: skip
FUNCTIONS = LIMITS | frozenset(
    [
        "log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh",
        "arcsin", "arccos", "arctan", "deg", "dim", "ker", "hom", "arg", "mod",
    ]
)  # fmt: skip
ACCENTS = {
    "hat": "^", "widehat": "^", "bar": "¯", "overline": "¯", "vec": "→", "tilde": "~",
    "widetilde": "~", "dot": "˙", "ddot": "¨", "overrightarrow": "→", "check": "ˇ", "breve": "˘",
}  # fmt: skip
BELOW = {"underline": "_", "underbrace": "⏟"}
SPACES = {
    ",": "0.17em", ":": "0.22em", ">": "0.22em", ";": "0.28em", " ": "0.25em", "quad": "1em",
    "qquad": "2em", "!": "0em", "enspace": "0.5em", "thinspace": "0.17em",
}  # fmt: skip
SILENT = frozenset(
    [
        "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag",
        "left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
        "biggl", "biggr", "Biggl", "Biggr",
    ]
)  # fmt: skip
WORDS = frozenset(["text", "textrm", "textit", "textbf", "texttt", "textsf", "mbox"])
NAMES = frozenset(["mathrm", "operatorname", "operatorname*"])
_FENCES = frozenset("()[]|‖⌊⌋⌈⌉⟨⟩{}")
# Where the capital A and the small a of a face stand in Unicode.
FACES = {
    "mathbf": (0x1D400, 0x1D41A), "boldsymbol": (0x1D468, 0x1D482), "bm": (0x1D468, 0x1D482),
    "mathcal": (0x1D49C, 0x1D4B6), "mathscr": (0x1D49C, 0x1D4B6), "mathfrak": (0x1D504, 0x1D51E),
    "mathbb": (0x1D538, 0x1D552), "mathsf": (0x1D5A0, 0x1D5BA), "mathtt": (0x1D670, 0x1D68A),
    "mathit": (0x1D434, 0x1D44E),
}  # fmt: skip
# Letters that had a place before their alphabet got one.
EARLIER = {
    "𝒝": "ℬ", "𝒠": "ℰ", "𝒡": "ℱ", "𝒣": "ℋ", "𝒤": "ℐ", "𝒧": "ℒ", "𝒨": "ℳ", "𝒭": "ℛ", "𝒺": "ℯ",
    "𝒼": "ℊ", "𝓄": "ℴ", "𝔆": "ℭ", "𝔋": "ℌ", "𝔌": "ℑ", "𝔕": "ℜ", "𝔝": "ℨ", "𝔺": "ℂ", "𝔿": "ℍ",
    "𝕅": "ℕ", "𝕇": "ℙ", "𝕈": "ℚ", "𝕉": "ℝ", "𝕑": "ℤ", "𝑕": "ℎ",
}  # fmt: skip
TABLES = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"),
    "Bmatrix": ("{", "}"), "cases": ("{", ""), "aligned": ("", ""), "align": ("", ""),
    "align*": ("", ""), "split": ("", ""), "gathered": ("", ""), "array": ("", ""),
    "equation": ("", ""), "equation*": ("", ""), "smallmatrix": ("", ""),
}  # fmt: skip


def with_scripts(base: str, below: str, above: str, *, is_limit: bool) -> str:
    """Return a base with what stands at its foot and at its head."""
    if not base and not below and not above:
        return ""
    base = base or "<mrow></mrow>"
    if below and above:
        tag = "munderover" if is_limit else "msubsup"
        return f"<{tag}>{base}{below}{above}</{tag}>"
    if below:
        tag = "munder" if is_limit else "msub"
        return f"<{tag}>{base}{below}</{tag}>"
    if above:
        tag = "mover" if is_limit else "msup"
        return f"<{tag}>{base}{above}</{tag}>"
    return base


def sign_of(sign: str) -> str:
    """Return an operator, escaped; one that encloses grows with what it holds."""
    fence = ' fence="true"' if sign in _FENCES else ""
    return f"<mo{fence}>{escape(sign)}</mo>"


def space_of(width: str) -> str:
    """Return a gap of a width that this module names."""
    return f'<mspace width="{width}"></mspace>'


def in_face(letter: str, face: str) -> str:
    """Return a letter in bold, script or another face; what has no such form stays."""
    capital, small = FACES[face]
    if len(letter) == 1 and letter.isascii() and letter.isalpha():
        first, base = (ord("A"), capital) if letter.isupper() else (ord("a"), small)
        sign = chr(base + ord(letter) - first)
        return EARLIER.get(sign, sign)
    return letter
