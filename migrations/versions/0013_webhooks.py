"""Webhooks, and what each is owed or was sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'webhooks',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('url', sa.String(2000), nullable=False),
        sa.Column('description', sa.String(200), nullable=False),
        sa.Column('events', sa.String(300), nullable=False),
        sa.Column('word', sa.String(64), nullable=False),
        sa.Column('fingerprint', sa.String(64), nullable=False),
        sa.Column('former_word', sa.String(64), nullable=True),
        sa.Column('former_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('standing', sa.String(24), nullable=False),
        sa.Column('why', sa.String(24), nullable=True),
        sa.Column('failing_since', sa.DateTime(timezone=True), nullable=True),
        sa.Column('held_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('rests_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['owner_id'], ['users.id'], name=op.f('fk_webhooks_owner_id_users'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_webhooks')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_webhooks_owner_id'), 'webhooks', ['owner_id'])
    op.create_table(
        'webhook_deliveries',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('webhook_id', sa.Integer(), nullable=False),
        sa.Column('message_id', sa.String(40), nullable=False),
        sa.Column('event', sa.String(24), nullable=False),
        sa.Column('object_id', sa.Integer(), nullable=True),
        sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('outcome', sa.String(24), nullable=False),
        sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('tried_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('status', sa.Integer(), nullable=True),
        sa.Column('failure', sa.String(24), nullable=False),
        sa.Column('answer', sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ['webhook_id'],
            ['webhooks.id'],
            name=op.f('fk_webhook_deliveries_webhook_id_webhooks'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_webhook_deliveries')),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f('ix_webhook_deliveries_webhook_id_id'), 'webhook_deliveries', ['webhook_id', 'id']
    )
    op.create_index(
        op.f('ix_webhook_deliveries_happened_at'), 'webhook_deliveries', ['happened_at']
    )
    owed = sa.text('due_at IS NOT NULL')
    op.create_index(
        'ix_webhook_deliveries_due',
        'webhook_deliveries',
        ['webhook_id', 'due_at', 'id'],
        postgresql_where=owed,
        sqlite_where=owed,
    )
    op.create_index(
        'ix_webhook_deliveries_overdue',
        'webhook_deliveries',
        ['due_at'],
        postgresql_where=owed,
        sqlite_where=owed,
    )


def downgrade() -> None:
    op.drop_table('webhook_deliveries')
    op.drop_table('webhooks')
