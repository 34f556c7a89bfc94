"""Tags, notes, highlights, reading positions, snoozing, link checks; what lists are sorted by.

Columns are added one by one and nothing is made anew, so SQLite keeps ids and partial indexes.
"""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
KEPT = 'deleted_at IS NULL'
INDEXES = {
    'ix_saves_kind': (['owner_id', 'is_archived', 'kind', 'saved_at', 'id'], KEPT),
    'ix_saves_length': (['owner_id', 'is_archived', 'word_count', 'id'], KEPT),
    'ix_saves_title': (['owner_id', 'is_archived', 'title_key', 'id'], KEPT),
    'ix_saves_site': (['owner_id', 'is_archived', 'site', 'id'], KEPT),
    'ix_saves_reading': (['owner_id', 'read_at', 'id'], f'{KEPT} AND read_at IS NOT NULL'),
    'ix_saves_asleep': (['owner_id', 'snoozed_until', 'id'], f'{KEPT} AND snoozed_until IS NOT NULL'),
    'ix_saves_snoozed': (['snoozed_until'], 'snoozed_until IS NOT NULL'),
}
COUNTS = ('articles', 'videos', 'reading', 'snoozed', 'highlights', 'tags')


def _sorted(length: int) -> sa.String:
    """Return a text that is sorted by code point on both databases."""
    return sa.String(length).with_variant(sa.String(length, collation='C'), 'postgresql')


