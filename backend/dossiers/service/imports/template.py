"""The file that the desk takes away, fills in and brings back: a sheet a part, and how each column is written."""

from backend.core.actor import Actor
from backend.dossiers.policy import POLICY, A
from backend.dossiers.rules.parts import COLUMNS
from backend.dossiers.service.exports.writing import XLSX
from backend.dossiers.types import PART_NAMES, Part
from backend.infra.documents import Document
from backend.infra.documents.sheet import Table, write_workbook

# What a file can bring; the other parts leave and do not enter.
FILLABLE = (Part.SKILLS, Part.TIMES, Part.SERVICE, Part.TRAINING, Part.COMMENDATION)
NOTES = ("表", "列", "要不要填", "怎么填")


def write_template(actor: Actor) -> Document:
    """Return the empty workbook with its notes."""
    POLICY.permit(actor, A.IMPORT)
    tables = [Table(PART_NAMES[part], [column.heading for column in COLUMNS[part]]) for part in FILLABLE]
    notes = [
        [PART_NAMES[part], column.heading, "必填" if column.required else "可不填", column.note]
        for part in FILLABLE
        for column in COLUMNS[part]
    ]
    return Document("dossier-template.xlsx", XLSX, write_workbook([*tables, Table("填写说明", NOTES, notes)]))
