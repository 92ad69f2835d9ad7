"""Tables of dossiers."""

from backend.dossiers.models.dossiers import Dossier, DossierEntry, DossierVoid, Evaluation
from backend.dossiers.models.files import (
    DossierExport,
    DossierExportChunk,
    DossierImport,
    DossierImportRow,
    OutsideRecord,
)

__all__ = [
    "Dossier",
    "DossierEntry",
    "DossierExport",
    "DossierExportChunk",
    "DossierImport",
    "DossierImportRow",
    "DossierVoid",
    "Evaluation",
    "OutsideRecord",
]
