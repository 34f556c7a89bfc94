"""Whatever somebody types is understood or refused in a sentence, and never breaks a search."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.search import queries
from devket.search.language import OPERATORS, QueryError, parse

NAMES = [f"{name}:" for name in OPERATORS]
EXAMPLES = [example for one in OPERATORS.values() for example in one.examples]
SIGNS = ['"', "(", ")", "-", " or ", "도커", "c++", "__init__", "'", "%", "_", "\\", "NEAR", "^"]
PIECES = st.sampled_from([*NAMES, *EXAMPLES, *SIGNS])
TYPED = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=12).map("".join)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=TYPED)
@example(typed="x" * 10_000)
@example(typed="(" * 500)
@example(typed="-" * 500 + "a")
@example(typed='tag:"' + "\x00")
@example(typed="after:9999y")
@example(typed="before:0001-01-01")
@example(typed="time:<0")
@example(typed="a " * 61)
@example(typed="ͅ ̀ e\u0301 ß ŉ ﬃ")
def test_any_text_is_answered(session: Session, typed: str) -> None:
    try:
        query = parse(typed, now=utcnow())
    except QueryError as error:
        assert 0 <= error.start <= error.end <= len(typed)
        return
    found = queries.find(session, 1, query, prefix_last=True)
    queries.excerpts_of(session, 1, found, query)
    assert found.items == ()
