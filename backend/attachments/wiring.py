"""What app plugs in from attachments."""

from backend.attachments.jobs import SWEEPS, UNUSED_PHOTOS
from backend.attachments.routes import blp, shown

BLUEPRINTS = [blp, shown]
DUE_SOURCES = [UNUSED_PHOTOS, SWEEPS]
