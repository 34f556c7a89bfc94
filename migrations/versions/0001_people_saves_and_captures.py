"""People, saves and captures.

Only types of SQLAlchemy's own: a migration must mean the same when the models have moved on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('host_turns',
    sa.Column('host', sa.String(length=255), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('host', name=op.f('pk_host_turns'))
    )
    op.create_table('throttle_counters',
    sa.Column('key', sa.String(length=100), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_throttle_counters'))
    )
    with op.batch_alter_table('throttle_counters', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_throttle_counters_ends_at'), ['ends_at'], unique=False)

    op.create_table('users',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('handle', sa.String(length=30), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('email_confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('display_name', sa.String(length=80), nullable=False),
    sa.Column('password_hash', sa.String(length=255), nullable=False),
    sa.Column('is_verified', sa.Boolean(), nullable=False),
    sa.Column('is_admin', sa.Boolean(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('theme', sa.String(length=24), nullable=False),
    sa.Column('list_view', sa.String(length=24), nullable=False),
    sa.Column('reader_font', sa.String(length=24), nullable=False),
    sa.Column('reader_size', sa.Integer(), nullable=False),
    sa.Column('reader_width', sa.String(length=24), nullable=False),
    sa.Column('reader_leading', sa.String(length=24), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('reader_size BETWEEN 15 AND 24', name=op.f('ck_users_reader_size')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('email', name=op.f('uq_users_email')),
    sa.UniqueConstraint('handle', name=op.f('uq_users_handle')),
    sqlite_autoincrement=True,
    )
    op.create_table('invitations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['used_by_id'], ['users.id'], name=op.f('fk_invitations_used_by_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitations')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_invitations_token_hash'))
    )
    op.create_table('mail_tokens',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=24), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_mail_tokens_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_tokens')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_mail_tokens_token_hash')),
    sa.UniqueConstraint('user_id', 'purpose', name=op.f('uq_mail_tokens_user_id_purpose')),
    sqlite_autoincrement=True,
    )
    op.create_table('profiles',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('picture_key', sa.String(length=64), nullable=True),
    sa.Column('website', sa.String(length=400), nullable=False),
    sa.Column('bio', sa.String(length=500), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_profiles_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_profiles'))
    )
    op.create_table('save_tombstones',
    sa.Column('save_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_save_tombstones_owner_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('save_id', name=op.f('pk_save_tombstones'))
    )
    with op.batch_alter_table('save_tombstones', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_save_tombstones_owner_id_deleted_at'), ['owner_id', 'deleted_at'], unique=False)

    op.create_table('saves',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('given_url', sa.String(length=4096), nullable=False),
    sa.Column('final_url', sa.String(length=4096), nullable=True),
    sa.Column('canonical_url', sa.String(length=4096), nullable=True),
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('site', sa.String(length=255), nullable=False),
    sa.Column('byline', sa.String(length=255), nullable=False),
    sa.Column('excerpt', sa.String(length=400), nullable=False),
    sa.Column('lang', sa.String(length=16), nullable=False),
    sa.Column('dir', sa.String(length=3), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('word_count', sa.Integer(), nullable=False),
    sa.Column('code_languages', sa.JSON(), nullable=False),
    sa.Column('lead_image_key', sa.String(length=64), nullable=True),
    sa.Column('lead_image_width', sa.Integer(), nullable=True),
    sa.Column('lead_image_height', sa.Integer(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.Column('reason', sa.String(length=24), nullable=True),
    sa.Column('is_favorite', sa.Boolean(), nullable=False),
    sa.Column('is_archived', sa.Boolean(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('capture_due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('has_turn', sa.Boolean(), nullable=False),
    sa.Column('capture_attempts', sa.Integer(), nullable=False),
    sa.Column('capture_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['capture_id'], ['captures.id'], name=op.f('fk_saves_capture_id_captures'), ondelete='SET NULL', use_alter=True),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_saves_owner_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saves')),
    sqlite_autoincrement=True,
    )
    with op.batch_alter_table('saves', schema=None) as batch_op:
        batch_op.create_index('ix_saves_capture_due', ['capture_due_at'], unique=False, postgresql_where=sa.text('capture_due_at IS NOT NULL'), sqlite_where=sa.text('capture_due_at IS NOT NULL'))
        batch_op.create_index('ix_saves_deleted', ['deleted_at'], unique=False, postgresql_where=sa.text('deleted_at IS NOT NULL'), sqlite_where=sa.text('deleted_at IS NOT NULL'))
        batch_op.create_index('ix_saves_favorites', ['owner_id', 'saved_at', 'id'], unique=False, postgresql_where=sa.text('deleted_at IS NULL AND is_favorite'), sqlite_where=sa.text('deleted_at IS NULL AND is_favorite'))
        batch_op.create_index('ix_saves_shelf', ['owner_id', 'is_archived', 'saved_at', 'id'], unique=False, postgresql_where=sa.text('deleted_at IS NULL'), sqlite_where=sa.text('deleted_at IS NULL'))

    op.create_table('shelf_counts',
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('unread', sa.Integer(), nullable=False),
    sa.Column('favorites', sa.Integer(), nullable=False),
    sa.Column('archive', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_shelf_counts_owner_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('owner_id', name=op.f('pk_shelf_counts'))
    )
    op.create_table('user_sessions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('user_agent', sa.String(length=200), nullable=False),
    sa.Column('address', sa.String(length=45), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_user_sessions_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_sessions')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_user_sessions_token_hash'))
    )
    with op.batch_alter_table('user_sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_sessions_user_id_last_seen_at'), ['user_id', 'last_seen_at'], unique=False)

    op.create_table('captures',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('save_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('captured_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.Column('reason', sa.String(length=24), nullable=True),
    sa.Column('detail', sa.String(length=400), nullable=False),
    sa.Column('log', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['save_id'], ['saves.id'], name=op.f('fk_captures_save_id_saves'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_captures')),
    sa.UniqueConstraint('save_id', 'version', name=op.f('uq_captures_save_id_version')),
    sqlite_autoincrement=True,
    )
    op.create_table('save_keys',
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('save_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_save_keys_owner_id_users'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['save_id'], ['saves.id'], name=op.f('fk_save_keys_save_id_saves'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('owner_id', 'key', name=op.f('pk_save_keys'))
    )
    with op.batch_alter_table('save_keys', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_save_keys_save_id'), ['save_id'], unique=False)

    op.create_table('articles',
    sa.Column('capture_id', sa.Integer(), nullable=False),
    sa.Column('content_html', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['capture_id'], ['captures.id'], name=op.f('fk_articles_capture_id_captures'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('capture_id', name=op.f('pk_articles'))
    )
    op.create_table('capture_images',
    sa.Column('capture_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('blob_key', sa.String(length=64), nullable=True),
    sa.Column('content_type', sa.String(length=40), nullable=True),
    sa.Column('width', sa.Integer(), nullable=True),
    sa.Column('height', sa.Integer(), nullable=True),
    sa.Column('failure', sa.String(length=40), nullable=True),
    sa.ForeignKeyConstraint(['capture_id'], ['captures.id'], name=op.f('fk_capture_images_capture_id_captures'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('capture_id', 'position', name=op.f('pk_capture_images'))
    )
    with op.batch_alter_table('capture_images', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_capture_images_blob_key'), ['blob_key'], unique=False)

    # saves and captures name each other; SQLite took the forward reference above, PostgreSQL
    # takes it now that both tables are there.
    if op.get_bind().dialect.name != "sqlite":
        op.create_foreign_key(
            "fk_saves_capture_id_captures", "saves", "captures", ["capture_id"], ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("fk_saves_capture_id_captures", "saves", type_="foreignkey")
    with op.batch_alter_table('capture_images', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_capture_images_blob_key'))

    op.drop_table('capture_images')
    op.drop_table('articles')
    with op.batch_alter_table('save_keys', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_save_keys_save_id'))

    op.drop_table('save_keys')
    op.drop_table('captures')
    with op.batch_alter_table('user_sessions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_user_sessions_user_id_last_seen_at'))

    op.drop_table('user_sessions')
    op.drop_table('shelf_counts')
    with op.batch_alter_table('saves', schema=None) as batch_op:
        batch_op.drop_index('ix_saves_shelf', postgresql_where=sa.text('deleted_at IS NULL'), sqlite_where=sa.text('deleted_at IS NULL'))
        batch_op.drop_index('ix_saves_favorites', postgresql_where=sa.text('deleted_at IS NULL AND is_favorite'), sqlite_where=sa.text('deleted_at IS NULL AND is_favorite'))
        batch_op.drop_index('ix_saves_deleted', postgresql_where=sa.text('deleted_at IS NOT NULL'), sqlite_where=sa.text('deleted_at IS NOT NULL'))
        batch_op.drop_index('ix_saves_capture_due', postgresql_where=sa.text('capture_due_at IS NOT NULL'), sqlite_where=sa.text('capture_due_at IS NOT NULL'))

    op.drop_table('saves')
    with op.batch_alter_table('save_tombstones', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_save_tombstones_owner_id_deleted_at'))

    op.drop_table('save_tombstones')
    op.drop_table('profiles')
    op.drop_table('mail_tokens')
    op.drop_table('invitations')
    op.drop_table('users')
    with op.batch_alter_table('throttle_counters', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_throttle_counters_ends_at'))

    op.drop_table('throttle_counters')
    op.drop_table('host_turns')
