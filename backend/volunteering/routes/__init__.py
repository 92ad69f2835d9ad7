"""Routes of volunteering, a noun a file."""

from backend.volunteering.routes import activities, audit, corrections, paper, records, shifts

BLUEPRINTS = [shifts.blp, activities.blp, records.blp, corrections.blp, paper.blp, audit.blp]
