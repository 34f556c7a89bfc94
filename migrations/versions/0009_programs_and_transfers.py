"""What programs hold for people, imports with their rows, exports, and what changed lately."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TABLES = ('credentials', 'imports', 'import_rows', 'exports')


def upgrade() -> None:
    _credentials()
    _imports()
    _import_rows()
    _exports()
    op.create_index('ix_saves_changed', 'saves', ['owner_id', 'updated_at', 'id'])


def downgrade() -> None:
    op.drop_index('ix_saves_changed', table_name='saves')
    for table in reversed(TABLES):
        op.drop_table(table)


def _credentials() -> None:
    op.create_table(
        'credentials',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('parent_id', sa.Integer(), nullable=True),
        sa.Column('kind', sa.String(24), nullable=False),
        sa.Column('label', sa.String(100), nullable=False),
        sa.Column('secret_hash', sa.String(64), nullable=False),
        sa.Column('shown', sa.String(200), nullable=False),
        sa.Column('scopes', sa.String(200), nullable=False),
        sa.Column('created_at', TIME, nullable=False),
        sa.Column('last_used_at', TIME, nullable=True),
        sa.Column('expires_at', TIME, nullable=True),
        _to('credentials', 'parent_id', 'credentials', 'CASCADE'),
        _to('credentials', 'user_id', 'users', 'CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_credentials')),
        sa.UniqueConstraint('secret_hash', name=op.f('uq_credentials_secret_hash')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_credentials_expires_at'), 'credentials', ['expires_at'])
    op.create_index(op.f('ix_credentials_parent_id'), 'credentials', ['parent_id'])
    op.create_index(op.f('ix_credentials_user_id_kind_id'), 'credentials', ['user_id', 'kind', 'id'])


def _imports() -> None:
    op.create_table(
        'imports',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(24), nullable=False),
        sa.Column('due_at', TIME, nullable=True),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('format', sa.String(40), nullable=False),
        sa.Column('filename', sa.String(255), nullable=False),
        sa.Column('file_key', sa.String(64), nullable=True),
        sa.Column('file_size', sa.Integer(), nullable=False),
        sa.Column('options', sa.JSON(), nullable=False),
        sa.Column('preview', sa.JSON(), nullable=False),
        sa.Column('total', sa.Integer(), nullable=True),
        sa.Column('written', sa.Integer(), nullable=False),
        sa.Column('new_count', sa.Integer(), nullable=False),
        sa.Column('merged_count', sa.Integer(), nullable=False),
        sa.Column('unchanged_count', sa.Integer(), nullable=False),
        sa.Column('refused_count', sa.Integer(), nullable=False),
        sa.Column('problem', sa.String(400), nullable=False),
        sa.Column('finished_at', TIME, nullable=True),
        sa.Column('created_at', TIME, nullable=False),
        sa.Column('updated_at', TIME, nullable=False),
        _to('imports', 'owner_id', 'users', 'CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_imports')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_imports_owner_id_id'), 'imports', ['owner_id', 'id'])
    _due('ix_imports_due', 'imports')


def _import_rows() -> None:
    op.create_table(
        'import_rows',
        sa.Column('import_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('outcome', sa.String(24), nullable=False),
        sa.Column('reason', sa.String(400), nullable=False),
        sa.Column('raw', sa.Text(), nullable=False),
        sa.Column('save_id', sa.Integer(), nullable=True),
        sa.Column('before', sa.JSON(), nullable=True),
        _to('import_rows', 'import_id', 'imports', 'CASCADE'),
        _to('import_rows', 'save_id', 'saves', 'SET NULL'),
        sa.PrimaryKeyConstraint('import_id', 'position', name=op.f('pk_import_rows')),
    )
    op.create_index(
        op.f('ix_import_rows_import_id_outcome_position'),
        'import_rows',
        ['import_id', 'outcome', 'position'],
    )
    op.create_index(op.f('ix_import_rows_save_id'), 'import_rows', ['save_id'])


def _exports() -> None:
    op.create_table(
        'exports',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('format', sa.String(16), nullable=False),
        sa.Column('state', sa.String(24), nullable=False),
        sa.Column('due_at', TIME, nullable=True),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('options', sa.JSON(), nullable=False),
        sa.Column('done', sa.Integer(), nullable=False),
        sa.Column('total', sa.Integer(), nullable=False),
        sa.Column('file_key', sa.String(64), nullable=True),
        sa.Column('file_size', sa.Integer(), nullable=False),
        sa.Column('problem', sa.String(400), nullable=False),
        sa.Column('expires_at', TIME, nullable=True),
        sa.Column('created_at', TIME, nullable=False),
        sa.Column('updated_at', TIME, nullable=False),
        _to('exports', 'owner_id', 'users', 'CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_exports')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_exports_expires_at'), 'exports', ['expires_at'])
    op.create_index(op.f('ix_exports_owner_id_id'), 'exports', ['owner_id', 'id'])
    _due('ix_exports_due', 'exports')


def _due(name: str, table: str) -> None:
    there = sa.text('due_at IS NOT NULL')
    op.create_index(name, table, ['due_at'], postgresql_where=there, sqlite_where=there)


def _to(table: str, column: str, other: str, gone: str) -> sa.ForeignKeyConstraint:
    name = op.f(f'fk_{table}_{column}_{other}')
    return sa.ForeignKeyConstraint([column], [f'{other}.id'], name=name, ondelete=gone)
