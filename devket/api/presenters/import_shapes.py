"""The shapes of imports: the file, its preview, how far it is, what became of its rows."""

from __future__ import annotations

from marshmallow import Schema, fields

from devket.api.presenters.shapes import following, many, maybe, number, said, time, truth
from devket.transfer.models import ImportState, Outcome


class NamedCount(Schema):
    """A tag or a folder of a file."""

    name = said()
    count = number("In how many rows.")


class ImportRemark(Schema):
    """What was odd in a file."""

    sentence = said()
    count = number("In how many rows.")


class ImportRefusal(Schema):
    """A row that cannot be taken."""

    position = number("In the file, from 0.")
    reason = said()
    raw = said("As it stands there, the beginning of it.")


class ImportPreview(Schema):
    """What a file holds, and what would become of it."""

    rows = number()
    new = number()
    merged = number("Here already: states, tags and notes are added, nothing is taken away.")
    twice = number("In the file more than once; merged.")
    updates = number("Tell more of a page that another row brings: highlights, lists.")
    refused = number()
    unread = number("Go to My List, unless `archive_all` is chosen.")
    archived = number("Go to the archive.")
    favorites = number("Become favourites.")
    tagged = number("With tags.")
    undated = number("Without a date; they get the one of the import.")
    notes = number()
    highlights = number()
    texts = number("With a text, which is read in the place of one fetched.")
    first_saved_at = time(may_lack=True)
    last_saved_at = time(may_lack=True)
    tags = many(NamedCount, "The most frequent.")
    tag_total = number("How many different ones there are.")
    folders = many(NamedCount, "They become tags of these names, but for `ignored_folders`.")
    folder_total = number("How many different ones there are.")
    remarks = many(ImportRemark)
    refusals = many(ImportRefusal, "The first of them.")
    account = fields.String(
        metadata={"description": "Whose whole account this is, to be merged into yours; or empty."}
    )
    parts = many(NamedCount, "The lines of each part of a whole account; none of other files.")


class ImportOptions(Schema):
    """What was chosen at the start."""

    tags = many(fields.String())
    archive_all = truth()
    fetch_again = truth()
    folders_as_tags = truth()
    ignored_folders = many(fields.String())


class ImportTexts(Schema):
    """How far the texts of new saves are."""

    saves = number()
    waiting = number("Are still to be fetched.")
    failed = number("Could not be fetched; `retry` tries again.")


class Import(Schema):
    """A file that was brought, and how far it is."""

    id = number()
    state = said(
        "`reading`: being counted. `ready`: waits for `start`. `writing`, `done`. `undoing`, "
        "`undone`. `failed`: `problem` says why; of `written` rows it can be undone.",
        enum=[one.value for one in ImportState],
    )
    format = said("What the file is, by what is in it; empty until it is known.")
    format_name = said("The same as people call it.")
    filename = said()
    file_size = number("Bytes.")
    created_at = time()
    finished_at = time(may_lack=True)
    counted = number("Rows that were read so far, while it is `reading`; later all.")
    total = maybe(fields.Integer, "Rows; null until they are counted.")
    written = number("Rows that are done, from the first. It goes down while it is `undoing`.")
    new = number()
    merged = number()
    unchanged = number()
    refused = number()
    left = number("Saves that were changed since and could not be taken back whole.")
    problem = said("Why it failed, in a sentence.")


class WholeImport(Import):
    """An import by itself."""

    preview = fields.Nested(
        ImportPreview, required=True, allow_none=True, metadata={"description": "While `ready`."}
    )
    options = fields.Nested(ImportOptions, required=True)
    texts = fields.Nested(
        ImportTexts, required=True, allow_none=True, metadata={"description": "Once it is written."}
    )


class ImportList(Schema):
    """A part of your imports, newest first."""

    items = many(Import)
    next = following()


class ImportRow(Schema):
    """A row of the file and what became of it."""

    position = number("In the file, from 0.")
    outcome = said(enum=[one.value for one in Outcome])
    reasons = many(fields.String(), "Why it was refused, or what was odd.")
    raw = said("As it stood in the file, at most 4,000 characters of it.")
    save_id = maybe(fields.Integer, "The save, while it is there.")
    title = maybe(fields.String)
    url = maybe(fields.String)


class ImportRowList(Schema):
    """A part of the rows of an import, in the order of the file."""

    items = many(ImportRow)
    next = following()


class Retried(Schema):
    """How many could be tried again."""

    count = number()
