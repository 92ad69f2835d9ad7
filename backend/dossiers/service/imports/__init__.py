"""Doors of imports: what routes and the worker call."""

from backend.dossiers.service.imports.applying import move_import
from backend.dossiers.service.imports.keeping import KEEPING
from backend.dossiers.service.imports.template import write_template
from backend.dossiers.service.imports.upload import upload_file
from backend.dossiers.service.imports.view import list_imports, show_import
from backend.dossiers.service.imports.working import communities_with_waiting_files, work_on_next_file

__all__ = [
    "KEEPING",
    "communities_with_waiting_files",
    "list_imports",
    "move_import",
    "show_import",
    "upload_file",
    "work_on_next_file",
    "write_template",
]
