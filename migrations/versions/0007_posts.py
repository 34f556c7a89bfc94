"""Pictures, posts, comments, likes, mentions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
SORTED = sa.String(100).with_variant(sa.String(100, collation='C'), 'postgresql')
SHOWN = 'uploaded_at IS NOT NULL AND deleted_at IS NULL'
TABLES = (
    'pictures',
    'posts',
    'comments',
    'likes',
    'post_edits',
    'post_hashtags',
    'post_images',
    'mentions',
)

def upgrade() -> None:
    _pictures()
    _posts()
    _comments()
    _likes()
    _post_edits()
    _post_hashtags()
    _post_images()
    _mentions()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _pictures() -> None:
    op.create_table(
        'pictures',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(24), nullable=False),
        sa.Column('problem', sa.String(40), nullable=False),
        sa.Column('due_at', TIME, nullable=True),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('original_key', sa.String(64), nullable=True),
        sa.Column('small_key', sa.String(64), nullable=True),
        sa.Column('medium_key', sa.String(64), nullable=True),
        sa.Column('large_key', sa.String(64), nullable=True),
        sa.Column('width', sa.Integer(), nullable=False),
        sa.Column('height', sa.Integer(), nullable=False),
        sa.Column('placeholder', sa.String(1000), nullable=False),
        sa.Column('created_at', TIME, nullable=False),
        sa.Column('updated_at', TIME, nullable=False),
        _to('pictures', 'owner_id', 'users'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pictures')),
        sqlite_autoincrement=True,
    )
    _partial('ix_pictures_due', 'pictures', ['due_at'], 'due_at IS NOT NULL')
    op.create_index(op.f('ix_pictures_owner_id'), 'pictures', ['owner_id'])


def _posts() -> None:
    op.create_table(
        'posts',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('author_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.String(2000), nullable=False),
        sa.Column('location', sa.String(100), nullable=False),
        sa.Column('place_key', SORTED, nullable=False),
        sa.Column('visibility', sa.String(24), nullable=False),
        sa.Column('commenting', sa.String(24), nullable=False),
        sa.Column('like_count', sa.Integer(), nullable=False),
        sa.Column('comment_count', sa.Integer(), nullable=False),
        sa.Column('is_awaited', sa.Boolean(), nullable=False),
        sa.Column('uploaded_at', TIME, nullable=True),
        sa.Column('edited_at', TIME, nullable=True),
        sa.Column('deleted_at', TIME, nullable=True),
        sa.Column('save_id', sa.Integer(), nullable=True),
        sa.Column('highlight_id', sa.Integer(), nullable=True),
        sa.Column('link_url', sa.Text(), nullable=False),
        sa.Column('link_title', sa.String(500), nullable=False),
        sa.Column('link_site', sa.String(255), nullable=False),
        sa.Column('link_excerpt', sa.String(500), nullable=False),
        sa.Column('quote', sa.String(1000), nullable=False),
        sa.Column('card_key', sa.String(64), nullable=True),
        sa.Column('card_due_at', TIME, nullable=True),
        sa.Column('created_at', TIME, nullable=False),
        sa.Column('updated_at', TIME, nullable=False),
        sa.CheckConstraint('comment_count >= 0', name=op.f('ck_posts_comment_count')),
        sa.CheckConstraint('like_count >= 0', name=op.f('ck_posts_like_count')),
        _to('posts', 'author_id', 'users'),
        _to('posts', 'highlight_id', 'highlights', 'SET NULL'),
        _to('posts', 'save_id', 'saves', 'SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_posts')),
        sqlite_autoincrement=True,
    )
    _partial('ix_posts_author', 'posts', ['author_id', 'uploaded_at', 'id'], SHOWN)
    _partial('ix_posts_card_due', 'posts', ['card_due_at'], 'card_due_at IS NOT NULL')
    _partial('ix_posts_deleted', 'posts', ['deleted_at'], 'deleted_at IS NOT NULL')
    _partial('ix_posts_drafts', 'posts', ['author_id', 'id'], 'uploaded_at IS NULL')
    op.create_index(op.f('ix_posts_highlight_id'), 'posts', ['highlight_id'])
    _partial('ix_posts_newest', 'posts', ['uploaded_at', 'id'], SHOWN)
    op.create_index('ix_posts_place', 'posts', ['place_key', 'visibility', 'author_id'])
    _partial('ix_posts_public', 'posts', ['visibility', 'uploaded_at', 'id'], SHOWN)
    _partial('ix_posts_quotes', 'posts', ['author_id', 'uploaded_at', 'id'], f"{SHOWN} AND quote <> ''")
    op.create_index(op.f('ix_posts_save_id'), 'posts', ['save_id'])


def _comments() -> None:
    op.create_table(
        'comments',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('post_id', sa.Integer(), nullable=False),
        sa.Column('author_id', sa.Integer(), nullable=False),
        sa.Column('parent_id', sa.Integer(), nullable=True),
        sa.Column('text', sa.String(1000), nullable=False),
        sa.Column('edited_at', TIME, nullable=True),
        sa.Column('deleted_at', TIME, nullable=True),
        sa.Column('deleted_by_id', sa.Integer(), nullable=True),
        sa.Column('created_at', TIME, nullable=False),
        sa.Column('updated_at', TIME, nullable=False),
        _to('comments', 'author_id', 'users'),
        _to('comments', 'parent_id', 'comments'),
        _to('comments', 'post_id', 'posts'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_comments')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_comments_author_id_id'), 'comments', ['author_id', 'id'])
    _partial('ix_comments_deleted', 'comments', ['deleted_at'], 'deleted_at IS NOT NULL')
    op.create_index(op.f('ix_comments_parent_id'), 'comments', ['parent_id'])
    op.create_index(op.f('ix_comments_post_id_parent_id_id'), 'comments', ['post_id', 'parent_id', 'id'])


def _likes() -> None:
    op.create_table(
        'likes',
        sa.Column('post_id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('liked_at', TIME, nullable=False),
        _to('likes', 'post_id', 'posts'),
        _to('likes', 'user_id', 'users'),
        sa.PrimaryKeyConstraint('post_id', 'user_id', name=op.f('pk_likes')),
    )
    op.create_index(op.f('ix_likes_post_id_liked_at'), 'likes', ['post_id', 'liked_at'])
    op.create_index(op.f('ix_likes_user_id_liked_at'), 'likes', ['user_id', 'liked_at'])


def _post_edits() -> None:
    op.create_table(
        'post_edits',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('post_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.String(2000), nullable=False),
        sa.Column('location', sa.String(100), nullable=False),
        sa.Column('replaced_at', TIME, nullable=False),
        _to('post_edits', 'post_id', 'posts'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_post_edits')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_post_edits_post_id_id'), 'post_edits', ['post_id', 'id'])


def _post_hashtags() -> None:
    op.create_table(
        'post_hashtags',
        sa.Column('post_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('uploaded_at', TIME, nullable=False),
        _to('post_hashtags', 'post_id', 'posts'),
        sa.PrimaryKeyConstraint('post_id', 'name', name=op.f('pk_post_hashtags')),
    )
    op.create_index(
        op.f('ix_post_hashtags_name_uploaded_at_post_id'), 'post_hashtags', ['name', 'uploaded_at', 'post_id']
    )


def _post_images() -> None:
    op.create_table(
        'post_images',
        sa.Column('post_id', sa.Integer(), nullable=False),
        sa.Column('picture_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('alt', sa.String(1000), nullable=False),
        _to('post_images', 'picture_id', 'pictures'),
        _to('post_images', 'post_id', 'posts'),
        sa.PrimaryKeyConstraint('post_id', 'picture_id', name=op.f('pk_post_images')),
    )
    op.create_index(op.f('ix_post_images_picture_id'), 'post_images', ['picture_id'])


def _mentions() -> None:
    op.create_table(
        'mentions',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('post_id', sa.Integer(), nullable=False),
        sa.Column('comment_id', sa.Integer(), nullable=True),
        sa.Column('user_id', sa.Integer(), nullable=False),
        _to('mentions', 'comment_id', 'comments'),
        _to('mentions', 'post_id', 'posts'),
        _to('mentions', 'user_id', 'users'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_mentions')),
        sa.UniqueConstraint(
            'post_id', 'comment_id', 'user_id', name=op.f('uq_mentions_post_id_comment_id_user_id')
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_mentions_comment_id'), 'mentions', ['comment_id'])
    op.create_index(op.f('ix_mentions_user_id_id'), 'mentions', ['user_id', 'id'])


def _to(table: str, column: str, other: str, then: str = 'CASCADE') -> sa.ForeignKeyConstraint:
    name = op.f(f'fk_{table}_{column}_{other}')
    return sa.ForeignKeyConstraint([column], [f'{other}.id'], name=name, ondelete=then)


def _partial(name: str, table: str, columns: list[str], which: str) -> None:
    there = sa.text(which)
    op.create_index(name, table, columns, postgresql_where=there, sqlite_where=there)
