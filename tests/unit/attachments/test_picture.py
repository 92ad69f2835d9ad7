"""What becomes of a file that somebody sends as a photo."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from backend.attachments.errors import BrokenPhotoError, NotPhotoError, PhotoBombError, RenamedPhotoError
from backend.attachments.picture import PIXELS_MAX, clean
from tests.factories.photos import GPS, LYING_ON_ITS_SIDE, draw, draw_with_memory, opened


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_every_format_becomes_jpeg(format: str) -> None:
    picture = clean(draw(format=format), f"photo.{format.lower()}")
    assert (opened(picture.full).format, opened(picture.full).size) == ("JPEG", (800, 600))
    assert opened(picture.thumb).size == (400, 300)


def test_the_longest_side_is_bounded() -> None:
    picture = clean(draw(4000, 1000), "photo.jpg")
    assert (picture.width, picture.height) == opened(picture.full).size == (1600, 400)
    assert opened(picture.thumb).size == (400, 100)


def test_a_small_picture_is_not_blown_up() -> None:
    assert opened(clean(draw(20, 10), "photo.jpg").thumb).size == (20, 10)


def test_where_and_by_what_it_was_taken_is_gone() -> None:
    sent = draw_with_memory()
    assert opened(sent).getexif().get_ifd(GPS), "the test's own photo tells where"
    assert b"home of the Wangs" in sent
    picture = clean(sent, "photo.jpg")
    for content in (picture.full, picture.thumb):
        assert dict(opened(content).getexif()) == {}
        assert set(opened(content).info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }
        assert b"Exif" not in content
        assert b"Wangs" not in content


def test_what_a_png_says_of_itself_is_gone() -> None:
    words = PngInfo()
    words.add_text("Author", "home of the Wangs")
    assert b"Wangs" not in clean(draw(format="PNG", pnginfo=words), "photo.png").full


def test_a_photo_stands_upright() -> None:
    picture = clean(draw_with_memory(800, 600, orientation=LYING_ON_ITS_SIDE), "photo.jpg")
    assert (picture.width, picture.height) == (600, 800)
    red, _, blue = opened(picture.full).getpixel((300, 20))  # type: ignore[misc]  # three bands
    assert (red > 200, blue < 50) == (True, True), "what was left is now above"


def test_what_is_transparent_becomes_white() -> None:
    picture = clean(draw(format="PNG", mode="RGBA"), "photo.png")
    assert opened(picture.full).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "I;16", "CMYK"])
def test_every_mode_of_colour_is_taken(mode: str) -> None:
    sink = BytesIO()
    image = Image.new("RGB", (40, 30), (200, 10, 10)).convert("L" if mode == "I;16" else mode)
    (image.convert("I;16") if mode == "I;16" else image).save(sink, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(clean(sink.getvalue(), "photo.png").full).mode == "RGB"


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"%PDF-1.7 a letter", "letter.pdf", NotPhotoError),
        (b"", "photo.jpg", NotPhotoError),
        (b"%PDF-1.7 a letter", "photo.JPG", RenamedPhotoError),
        (b"GIF89a" + b"\0" * 40, "photo.png", RenamedPhotoError),
        (draw(format="TIFF"), "photo.jpeg", RenamedPhotoError),
        (draw()[:3000], "photo.jpg", BrokenPhotoError),
        (draw(format="PNG")[:-60], "photo.png", BrokenPhotoError),
        (draw(format="WEBP")[:60], "photo.webp", BrokenPhotoError),
    ],
)
def test_what_is_no_photo_is_refused(content: bytes, name: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        clean(content, name)


def test_a_real_photo_under_another_name_is_taken() -> None:
    assert clean(draw(format="PNG"), "photo.jpg").width == 800


@pytest.mark.parametrize("side", [8_000, 12_000, 20_000])
def test_a_bomb_is_refused_by_its_head(side: int) -> None:
    """The head alone says so many pixels: none of them is ever there."""
    small = draw(10, 10, "PNG")
    head = b"IHDR" + struct.pack(">II", side, side) + small[24:29]
    bomb = small[:12] + head + struct.pack(">I", zlib.crc32(head)) + small[33:]
    assert side * side > PIXELS_MAX
    with pytest.raises(PhotoBombError):
        clean(bomb, "photo.png")
