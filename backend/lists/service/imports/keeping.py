"""The rows of uploaded tables are kept until they are entries or not wanted."""

from backend.infra.documents.keeping import Keeping
from backend.lists.models import EntryImport, ImportRow

KEEPING = Keeping(EntryImport, ImportRow)
