"""When each save was saved, beside what PostgreSQL finds of it: its hits come in their order at once."""

from __future__ import annotations

from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

INDEX = 'search_documents_words'
MAKE_INDEX = (
    """CREATE INDEX search_documents_words ON search_documents USING gin (
        array_to_tsvector(array_remove(
            string_to_array(replace(words, ' ', ' ' || mark || ':'), ' '), ''))
        ) WITH (fastupdate = off)""",
    'ALTER INDEX search_documents_words ALTER COLUMN 1 SET STATISTICS 0',
)
UPGRADE = (
    'ALTER TABLE search_documents ADD COLUMN saved_at TIMESTAMP WITH TIME ZONE',
    # Room for another time in the same place, so that the index need not be told of it.
    'ALTER TABLE search_documents SET (fillfactor = 85)',
    # Each row is written anew: to sort each into the index would take longer than to make it anew.
    f'DROP INDEX {INDEX}',
    """UPDATE search_documents SET saved_at = saves.saved_at FROM saves
        WHERE saves.id = search_documents.save_id AND saves.deleted_at IS NULL""",
    # What the rows were before would stay among them, to be passed by with every search.
    'CLUSTER search_documents USING search_documents_pkey',
    'ALTER TABLE search_documents SET WITHOUT CLUSTER',
    *MAKE_INDEX,
    """CREATE OR REPLACE FUNCTION search_documents_follow() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE search_documents
                SET saved_at = CASE WHEN NEW.deleted_at IS NULL THEN NEW.saved_at END
                WHERE save_id = NEW.id;
            RETURN NULL;
        END $$""",
    """CREATE TRIGGER search_documents_follow AFTER UPDATE OF saved_at, deleted_at ON saves
        FOR EACH ROW WHEN (
            OLD.saved_at IS DISTINCT FROM NEW.saved_at
            OR OLD.deleted_at IS DISTINCT FROM NEW.deleted_at
        ) EXECUTE FUNCTION search_documents_follow()""",
)
DOWNGRADE = (
    'DROP TRIGGER search_documents_follow ON saves',
    'DROP FUNCTION search_documents_follow()',
    'ALTER TABLE search_documents RESET (fillfactor)',
    'ALTER TABLE search_documents DROP COLUMN saved_at',
)


def upgrade() -> None:
    _run(UPGRADE)


def downgrade() -> None:
    _run(DOWNGRADE)


def _run(statements: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name == 'postgresql':
        for statement in statements:
            op.execute(statement)
