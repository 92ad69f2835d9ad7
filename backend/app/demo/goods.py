"""Pictures of what the demo's shop offers, drawn: rice, soap, paper, noodles, and a licence."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (1200, 900)
PAPER, TABLE, SHADE = (246, 240, 228), (226, 214, 192), (206, 192, 166)
RICE, BAND, GRAIN = (250, 247, 238), (31, 111, 92), (222, 210, 180)
SOAP, SOAP_EDGE, FOAM = (214, 178, 140), (188, 148, 108), (255, 255, 255)
ROLL, ROLL_EDGE, CORE = (252, 252, 250), (218, 214, 206), (170, 140, 104)
NOODLE, NOODLE_EDGE, WRAP = (240, 214, 150), (214, 180, 108), (185, 58, 34)
INK = (86, 92, 102)

Pen = ImageDraw.ImageDraw


def draw_goods(name: str) -> bytes:
    """Return the drawing of ``name`` (one of DRAWINGS) as JPEG."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 640, *SIZE), fill=TABLE)
    DRAWINGS[name](pen)
    sink = BytesIO()
    image.save(sink, "JPEG", quality=85)
    return sink.getvalue()


def _rice(pen: Pen) -> None:
    pen.ellipse((360, 730, 840, 800), fill=SHADE)
    pen.rounded_rectangle((400, 190, 800, 770), 60, fill=RICE, outline=GRAIN, width=6)
    pen.polygon(((430, 200), (770, 200), (720, 130), (480, 130)), fill=RICE, outline=GRAIN)
    pen.rectangle((480, 190, 720, 214), fill=BAND)
    pen.rounded_rectangle((470, 330, 730, 560), 20, fill=BAND)
    for row in range(4):
        for column in range(5):
            x, y = 500 + 42 * column + 14 * (row % 2), 365 + 44 * row
            pen.ellipse((x, y, x + 16, y + 30), fill=RICE)


def _soap(pen: Pen) -> None:
    pen.ellipse((290, 690, 910, 800), fill=SHADE)
    pen.rounded_rectangle((320, 430, 880, 740), 110, fill=SOAP_EDGE)
    pen.rounded_rectangle((320, 400, 880, 690), 110, fill=SOAP)
    pen.rounded_rectangle((420, 470, 780, 620), 60, outline=SOAP_EDGE, width=10)
    for x, y, size in ((250, 330, 60), (330, 270, 90), (860, 320, 80), (950, 400, 46), (780, 260, 50)):
        pen.ellipse((x, y, x + size, y + size), fill=FOAM, outline=GRAIN, width=3)


def _paper(pen: Pen) -> None:
    pen.ellipse((240, 710, 960, 800), fill=SHADE)
    for x, y in ((260, 440), (490, 440), (720, 440), (375, 150), (605, 150)):
        pen.rectangle((x, y + 50, x + 220, y + 290), fill=ROLL)
        pen.ellipse((x, y + 240, x + 220, y + 340), fill=ROLL, outline=ROLL_EDGE, width=4)
        pen.ellipse((x, y, x + 220, y + 100), fill=ROLL, outline=ROLL_EDGE, width=4)
        pen.ellipse((x + 78, y + 32, x + 142, y + 68), fill=CORE)


def _noodles(pen: Pen) -> None:
    pen.ellipse((300, 720, 900, 800), fill=SHADE)
    for place in range(26):
        x = 360 + 19 * place
        pen.rectangle((x, 180 + (place * 37) % 40, x + 13, 760), fill=NOODLE, outline=NOODLE_EDGE, width=2)
    pen.rectangle((340, 400, 870, 570), fill=WRAP)
    pen.rectangle((340, 470, 870, 500), fill=PAPER)


def _licence(pen: Pen) -> None:
    pen.rectangle((240, 100, 960, 800), fill=FOAM, outline=CORE, width=18)
    pen.ellipse((550, 150, 650, 250), fill=WRAP)
    for line in range(7):
        pen.rectangle((330, 330 + 55 * line, 870 - 90 * (line % 3), 346 + 55 * line), fill=INK)
    pen.ellipse((740, 620, 880, 760), outline=WRAP, width=10)


DRAWINGS: dict[str, Callable[[Pen], None]] = {
    "rice": _rice,
    "soap": _soap,
    "paper": _paper,
    "noodles": _noodles,
    "licence": _licence,
}
