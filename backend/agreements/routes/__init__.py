"""Routes of agreements, a noun a file."""

from backend.agreements.routes import claims

BLUEPRINTS = [claims.blp]
