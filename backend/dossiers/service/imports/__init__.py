"""Doors of imports: what routes and the worker call."""

from backend.dossiers.service.imports.applying import move_import
from backend.dossiers.service.imports.checking import check_next_file, communities_with_unchecked_files
from backend.dossiers.service.imports.keeping import communities_with_old_files, expire_files
from backend.dossiers.service.imports.template import write_template
from backend.dossiers.service.imports.upload import upload_file
from backend.dossiers.service.imports.view import list_imports, show_import

__all__ = [
    "check_next_file",
    "communities_with_old_files",
    "communities_with_unchecked_files",
    "expire_files",
    "list_imports",
    "move_import",
    "show_import",
    "upload_file",
    "write_template",
]
