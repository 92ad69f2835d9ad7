"""What app plugs in from the books."""

from backend.books.routes import blp

BLUEPRINTS = [blp]