def _columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column('code_count', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('snoozed_until', TIME, nullable=True),
        sa.Column('title_key', _sorted(60), nullable=False, server_default=''),
        sa.Column('progress', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('read_at', TIME, nullable=True),
        sa.Column('highlight_count', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('has_note', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column('link_gone_at', TIME, nullable=True),
        sa.Column('reviewed_at', TIME, nullable=True),
    )


def _partial(name: str, table: str, columns: list[str], which: str) -> None:
    kept = sa.text(which)
    op.create_index(name, table, columns, postgresql_where=kept, sqlite_where=kept)


def _stamps() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column('created_at', TIME, nullable=False),
        sa.Column('updated_at', TIME, nullable=False),
    )


def _owned(table: str, column: str, other: str, ondelete: str = 'CASCADE') -> sa.ForeignKeyConstraint:
    name = op.f(f'fk_{table}_{column}_{other}')
    return sa.ForeignKeyConstraint([column], [f'{other}.id'], name=name, ondelete=ondelete)


def upgrade() -> None:
    _sort_by_code_point('C')
    for column in _columns():
        op.add_column('saves', column)
    _fill_saves()
    for name, (columns, which) in INDEXES.items():
        _partial(name, 'saves', columns, which)
    for name in COUNTS:
        op.add_column('shelf_counts', sa.Column(name, sa.Integer(), nullable=False, server_default='0'))
    for name in ('article', 'video'):
        op.execute(
            f'UPDATE shelf_counts SET {name}s = (SELECT count(*) FROM saves WHERE saves.owner_id ='
            f" shelf_counts.owner_id AND NOT is_archived AND deleted_at IS NULL AND kind = '{name}')"
        )
    _create_tags()
    _create_beside()
    _create_reading()


def _sort_by_code_point(collation: str) -> None:
    if op.get_bind().dialect.name == 'postgresql':
        for table in ('saves', 'captures'):
            op.execute(f'ALTER TABLE {table} ALTER COLUMN site TYPE varchar(255) COLLATE "{collation}"')


def _fill_saves() -> None:
    """Fill what is derived: code blocks from the version shown, sort keys from titles."""
    op.execute(
        'UPDATE saves SET code_count = coalesce('
        '(SELECT code_count FROM captures WHERE captures.id = saves.capture_id), 0)'
    )
    bind = op.get_bind()
    last = 0
    saves = sa.table('saves', sa.column('id'), sa.column('title'), sa.column('title_key'))
    chosen = sa.select(saves.c.id, saves.c.title).order_by(saves.c.id).limit(1000)
    put = sa.update(saves).where(saves.c.id == sa.bindparam('of')).values(title_key=sa.bindparam('key'))
    while rows := bind.execute(chosen.where(saves.c.id > last)).all():
        bind.execute(put, [{'of': id_, 'key': _title_key(title)} for id_, title in rows])
        last = rows[-1][0]


def _title_key(title: str) -> str:
    plain = unicodedata.normalize('NFKC', title).casefold()
    start = next((at for at, char in enumerate(plain) if char.isalnum()), 0)
    return plain[start : start + 60]


def _create_tags() -> None:
    op.create_table(
        'tags',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=100), nullable=False),
        sa.Column('key', _sorted(200), nullable=False),
        sa.Column('save_count', sa.Integer(), nullable=False),
        *_stamps(),
        _owned('tags', 'owner_id', 'users'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_tags')),
        sa.UniqueConstraint('owner_id', 'key', name=op.f('uq_tags_owner_id_key')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_tags_owner_id_save_count_id'), 'tags', ['owner_id', 'save_count', 'id'])
    op.create_table(
        'save_tags',
        sa.Column('save_id', sa.Integer(), nullable=False),
        sa.Column('tag_id', sa.Integer(), nullable=False),
        sa.Column('saved_at', TIME, nullable=False),
        _owned('save_tags', 'save_id', 'saves'),
        _owned('save_tags', 'tag_id', 'tags'),
        sa.PrimaryKeyConstraint('save_id', 'tag_id', name=op.f('pk_save_tags')),
    )
    op.create_index(
        op.f('ix_save_tags_tag_id_saved_at_save_id'), 'save_tags', ['tag_id', 'saved_at', 'save_id']
    )
    op.create_table(
        'tag_undos',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('made_at', TIME, nullable=False),
        sa.Column('what', sa.JSON(), nullable=False),
        _owned('tag_undos', 'owner_id', 'users'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_tag_undos')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_tag_undos_owner_id_made_at'), 'tag_undos', ['owner_id', 'made_at'])


def _create_beside() -> None:
    op.create_table(
        'save_notes',
        sa.Column('save_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        *_stamps(),
        _owned('save_notes', 'save_id', 'saves'),
        sa.PrimaryKeyConstraint('save_id', name=op.f('pk_save_notes')),
    )
    op.create_table(
        'link_checks',
        sa.Column('save_id', sa.Integer(), nullable=False),
        sa.Column('due_at', TIME, nullable=False),
        sa.Column('checked_at', TIME, nullable=True),
        sa.Column('failures', sa.Integer(), nullable=False),
        sa.Column('answer', sa.String(length=100), nullable=False),
        _owned('link_checks', 'save_id', 'saves'),
        sa.PrimaryKeyConstraint('save_id', name=op.f('pk_link_checks')),
    )
    op.create_index(op.f('ix_link_checks_due_at'), 'link_checks', ['due_at'])
    op.create_table(
        'bulk_acts',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('act', sa.String(length=24), nullable=False),
        sa.Column('changed', sa.JSON(), nullable=False),
        sa.Column('made_at', TIME, nullable=False),
        _owned('bulk_acts', 'owner_id', 'users'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_bulk_acts')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_bulk_acts_owner_id_made_at'), 'bulk_acts', ['owner_id', 'made_at'])


def _create_reading() -> None:
    op.create_table(
        'highlights',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('save_id', sa.Integer(), nullable=False),
        sa.Column('color', sa.String(length=24), nullable=False),
        sa.Column('quote', sa.Text(), nullable=False),
        sa.Column('prefix', sa.String(length=64), nullable=False),
        sa.Column('suffix', sa.String(length=64), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('is_code', sa.Boolean(), nullable=False),
        sa.Column('is_detached', sa.Boolean(), nullable=False),
        sa.Column('deleted_at', TIME, nullable=True),
        *_stamps(),
        _owned('highlights', 'owner_id', 'users'),
        _owned('highlights', 'save_id', 'saves'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_highlights')),
        sqlite_autoincrement=True,
    )
    _partial('ix_highlights_owner', 'highlights', ['owner_id', 'created_at', 'id'], KEPT)
    _partial('ix_highlights_color', 'highlights', ['owner_id', 'color', 'created_at', 'id'], KEPT)
    op.create_index(op.f('ix_highlights_save_id'), 'highlights', ['save_id'])
    _partial('ix_highlights_deleted', 'highlights', ['deleted_at'], 'deleted_at IS NOT NULL')
    op.create_table(
        'highlight_places',
        sa.Column('highlight_id', sa.Integer(), nullable=False),
        sa.Column('capture_id', sa.Integer(), nullable=False),
        sa.Column('start', sa.Integer(), nullable=True),
        sa.Column('end', sa.Integer(), nullable=True),
        _owned('highlight_places', 'highlight_id', 'highlights'),
        _owned('highlight_places', 'capture_id', 'captures'),
        sa.PrimaryKeyConstraint('highlight_id', 'capture_id', name=op.f('pk_highlight_places')),
    )
    op.create_index(op.f('ix_highlight_places_capture_id'), 'highlight_places', ['capture_id'])
    op.create_table(
        'reading_positions',
        sa.Column('save_id', sa.Integer(), nullable=False),
        sa.Column('capture_id', sa.Integer(), nullable=True),
        sa.Column('block', sa.Integer(), nullable=False),
        sa.Column('words', sa.String(length=80), nullable=False),
        sa.Column('moved_at', TIME, nullable=False),
        sa.Column('device', sa.String(length=64), nullable=False),
        _owned('reading_positions', 'save_id', 'saves'),
        _owned('reading_positions', 'capture_id', 'captures', 'SET NULL'),
        sa.PrimaryKeyConstraint('save_id', name=op.f('pk_reading_positions')),
    )


def downgrade() -> None:
    for name in ('reading_positions', 'highlight_places', 'highlights', 'bulk_acts', 'link_checks', 'save_notes'):
        op.drop_table(name)
    for name in ('tag_undos', 'save_tags', 'tags'):
        op.drop_table(name)
    for name in COUNTS:
        op.drop_column('shelf_counts', name)
    for name in INDEXES:
        op.drop_index(name, 'saves')
    for column in _columns():
        op.drop_column('saves', column.name)
    _sort_by_code_point('default')
