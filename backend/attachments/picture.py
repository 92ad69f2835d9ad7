"""A file that somebody sent made into a photo that can be shown: bounded, upright, silent about its origin. Pure."""

import struct
import zlib
from io import BytesIO
from pathlib import PurePath

from PIL import Image, ImageOps, UnidentifiedImageError

from backend.attachments.errors import BrokenPhotoError, NotPhotoError, PhotoBombError, RenamedPhotoError
from backend.attachments.types import Picture

FORMATS = ("JPEG", "PNG", "WEBP")
NAMES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
# What the largest phone cameras take; 8 MB of PNG can hold many times as much of nothing.
PIXELS_MAX = 50_000_000
SIDE_MAX, THUMB_SIDE_MAX = 1600, 400
QUALITY = 85
# What Pillow's readers raise at bytes that are not as their format wants them.
UNREADABLE = (OSError, SyntaxError, ValueError, IndexError, KeyError, TypeError, EOFError, struct.error, zlib.error)


def clean(content: bytes, name: str) -> Picture:
    """Return the photo in ``content``; ``name`` is what the sender calls the file.

    Raises NotPhotoError, RenamedPhotoError, BrokenPhotoError, PhotoBombError.
    """
    image = _open(content, name)
    try:
        image.thumbnail((SIDE_MAX, SIDE_MAX), Image.Resampling.LANCZOS)
        full = _without_memory(ImageOps.exif_transpose(image))
    except UNREADABLE as error:
        raise BrokenPhotoError() from error
    thumb = full.copy()
    thumb.thumbnail((THUMB_SIDE_MAX, THUMB_SIDE_MAX), Image.Resampling.LANCZOS)
    return Picture(_jpeg(full), _jpeg(thumb), full.width, full.height)


def _open(content: bytes, name: str) -> Image.Image:
    """Read the head alone and refuse what must not be read any further."""
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError as error:
        is_named_so = PurePath(name).suffix.lower() in NAMES
        raise (RenamedPhotoError() if is_named_so and content else NotPhotoError()) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoBombError(most_pixels=PIXELS_MAX) from error
    except UNREADABLE as error:
        raise BrokenPhotoError() from error
    if image.width * image.height > PIXELS_MAX:
        raise PhotoBombError(most_pixels=PIXELS_MAX)
    return image


def _without_memory(image: Image.Image) -> Image.Image:
    """Return the pixels alone on white: no EXIF, GPS, comment, profile or transparency."""
    fresh = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        fresh.paste(layer, mask=layer)
    else:
        fresh.paste(image.convert("RGB"))
    return fresh


def _jpeg(image: Image.Image) -> bytes:
    sink = BytesIO()
    image.save(sink, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return sink.getvalue()
