"""What is due of photos: those that nobody used."""

from backend.attachments import service
from backend.infra.due import DueSource

UNUSED_PHOTOS = DueSource(
    "attachments.unused", scan=service.communities_with_unused_photos, work=service.remove_unused_photos
)
