"""The rows of files are kept until they are taken over or not wanted."""

from backend.dossiers.models import DossierImport, DossierImportRow
from backend.infra.documents.keeping import Keeping

KEEPING = Keeping(DossierImport, DossierImportRow)
