"""Routes of volunteering, a noun a file."""

from backend.volunteering.routes import activities, audit, corrections, disputes, notices, paper, records, shifts

BLUEPRINTS = [
    shifts.blp,
    activities.blp,
    records.blp,
    corrections.blp,
    paper.blp,
    audit.blp,
    notices.blp,
    disputes.blp,
]
