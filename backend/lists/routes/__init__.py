"""Routes of lists, a noun a file."""

from backend.lists.routes import editions, entries, search

BLUEPRINTS = [entries.blp, editions.blp, search.blp]
