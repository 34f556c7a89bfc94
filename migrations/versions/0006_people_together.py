"""How people stand to each other, what others see of them, tags that stand on a profile.

How handles and names are folded stands here as it was then; see `devket.core.lookalikes`, `naming`.
"""

from __future__ import annotations

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    for table, column in _columns():
        op.add_column(table, column)
    _blocks()
    _follows()
    _mutes()
    _suggested()
    _person_words()
    _fill()
    op.create_index('uq_users_handle_key', 'users', ['handle_key'], unique=True)
    _partial('ix_profiles_website_due', 'profiles', ['website_due_at'], 'website_due_at IS NOT NULL')
    _partial('ix_tags_shelves', 'tags', ['owner_id', 'key'], 'is_public', on_sqlite='is_public = 1')


def downgrade() -> None:
    op.drop_index('ix_tags_public', table_name='tags')
    op.drop_index(op.f('ix_profiles_follower_count_user_id'), table_name='profiles')
    for table in ('follows', 'blocks', 'mutes', 'person_words'):
        op.drop_table(table)
    op.drop_index('uq_users_handle_key', 'users')
    op.drop_index('ix_profiles_website_due', 'profiles')
    op.drop_index('ix_tags_shelves', 'tags')
    for table, column in _columns():
        op.drop_column(table, column.name)


def _columns() -> tuple[tuple[str, sa.Column], ...]:
    return (
        ('profiles', sa.Column('name', sa.String(80), nullable=False, server_default='')),
        ('profiles', sa.Column('website_due_at', TIME, nullable=True)),
        ('profiles', sa.Column('website_checked_at', TIME, nullable=True)),
        ('profiles', sa.Column('website_verified_at', TIME, nullable=True)),
        ('profiles', sa.Column('hides_counts', sa.Boolean(), nullable=False, server_default=sa.false())),
        ('profiles', sa.Column('post_count', sa.Integer(), nullable=False, server_default='0')),
        ('profiles', sa.Column('follower_count', sa.Integer(), nullable=False, server_default='0')),
        ('profiles', sa.Column('following_count', sa.Integer(), nullable=False, server_default='0')),
        ('profiles', sa.Column('unread_count', sa.Integer(), nullable=False, server_default='0')),
        ('tags', sa.Column('is_public', sa.Boolean(), nullable=False, server_default=sa.false())),
        ('tags', sa.Column('shows_notes', sa.Boolean(), nullable=False, server_default=sa.false())),
        ('users', sa.Column('handle_key', sa.String(31), nullable=False, server_default='')),
        ('users', sa.Column('is_private', sa.Boolean(), nullable=False, server_default=sa.false())),
    )


def _blocks() -> None:
    op.create_table(
        'blocks',
        sa.Column('blocker_id', sa.Integer(), nullable=False),
        sa.Column('blocked_id', sa.Integer(), nullable=False),
        sa.Column('blocked_at', TIME, nullable=False),
        sa.CheckConstraint('blocker_id <> blocked_id', name=op.f('ck_blocks_not_oneself')),
        _to('blocks', 'blocked_id', 'users'),
        _to('blocks', 'blocker_id', 'users'),
        sa.PrimaryKeyConstraint('blocker_id', 'blocked_id', name=op.f('pk_blocks')),
    )
    op.create_index(op.f('ix_blocks_blocked_id_blocker_id'), 'blocks', ['blocked_id', 'blocker_id'])
    op.create_index(
        op.f('ix_blocks_blocker_id_blocked_at_blocked_id'), 'blocks', ['blocker_id', 'blocked_at', 'blocked_id']
    )


def _follows() -> None:
    op.create_table(
        'follows',
        sa.Column('follower_id', sa.Integer(), nullable=False),
        sa.Column('followed_id', sa.Integer(), nullable=False),
        sa.Column('asked_at', TIME, nullable=False),
        sa.Column('accepted_at', TIME, nullable=True),
        sa.CheckConstraint('follower_id <> followed_id', name=op.f('ck_follows_not_oneself')),
        _to('follows', 'followed_id', 'users'),
        _to('follows', 'follower_id', 'users'),
        sa.PrimaryKeyConstraint('follower_id', 'followed_id', name=op.f('pk_follows')),
    )
    op.create_index(
        op.f('ix_follows_followed_id_accepted_at_follower_id'), 'follows', ['followed_id', 'accepted_at', 'follower_id']
    )
    op.create_index(
        op.f('ix_follows_follower_id_accepted_at_followed_id'), 'follows', ['follower_id', 'accepted_at', 'followed_id']
    )
    waiting = sa.text('accepted_at IS NULL')
    op.create_index(
        'ix_follows_waiting',
        'follows',
        ['followed_id', 'asked_at', 'follower_id'],
        postgresql_where=waiting,
        sqlite_where=waiting,
    )


