"""Hashes of addresses, and what clients of the wallabag API send that has no other place."""

from __future__ import annotations

from hashlib import sha1
from urllib.parse import unquote_plus

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

TABLES = ('save_hashes', 'wallabag_annotations', 'wallabag_extras')
AT_ONCE = 2_000  # saves


def upgrade() -> None:
    _save_hashes()
    _annotations()
    _extras()
    _fill()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _save_hashes() -> None:
    op.create_table(
        'save_hashes',
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('hash', sa.String(40), nullable=False),
        sa.Column('save_id', sa.Integer(), nullable=False),
        _to('save_hashes', 'owner_id', 'users'),
        _to('save_hashes', 'save_id', 'saves'),
        sa.PrimaryKeyConstraint('owner_id', 'hash', 'save_id', name=op.f('pk_save_hashes')),
    )
    op.create_index(op.f('ix_save_hashes_save_id'), 'save_hashes', ['save_id'])


def _annotations() -> None:
    op.create_table(
        'wallabag_annotations',
        sa.Column('highlight_id', sa.Integer(), nullable=False),
        sa.Column('quote', sa.Text(), nullable=True),
        sa.Column('ranges', sa.JSON(), nullable=False),
        _to('wallabag_annotations', 'highlight_id', 'highlights'),
        sa.PrimaryKeyConstraint('highlight_id', name=op.f('pk_wallabag_annotations')),
    )


def _extras() -> None:
    op.create_table(
        'wallabag_extras',
        sa.Column('save_id', sa.Integer(), nullable=False),
        sa.Column('origin_url', sa.String(4096), nullable=False),
        sa.Column('preview_picture', sa.String(4096), nullable=False),
        _to('wallabag_extras', 'save_id', 'saves'),
        sa.PrimaryKeyConstraint('save_id', name=op.f('pk_wallabag_extras')),
    )


def _fill() -> None:
    """Hash the addresses of the saves that are there, some at a time."""
    saves = sa.table('saves', *map(sa.column, ('id', 'owner_id', 'given_url', 'final_url')))
    hashes = sa.table('save_hashes', *map(sa.column, ('owner_id', 'hash', 'save_id')))
    chosen = sa.select(saves.c.id, saves.c.owner_id, saves.c.given_url, saves.c.final_url)
    bind, last = op.get_bind(), 0
    while rows := bind.execute(
        chosen.where(saves.c.id > last).order_by(saves.c.id).limit(AT_ONCE)
    ).all():
        last = rows[-1].id
        found = [
            {'owner_id': row.owner_id, 'hash': one, 'save_id': row.id}
            for row in rows
            for one in sorted(_hashes(row.given_url, row.final_url))
        ]
        bind.execute(sa.insert(hashes), found)


def _hashes(*addresses: str | None) -> set[str]:
    forms = {form for address in addresses if address for form in (address, unquote_plus(address))}
    return {sha1(form.encode('utf-8', 'replace'), usedforsecurity=False).hexdigest() for form in forms}


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f'fk_{table}_{column}_{other}')
    return sa.ForeignKeyConstraint([column], [f'{other}.id'], name=name, ondelete='CASCADE')
