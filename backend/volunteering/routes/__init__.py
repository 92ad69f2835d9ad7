"""Routes of volunteering, a noun a file."""

from backend.volunteering.routes import corrections, records, shifts

BLUEPRINTS = [shifts.blp, records.blp, corrections.blp]
