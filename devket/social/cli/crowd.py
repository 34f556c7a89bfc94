"""Who the people of the demo are and what they share. All of them are made up."""

from __future__ import annotations

from dataclasses import dataclass

from devket.social.models import Ground, Visibility

DEMO = "demo"  # the handle of the account itself


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the demo."""

    handle: str
    name: str
    bio: str
    is_official: bool = False
    follows_back: bool = False
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """A post. `quotes` numbers one of the demo's articles; likes and comments are by handle."""

    by: str
    hours_ago: float
    text: str
    pictures: tuple[tuple[str, str], ...] = ()  # scene and alt text
    location: str = ""
    quotes: int | None = None
    visibility: Visibility = Visibility.PUBLIC
    liked_by: tuple[str, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A story."""

    by: str
    hours_ago: float
    text: str = ""
    ground: Ground = Ground.INK
    picture: tuple[str, str] | None = None


PEOPLE = (
    Somebody(
        "orla_reads", "Orla Quill", "Long reads, short walks, one notebook.", follows_back=True
    ),
    Somebody(
        "hanbyeol", "한별", "활자와 여백을 읽어요. 서울 어딘가의 책상에서.", follows_back=True
    ),
    Somebody("kestrel", "Kestrel Dane", "Databases by day, birds at dawn."),
    Somebody("sodam", "소담", "개발하고, 읽고, 가끔 써요.", follows=("hanbyeol", "kestrel")),
    Somebody(
        "papertrail",
        "Paper Trail",
        "A reading circle: one piece a week, and what we made of it.",
        is_official=True,
        follows=("orla_reads", "hanbyeol", "mossandink"),
    ),
    Somebody("mossandink", "Moss & Ink", "Drawing what I read.", follows=("papertrail",)),
    Somebody("lowtide", "Ines Lowtide", "Slow software for small places.", follows=("kestrel",)),
)
FOLLOWED = ("orla_reads", "hanbyeol", "kestrel", "papertrail")  # by the demo account
_ALL = ("orla_reads", "hanbyeol", "kestrel", "sodam", "papertrail", "mossandink", "lowtide")

POSTS = (
    Shared(
        "orla_reads",
        0.4,
        "Read this twice on the tram and missed my stop both times. #reading",
        quotes=0,
        liked_by=("hanbyeol", "sodam", "mossandink"),
        comments=(
            ("kestrel", "The footnote about retries is the whole article, really."),
            ("orla_reads", "@kestrel And I nearly skipped it."),
        ),
    ),
    Shared(
        "hanbyeol",
        2,
        "비 그친 아침, 창가에서 읽는 시간. 오늘은 종이책이에요. #독서 #아침",
        pictures=(("dawn", "해가 뜨는 산 너머로 물드는 하늘"),),
        location="서울 연희동",
        liked_by=("sodam", "orla_reads", DEMO, "papertrail", "mossandink"),
        comments=(("sodam", "색이 정말 좋네요. 저도 오늘은 화면을 덮어 둘래요."),),
    ),
    Shared(
        "papertrail",
        5,
        "This week in the circle: how teams write down what they decided, and why. "
        "Bring a sentence you would keep. #papertrail #reading",
        quotes=1,
        liked_by=_ALL[:5],
        comments=(("mossandink", "Mine is the last line. I drew it, too."),),
    ),
    Shared(
        "kestrel",
        9,
        "Two hours on the dyke before work. Nothing indexed, everything found. #birds",
        pictures=(
            ("sea", "A pale sea under a low sun"),
            ("forest", "Dark hills, one behind the other"),
        ),
        location="Wadden coast",
        liked_by=("lowtide", "orla_reads"),
    ),
    Shared(
        DEMO,
        20,
        "Sorted my shelf at last. What should I read first, @orla_reads? #reading",
        pictures=(("shelf", "Spines of books in warm colours"),),
        liked_by=("orla_reads", "hanbyeol", "papertrail"),
        comments=(
            ("orla_reads", "The thin green one. Then write to me."),
            ("hanbyeol", "왼쪽에서 세 번째요!"),
        ),
    ),
    Shared(
        "hanbyeol",
        27,
        "줄을 그어 둔 문장. 컨테이너 이야기인데 살림 이야기 같아요. #독서 #docker",
        quotes=2,
        liked_by=("sodam",),
    ),
    Shared(
        "orla_reads",
        33,
        "For those who follow along: my notes on the long one come on Sunday.",
        visibility=Visibility.FOLLOWERS,
        liked_by=(DEMO,),
    ),
    Shared(
        "mossandink",
        40,
        "A page from the reading journal, in two colours. #drawing",
        pictures=(("dusk", "A red sun behind violet hills"),),
        liked_by=("papertrail", "orla_reads", "lowtide", "kestrel"),
    ),
    Shared(
        "sodam",
        52,
        "오늘 배운 것: 느린 쿼리는 대개 솔직해요. #python #databases",
        quotes=3,
        liked_by=("kestrel", "hanbyeol"),
    ),
    Shared(
        "lowtide",
        75,
        "Our street's newsletter runs on one small machine under the stairs now. It hums. #python",
        pictures=(("night", "Hills at night under a small moon"),),
        liked_by=("kestrel",),
    ),
    Shared("kestrel", 98, "If a page explains an error well, keep the page.", quotes=4),
)
STORIES = (
    Told("hanbyeol", 1.5, "오늘의 한 줄:\n천천히 읽어도 괜찮아요.", Ground.PLUM),
    Told("orla_reads", 4, picture=("sea", "The sea on the way home")),
    Told("papertrail", 11, "Circle tonight at eight.\nBring one sentence.", Ground.MOSS),
)
