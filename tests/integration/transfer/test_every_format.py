"""Every sample of every format through the whole import: what is counted in is counted out."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.library import queries
from devket.library.models import Owed, Save
from devket.reading.models import Highlight
from devket.transfer.models import ImportRow, ImportState, Outcome
from tests.factories.transfers import SAMPLES, Sample
from tests.integration.transfer.conftest import BringIn
from tests.integration.transfer.test_importing import true_counts
from tests.support.people import Person


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_what_a_file_holds_is_in_the_library(
    session: Session, alice: Person, bring_in: BringIn, sample: Sample, database_kind: str
) -> None:
    found = bring_in(sample.data)
    assert found.state is ImportState.DONE, found.problem
    assert found.format == sample.format
    told = found.preview
    counted = [told.get(name, 0) for name in ("rows", "refused", "highlights", "notes", "texts")]
    wanted = [sample.rows, sample.refused, sample.quotes, sample.notes, sample.texts]
    assert counted == wanted
    rows = (found.new_count, found.merged_count, found.unchanged_count, found.refused_count)
    assert (sum(rows), rows[3]) == (sample.rows, sample.refused)
    assert rows[0] == told.get("new", 0), "the preview promised another number"
    new = session.scalar(select(func.count(Save.id)).where(Save.owner_id == alice.user_id))
    assert new == found.new_count
    has_twins = bool(told.get("twice") or told.get("updates"))
    counts = queries.counts_of(session, alice.user_id)
    texts = session.scalar(select(func.count(Save.id)).where(Save.owed == Owed.PAGE)) or 0
    quotes = session.scalar(select(func.count(Highlight.id))) or 0
    kept = [counts.archive, counts.favorites, texts, quotes]
    most = [sample.archived, sample.favourites, sample.texts, sample.quotes]
    assert all(one <= other for one, other in zip(kept, most, strict=True)), (kept, most)
    if not has_twins:
        assert kept == most
    remarked = (ImportRow.outcome != Outcome.REFUSED, ImportRow.reason != "")
    assert (session.scalar(select(func.count()).where(*remarked)) or 0) >= sample.remarks
    true_counts(session, alice.user_id)
