"""Versions that can be shown in full, the pages they were read from, and cards by kind.

Columns are added one by one and nothing is made anew, so SQLite keeps ids and partial indexes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def _both() -> list[sa.Column]:
    """What captures and saves gain alike."""
    return [
        sa.Column('card', sa.JSON(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column('thumb_key', sa.String(length=64), nullable=True),
        sa.Column('thumb_width', sa.Integer(), nullable=True),
        sa.Column('thumb_height', sa.Integer(), nullable=True),
    ]


def _of_saves() -> list[sa.Column]:
    return [
        *_both(),
        sa.Column('owed', sa.String(length=24), nullable=False, server_default='fetch'),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('handed_key', sa.String(length=64), nullable=True),
        sa.Column('chosen_by_reader', sa.Boolean(), nullable=False, server_default=sa.false()),
    ]


def _as_on_saves() -> list[sa.Column]:
    """What so far only saves knew of the page they show."""
    return [
        sa.Column('final_url', sa.String(length=4096), nullable=True),
        sa.Column('canonical_url', sa.String(length=4096), nullable=True),
        sa.Column('title', sa.String(length=500), nullable=False, server_default=''),
        sa.Column('site', sa.String(length=255), nullable=False, server_default=''),
        sa.Column('byline', sa.String(length=255), nullable=False, server_default=''),
        sa.Column('excerpt', sa.String(length=400), nullable=False, server_default=''),
        sa.Column('lang', sa.String(length=16), nullable=False, server_default=''),
        sa.Column('dir', sa.String(length=3), nullable=False, server_default='ltr'),
        sa.Column('kind', sa.String(length=16), nullable=False, server_default='article'),
        sa.Column('word_count', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('code_languages', sa.JSON(), nullable=False, server_default=sa.text("'[]'")),
        sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('lead_image_key', sa.String(length=64), nullable=True),
        sa.Column('lead_image_width', sa.Integer(), nullable=True),
        sa.Column('lead_image_height', sa.Integer(), nullable=True),
    ]


def _of_captures() -> list[sa.Column]:
    return [
        *_as_on_saves(),
        *_both(),
        sa.Column('engine', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('choice', sa.String(length=24), nullable=False, server_default='best'),
        sa.Column('is_last_part', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column('score', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('code_count', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('image_count', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('source_key', sa.String(length=64), nullable=True),
        sa.Column('source_type', sa.String(length=255), nullable=False, server_default=''),
    ]


def upgrade() -> None:
    for column in _of_saves():
        op.add_column('saves', column)
    for column in _of_captures():
        op.add_column('captures', column)
    op.create_index(op.f('ix_captures_thumb_key'), 'captures', ['thumb_key'])
    op.create_index(op.f('ix_captures_engine'), 'captures', ['engine'])
    names = [column.name for column in _as_on_saves()]
    known = ", ".join(f"{name} = saves.{name}" for name in names)
    op.execute(f"UPDATE captures SET {known} FROM saves WHERE saves.id = captures.save_id")
    op.execute(
        "UPDATE captures SET engine = 1, score = word_count + 1000000 * CASE state"
        " WHEN 'full text' THEN 5 WHEN 'partial' THEN 4 WHEN 'not an article' THEN 3"
        " WHEN 'blocked' THEN 2 ELSE 1 END"
    )


def downgrade() -> None:
    op.drop_index(op.f('ix_captures_engine'), 'captures')
    op.drop_index(op.f('ix_captures_thumb_key'), 'captures')
    for column in _of_captures():
        op.drop_column('captures', column.name)
    for column in _of_saves():
        op.drop_column('saves', column.name)
