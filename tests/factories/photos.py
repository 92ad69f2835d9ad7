"""Photos for tests: drawn, with all that a phone writes into them."""

from io import BytesIO
from uuid import UUID

from PIL import Image, ImageDraw

from backend.attachments import service
from backend.infra.uow import UnitOfWork
from tests.factories.communities import Someone

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
LYING_ON_ITS_SIDE = 6


def draw(width: int = 800, height: int = 600, format: str = "JPEG", *, mode: str = "RGB", **options: object) -> bytes:
    """Return a picture: its left half red, its right half blue."""
    image = Image.new(mode, (width, height), (0, 0, 255) if mode == "RGB" else (0, 0, 0, 0))
    if mode == "RGB":
        ImageDraw.Draw(image).rectangle((0, 0, width // 2 - 1, height), fill=(255, 0, 0))
    sink = BytesIO()
    image.save(sink, format, **options)
    return sink.getvalue()


def draw_with_memory(width: int = 800, height: int = 600, *, orientation: int = 1) -> bytes:
    """Return a JPEG that tells where and by what it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "A phone"
    exif.get_ifd(GPS).update({1: "N", 2: (31.0, 16.0, 12.0), 3: "E", 4: (121.0, 26.0, 5.0)})
    return draw(width, height, exif=exif, comment=b"home of the Wangs")


def opened(content: bytes) -> Image.Image:
    """Return the picture, read."""
    image = Image.open(BytesIO(content))
    image.load()
    return image


def add_photo(uow: UnitOfWork, by: Someone, *, width: int = 60) -> UUID:
    """Take in a photo and return its id; of one width, photos are byte for byte the same."""
    photo = service.add_photo(uow, by.actor, by.community_id, draw(width, 40), "photo.jpg")
    photo_id: UUID = photo["id"]
    return photo_id
