"""Routes of agreements, a noun a file."""

from backend.agreements.routes import agreements, claims

BLUEPRINTS = [claims.blp, agreements.blp]
