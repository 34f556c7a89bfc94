"""Stories, notifications, reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TABLES = (
    'reports',
    'report_files',
    'stories',
    'story_views',
    'notifications',
)

def upgrade() -> None:
    _reports()
    _report_files()
    _stories()
    _story_views()
    _notifications()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _reports() -> None:
    op.create_table(
        'reports',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('reporter_id', sa.Integer(), nullable=True),
        sa.Column('accused_id', sa.Integer(), nullable=True),
        sa.Column('thing', sa.String(24), nullable=False),
        sa.Column('thing_id', sa.Integer(), nullable=False),
        sa.Column('reason', sa.String(24), nullable=False),
        sa.Column('remark', sa.String(1000), nullable=False),
        sa.Column('content', sa.JSON(), nullable=False),
        sa.Column('reported_at', TIME, nullable=False),
        sa.Column('resolved_at', TIME, nullable=True),
        sa.Column('resolved_by_id', sa.Integer(), nullable=True),
        sa.Column('outcome', sa.String(24), nullable=True),
        _to('reports', 'accused_id', 'users', 'SET NULL'),
        _to('reports', 'reporter_id', 'users', 'SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_reports')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_reports_accused_id'), 'reports', ['accused_id'])
    _partial('ix_reports_open', 'reports', ['id'], 'resolved_at IS NULL')
    op.create_index(op.f('ix_reports_reporter_id'), 'reports', ['reporter_id'])
    op.create_index(op.f('ix_reports_thing_thing_id'), 'reports', ['thing', 'thing_id'])
    there = sa.text('resolved_at IS NULL')
    op.create_index(
        'uq_reports_open',
        'reports',
        ['reporter_id', 'thing', 'thing_id'],
        unique=True,
        postgresql_where=there,
        sqlite_where=there,
    )


def _report_files() -> None:
    op.create_table(
        'report_files',
        sa.Column('report_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('file_key', sa.String(64), nullable=True),
        sa.Column('alt', sa.String(1000), nullable=False),
        _to('report_files', 'report_id', 'reports'),
        sa.PrimaryKeyConstraint('report_id', 'position', name=op.f('pk_report_files')),
    )


def _stories() -> None:
    op.create_table(
        'stories',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('author_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.String(500), nullable=False),
        sa.Column('ground', sa.String(24), nullable=False),
        sa.Column('picture_id', sa.Integer(), nullable=True),
        sa.Column('alt', sa.String(1000), nullable=False),
        sa.Column('quote', sa.String(500), nullable=False),
        sa.Column('link_url', sa.Text(), nullable=False),
        sa.Column('link_title', sa.String(500), nullable=False),
        sa.Column('link_site', sa.String(255), nullable=False),
        sa.Column('view_count', sa.Integer(), nullable=False),
        sa.Column('uploaded_at', TIME, nullable=True),
        sa.Column('deleted_at', TIME, nullable=True),
        sa.Column('created_at', TIME, nullable=False),
        sa.Column('updated_at', TIME, nullable=False),
        _to('stories', 'author_id', 'users'),
        _to('stories', 'picture_id', 'pictures', 'SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_stories')),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_stories_author', 'stories', ['author_id', 'uploaded_at', 'id'])
    _partial('ix_stories_deleted', 'stories', ['deleted_at'], 'deleted_at IS NOT NULL')
    op.create_index('ix_stories_newest', 'stories', ['uploaded_at', 'id'])
    op.create_index(op.f('ix_stories_picture_id'), 'stories', ['picture_id'])


def _story_views() -> None:
    op.create_table(
        'story_views',
        sa.Column('story_id', sa.Integer(), nullable=False),
        sa.Column('viewer_id', sa.Integer(), nullable=False),
        sa.Column('seen_at', TIME, nullable=False),
        _to('story_views', 'story_id', 'stories'),
        _to('story_views', 'viewer_id', 'users'),
        sa.PrimaryKeyConstraint('story_id', 'viewer_id', name=op.f('pk_story_views')),
    )
    op.create_index('ix_story_views_seen', 'story_views', ['story_id', 'seen_at', 'viewer_id'])
    op.create_index(op.f('ix_story_views_viewer_id'), 'story_views', ['viewer_id'])


def _notifications() -> None:
    op.create_table(
        'notifications',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('actor_id', sa.Integer(), nullable=False),
        sa.Column('event', sa.String(24), nullable=False),
        sa.Column('about', sa.String(80), nullable=False),
        sa.Column('bundle', sa.String(80), nullable=False),
        sa.Column('is_newest', sa.Boolean(), nullable=False),
        sa.Column('post_id', sa.Integer(), nullable=True),
        sa.Column('comment_id', sa.Integer(), nullable=True),
        sa.Column('story_id', sa.Integer(), nullable=True),
        sa.Column('text', sa.String(500), nullable=False),
        sa.Column('happened_at', TIME, nullable=False),
        sa.Column('read_at', TIME, nullable=True),
        _to('notifications', 'actor_id', 'users'),
        _to('notifications', 'comment_id', 'comments'),
        _to('notifications', 'owner_id', 'users'),
        _to('notifications', 'post_id', 'posts'),
        _to('notifications', 'story_id', 'stories', 'SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_notifications')),
        sa.UniqueConstraint('owner_id', 'about', name=op.f('uq_notifications_owner_id_about')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_notifications_actor_id'), 'notifications', ['actor_id'])
    op.create_index(op.f('ix_notifications_comment_id'), 'notifications', ['comment_id'])
    op.create_index(op.f('ix_notifications_happened_at'), 'notifications', ['happened_at'])
    op.create_index(
        op.f('ix_notifications_owner_id_bundle_happened_at_id'),
        'notifications',
        ['owner_id', 'bundle', 'happened_at', 'id'],
    )
    op.create_index(
        'ix_notifications_lines',
        'notifications',
        ['owner_id', 'happened_at', 'id'],
        postgresql_where=sa.text('is_newest'),
        sqlite_where=sa.text('is_newest = 1'),
    )
    _partial('ix_notifications_unread', 'notifications', ['owner_id'], 'read_at IS NULL')
    op.create_index(op.f('ix_notifications_post_id'), 'notifications', ['post_id'])
    op.create_index(op.f('ix_notifications_story_id'), 'notifications', ['story_id'])


def _to(table: str, column: str, other: str, then: str = 'CASCADE') -> sa.ForeignKeyConstraint:
    name = op.f(f'fk_{table}_{column}_{other}')
    return sa.ForeignKeyConstraint([column], [f'{other}.id'], name=name, ondelete=then)


def _partial(name: str, table: str, columns: list[str], which: str) -> None:
    there = sa.text(which)
    op.create_index(name, table, columns, postgresql_where=there, sqlite_where=there)
