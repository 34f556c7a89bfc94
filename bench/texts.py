"""Made articles whose words are as common and as rare as those of real ones, in four scripts."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from itertools import accumulate

WORDS, SENTENCES = 60_000, 12_000


def _spaced(words: str) -> list[str]:
    return words.split()


_ONSETS = tuple(_spaced("b br c ch d dr f fl g gr h j k l m n p pl qu r s sh sl st t th tr v w"))
_NUCLEI = tuple(_spaced("a ai e ea i o oo ou u"))
_CODAS = ("", *_spaced("ck d g l ll m n nd ng nt p r rd rt s ss st t th x"))
_PARTICLES = ("는", "은", "를", "을", "이", "가", "에서", "으로", "의", "도", "과", "")
_KANA = (
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
)
# The share of sentences of each script: mostly English, as a developer's library is.
_SHARES = {"latin": 70, "code": 10, "hangul": 14, "han": 6}


def article(number: int) -> str:
    """Return the text of an article: 3 to 9 kB, always the same for a number."""
    pick = random.Random(number)
    sentences = pick.choices(_sentences(), k=pick.randint(25, 65))
    sentences.insert(len(sentences) // 2, asked_for(number))
    return "\n".join(" ".join(sentences[at : at + 6]) for at in range(0, len(sentences), 6))


def asked_for(number: int) -> str:
    """Return a sentence for some articles: with the words that the bench asks for."""
    said = []
    if number % 20_000 == 7:
        said.append("The quokka was seen here.")
    if number % 100 < 19:
        said.append("A tangerine a day keeps the debugger away.")
    if number % 40 == 3:
        said.append("여기서는 도커를 쓰고 컨테이너에서 돌린다.")
    return " ".join(said)


@cache
def _sentences() -> list[str]:
    pick = random.Random("sentences")
    makers: dict[str, Callable[[random.Random], str]] = {
        "latin": _latin,
        "code": _code,
        "hangul": _hangul,
        "han": _han,
    }
    kinds = pick.choices(list(_SHARES), list(_SHARES.values()), k=SENTENCES)
    return [makers[kind](pick) for kind in kinds]


@cache
def _words() -> tuple[list[str], list[float]]:
    """Return made words and how common each is, by Zipf's law."""
    pick = random.Random("words")
    made: dict[str, None] = {}
    while len(made) < WORDS:
        made["".join(_syllable(pick) for _ in range(pick.randint(1, 3)))] = None
    return list(made), list(accumulate(1 / (rank + 2.7) ** 1.05 for rank in range(WORDS)))


def _syllable(pick: random.Random) -> str:
    return pick.choice(_ONSETS) + pick.choice(_NUCLEI) + pick.choice(_CODAS)


@cache
def _roots() -> tuple[list[str], list[float]]:
    pick = random.Random("roots")
    made = [
        "".join(chr(0xAC00 + pick.randrange(0, 11172, 28)) for _ in range(2 + n % 2))
        for n in range(8_000)
    ]
    return made, list(accumulate(1 / (rank + 2.7) for rank in range(len(made))))


def _latin(pick: random.Random) -> str:
    words, weights = _words()
    return (
        " ".join(pick.choices(words, cum_weights=weights, k=pick.randint(8, 22))).capitalize() + "."
    )


def _code(pick: random.Random) -> str:
    words, weights = _words()
    some = pick.choices(words, cum_weights=weights, k=4)
    return (
        f"def {some[0]}_{some[1]}(self, {some[2]}=None):\n    return np.array({some[3]}, *args)\n"
    )


def _hangul(pick: random.Random) -> str:
    roots, weights = _roots()
    some = pick.choices(roots, cum_weights=weights, k=pick.randint(5, 12))
    return " ".join(root + pick.choice(_PARTICLES) for root in some) + "다."


def _han(pick: random.Random) -> str:
    some = [chr(0x4E00 + int(2_500 * pick.random() ** 2)) for _ in range(pick.randint(8, 24))]
    return "".join(char + pick.choice(_KANA) * (pick.random() < 0.5) for char in some) + "。"
