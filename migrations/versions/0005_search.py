"""Searches that people keep, and the index, which is filled by the worker or `flask search rebuild`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
OF_SQLITE = (
    """CREATE TABLE search_documents (
        save_id INTEGER NOT NULL PRIMARY KEY REFERENCES saves (id) ON DELETE CASCADE,
        title TEXT NOT NULL, author TEXT NOT NULL, packed BLOB NOT NULL)""",
    'CREATE TABLE search_gone (save_id INTEGER NOT NULL PRIMARY KEY, packed BLOB NOT NULL)',
    """CREATE TRIGGER search_documents_gone AFTER DELETE ON search_documents BEGIN
        INSERT OR IGNORE INTO search_gone VALUES (old.save_id, old.packed); END""",
    """CREATE VIRTUAL TABLE search_index USING fts5 (
        words, content='', columnsize=0, tokenize="ascii tokenchars '+#_-@.:'")""",
)
OF_POSTGRESQL = (
    """CREATE TABLE search_documents (
        save_id INTEGER NOT NULL PRIMARY KEY REFERENCES saves (id) ON DELETE CASCADE,
        title TEXT NOT NULL, author TEXT NOT NULL, mark TEXT NOT NULL, words TEXT NOT NULL)""",
    'ALTER TABLE search_documents ALTER words SET STATISTICS 0',
    # Made of the text and not kept beside it, for that would be larger than the text itself.
    # Without a list of what is still to be sorted in: that would be read by each search.
    """CREATE INDEX search_documents_words ON search_documents USING gin (
        array_to_tsvector(array_remove(
            string_to_array(replace(words, ' ', ' ' || mark || ':'), ' '), ''))
        ) WITH (fastupdate = off)""",
    'ALTER INDEX search_documents_words ALTER COLUMN 1 SET STATISTICS 0',
)
NEWEST = 'ix_saves_newest'


def upgrade() -> None:
    op.create_table(
        'saved_searches',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=100), nullable=False),
        sa.Column('query', sa.String(length=2000), nullable=False),
        sa.Column('is_pinned', sa.Boolean(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('deleted_at', TIME, nullable=True),
        sa.Column('created_at', TIME, nullable=False),
        sa.Column('updated_at', TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ['owner_id'], ['users.id'], name=op.f('fk_saved_searches_owner_id_users'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_searches')),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f('ix_saved_searches_owner_id_position_id'), 'saved_searches', ['owner_id', 'position', 'id']
    )
    kept = sa.text('deleted_at IS NULL')
    op.create_index(
        NEWEST, 'saves', ['owner_id', 'saved_at', 'id'], postgresql_where=kept, sqlite_where=kept
    )
    for statement in OF_SQLITE if _is_sqlite() else OF_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if _is_sqlite():
        op.execute('DROP TABLE search_index')
        op.execute('DROP TRIGGER search_documents_gone')
        op.execute('DROP TABLE search_gone')
    op.execute('DROP TABLE search_documents')
    op.drop_index(NEWEST, table_name='saves')
    op.drop_table('saved_searches')


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == 'sqlite'
