"""Routes of lists, a noun a file."""

from backend.lists.routes import entries

BLUEPRINTS = [entries.blp]
