"""Routes of lists, a noun a file."""

from backend.lists.routes import bookings, editions, entries, imports, merges, search

BLUEPRINTS = [entries.blp, editions.blp, search.blp, imports.blp, bookings.blp, merges.blp]
