"""Routes of lists, a noun a file."""

from backend.lists.routes import editions, entries

BLUEPRINTS = [entries.blp, editions.blp]
