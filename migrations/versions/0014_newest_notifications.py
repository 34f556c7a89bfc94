"""Which line is the newest of its bundle, found without a walk over the bundle."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        'ix_notifications_newest',
        'notifications',
        ['owner_id', 'bundle'],
        postgresql_where=sa.text('is_newest'),
        sqlite_where=sa.text('is_newest = 1'),
    )


def downgrade() -> None:
    op.drop_index('ix_notifications_newest', 'notifications')
