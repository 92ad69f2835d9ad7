"""Routes of volunteering, a noun a file."""

from backend.volunteering.routes import records, shifts

BLUEPRINTS = [shifts.blp, records.blp]
