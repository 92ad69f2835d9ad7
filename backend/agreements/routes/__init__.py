"""Routes of agreements, a noun a file."""

from backend.agreements.routes import agreements, claims, duties, duty_notes

BLUEPRINTS = [claims.blp, agreements.blp, duties.blp, duty_notes.blp]