def _mutes() -> None:
    op.create_table(
        'mutes',
        sa.Column('muter_id', sa.Integer(), nullable=False),
        sa.Column('muted_id', sa.Integer(), nullable=False),
        sa.Column('muted_at', TIME, nullable=False),
        sa.CheckConstraint('muter_id <> muted_id', name=op.f('ck_mutes_not_oneself')),
        _to('mutes', 'muted_id', 'users'),
        _to('mutes', 'muter_id', 'users'),
        sa.PrimaryKeyConstraint('muter_id', 'muted_id', name=op.f('pk_mutes')),
    )
    op.create_index(op.f('ix_mutes_muter_id_muted_at_muted_id'), 'mutes', ['muter_id', 'muted_at', 'muted_id'])


def _suggested() -> None:
    op.create_index(op.f('ix_profiles_follower_count_user_id'), 'profiles', ['follower_count', 'user_id'])
    op.create_index(
        'ix_tags_public', 'tags', ['key', 'owner_id'],
        postgresql_where=sa.text('is_public'), sqlite_where=sa.text('is_public = 1'),
    )




def _person_words() -> None:
    op.create_table(
        'person_words',
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('word', sa.String(30).with_variant(sa.String(30, collation='C'), 'postgresql'), nullable=False),
        _to('person_words', 'user_id', 'users'),
        sa.PrimaryKeyConstraint('user_id', 'word', name=op.f('pk_person_words')),
    )
    op.create_index(op.f('ix_person_words_word_user_id'), 'person_words', ['word', 'user_id'])


def _fill() -> None:
    """Give everybody the key of their handle and the words they are found by.

    Of handles that look alike the oldest account's gets the key, so that no further one is made;
    the others keep working, each compared with nothing but itself.
    """
    connection = op.get_bind()
    users = sa.table('users', sa.column('id'), sa.column('handle'), sa.column('display_name'), sa.column('handle_key'))
    words = sa.table('person_words', sa.column('user_id'), sa.column('word'))
    taken: set[str] = set()
    for user_id, handle, name in connection.execute(
        sa.select(users.c.id, users.c.handle, users.c.display_name).order_by(users.c.id)
    ).all():
        key = _folded(handle)
        key = f'~{handle}' if not key or key in taken else key
        taken.add(key)
        connection.execute(users.update().where(users.c.id == user_id).values(handle_key=key))
        rows = [{'user_id': user_id, 'word': word} for word in sorted(_ends(handle, name))]
        if rows:
            connection.execute(words.insert(), rows)
    # A website that is there already is asked for its link back, too.
    connection.execute(sa.text("UPDATE profiles SET website_due_at = CURRENT_TIMESTAMP WHERE website <> ''"))


def _folded(handle: str) -> str:
    plain = handle.translate(str.maketrans({'0': 'o', '1': 'i', 'l': 'i', '_': ''}))
    return plain.replace('rn', 'm').replace('vv', 'w')


def _ends(*names: str) -> set[str]:
    words = set()
    for name in names:
        apart = unicodedata.normalize('NFKD', name).casefold()
        plain = ''.join(char for char in apart if unicodedata.category(char) != 'Mn')
        words |= {word[:30] for word in re.findall(r'[^\W_]+', unicodedata.normalize('NFC', plain))[:12]}
    ends = {word[at:] for word in words for at in range(len(word))}
    return {end for end in ends if len(end) > 1 or end in words or not end.isascii()}


def _partial(name: str, table: str, columns: list[str], which: str, on_sqlite: str = '') -> None:
    on_sqlite = on_sqlite or which
    op.create_index(name, table, columns, postgresql_where=sa.text(which), sqlite_where=sa.text(on_sqlite))


def _to(table: str, column: str, other: str, then: str = 'CASCADE') -> sa.ForeignKeyConstraint:
    name = op.f(f'fk_{table}_{column}_{other}')
    return sa.ForeignKeyConstraint([column], [f'{other}.id'], name=name, ondelete=then)
