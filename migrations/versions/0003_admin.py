"""Who gave the official check and when, frozen accounts, the admin area's trail and figures.

Columns are added one by one and nothing is made anew, so SQLite keeps ids and partial indexes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

FEW = {
    'ix_users_admins': 'is_admin',
    'ix_users_official': 'is_verified',
    'ix_users_unconfirmed': 'email_confirmed_at IS NULL',
    'ix_users_frozen': 'frozen_at IS NOT NULL',
}
OF_SAVES = {
    'ix_saves_owner': (['owner_id', 'id'], 'deleted_at IS NULL'),
    'ix_saves_state': (['state', 'id'], 'deleted_at IS NULL'),
    'ix_saves_reason': (['reason', 'id'], 'deleted_at IS NULL AND reason IS NOT NULL'),
}


# To SQLite a truth is a number, and an index is used only where a query says the same.
ON_SQLITE = {'is_admin': 'is_admin = 1', 'is_verified': 'is_verified = 1'}


def _index(name: str, table: str, columns: list[str], which: str) -> None:
    on_sqlite = sa.text(ON_SQLITE.get(which, which))
    op.create_index(name, table, columns, postgresql_where=sa.text(which), sqlite_where=on_sqlite)


def upgrade() -> None:
    op.add_column('users', sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('users', sa.Column('verified_by_id', sa.Integer(), nullable=True))
    op.add_column('users', sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=True))
    # When it was given was not written down until now; the account's last change is the nearest.
    op.execute('UPDATE users SET verified_at = updated_at WHERE is_verified')
    for name, which in FEW.items():
        _index(name, 'users', ['id'], which)
    for name, (columns, which) in OF_SAVES.items():
        _index(name, 'saves', columns, which)
    op.create_table(
        'admin_events',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('act', sa.String(length=24), nullable=False),
        sa.Column('actor_id', sa.Integer(), nullable=True),
        sa.Column('actor', sa.String(length=30), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=True),
        sa.Column('person', sa.String(length=30), nullable=False),
        sa.Column('save_id', sa.Integer(), nullable=True),
        sa.Column('detail', sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(['actor_id'], ['users.id'], name=op.f('fk_admin_events_actor_id_users'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['person_id'], ['users.id'], name=op.f('fk_admin_events_person_id_users'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_admin_events')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_admin_events_person_id_id'), 'admin_events', ['person_id', 'id'])
    op.create_table(
        'storage_use',
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=24), nullable=False),
        sa.Column('files', sa.Integer(), nullable=False),
        sa.Column('size', sa.BigInteger(), nullable=False),
        sa.Column('measured_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_storage_use_owner_id_users'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('owner_id', 'kind', name=op.f('pk_storage_use')),
    )


def downgrade() -> None:
    op.drop_table('storage_use')
    op.drop_index(op.f('ix_admin_events_person_id_id'), 'admin_events')
    op.drop_table('admin_events')
    for name in OF_SAVES:
        op.drop_index(name, 'saves')
    for name in FEW:
        op.drop_index(name, 'users')
    op.drop_column('users', 'frozen_at')
    op.drop_column('users', 'verified_by_id')
    op.drop_column('users', 'verified_at')
