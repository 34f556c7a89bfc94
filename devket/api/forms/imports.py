"""What programs send about imports."""

from __future__ import annotations

from enum import StrEnum

from marshmallow import fields, validate

from devket.api.forms.fields import Asked, Body, Listed, Words, truth, word, words
from devket.library.models import TAG_LENGTH
from devket.library.services.tagging import MOST_A_SAVE
from devket.transfer.models import Outcome
from devket.transfer.services.importing import MOST_FOLDERS

_FOLDER = 2_000  # letters of a folder with those around it


class Again(StrEnum):
    """What did not come whole."""

    PAGES = "pages"
    ROWS = "rows"


class FileAsked(Asked):
    """How a file is called that is sent as it is."""

    filename = words(
        1_000, "Its name, when the file itself is the body. What is in it decides its format."
    )


class ImportStart(Body):
    """What becomes of what the file holds; what is left out is as the page has it at first."""

    tags = fields.List(
        Words(validate=validate.Length(max=2 * TAG_LENGTH)),
        validate=validate.Length(max=MOST_A_SAVE),
        load_default=list,
        metadata={"description": "Tags for all of it."},
    )
    archive_all = truth("Everything goes to the archive.", load_default=False)
    fetch_again = truth("Pages are fetched although the file holds texts.", load_default=False)
    folders_as_tags = truth("Folders become tags, nested as they are.", load_default=True)
    ignored_folders = fields.List(
        Words(validate=validate.Length(max=_FOLDER)),
        validate=validate.Length(max=MOST_FOLDERS),
        load_default=list,
        metadata={"description": "Folders that become no tag, by the names of the preview."},
    )


class ImportRetry(Body):
    """What is to be tried again."""

    what = word(
        Again,
        "`pages`: those that could not be fetched. `rows`: refused ones that hold an address.",
        required=True,
    )


class RowsAsked(Listed):
    """Which rows of an import."""

    outcome = word(Outcome, "Those of which this became.")
