"""Doors of imports: what routes and the worker call."""

from backend.lists.service.imports.applying import move_import
from backend.lists.service.imports.checking import check_next_rows, communities_with_unchecked_imports
from backend.lists.service.imports.keeping import KEEPING
from backend.lists.service.imports.mapping import map_columns
from backend.lists.service.imports.template import write_template
from backend.lists.service.imports.upload import upload_table
from backend.lists.service.imports.view import list_imports, show_import

__all__ = [
    "KEEPING",
    "check_next_rows",
    "communities_with_unchecked_imports",
    "list_imports",
    "map_columns",
    "move_import",
    "show_import",
    "upload_table",
    "write_template",
]
