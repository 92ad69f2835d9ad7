"""What is due of photos: those that nobody used, and files that no row names."""

from backend.attachments import service, sweeping
from backend.infra.due import DueSource

UNUSED_PHOTOS = DueSource(
    "attachments.unused", scan=service.communities_with_unused_photos, work=service.remove_unused_photos
)
SWEEPS = DueSource("attachments.sweep", scan=sweeping.communities_with_sweeps, work=sweeping.sweep)
