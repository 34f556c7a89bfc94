"""Answers that programs may ask for again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'api_answers',
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(64), nullable=False),
        sa.Column('asked', sa.String(64), nullable=False),
        sa.Column('status', sa.Integer(), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('location', sa.String(200), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['owner_id'], ['users.id'], name=op.f('fk_api_answers_owner_id_users'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('owner_id', 'key', name=op.f('pk_api_answers')),
    )
    op.create_index(op.f('ix_api_answers_made_at'), 'api_answers', ['made_at'])


def downgrade() -> None:
    op.drop_table('api_answers')
