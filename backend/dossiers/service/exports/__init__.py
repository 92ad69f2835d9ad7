"""Doors of exports: what routes and the worker call."""

from backend.dossiers.service.exports.asking import ask_export, list_exports, show_export, take_export
from backend.dossiers.service.exports.compiling import export_own
from backend.dossiers.service.exports.making import (
    communities_with_old_exports,
    communities_with_waiting_exports,
    expire_exports,
    make_next_export,
)

__all__ = [
    "ask_export",
    "communities_with_old_exports",
    "communities_with_waiting_exports",
    "expire_exports",
    "export_own",
    "list_exports",
    "make_next_export",
    "show_export",
    "take_export",
]
