"""The photos of the demo, drawn: the east gate in the evening, three of its four lamps out; a signed sheet."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1200, 900)
NIGHT, GROUND, POST, STEP = (24, 32, 48), (38, 42, 50), (70, 76, 86), (58, 62, 70)
LIGHT, GLOW, OUT = (255, 236, 190), (120, 100, 60), (52, 56, 62)
LAMPS = ((180, True), (460, False), (740, False), (1020, False))


def draw_dark_gate() -> bytes:
    """Return the drawing as JPEG."""
    image = Image.new("RGB", SIZE, NIGHT)
    _draw_glow(image)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 700, *SIZE), fill=GROUND)
    for step in range(4):
        pen.rectangle((380 - 40 * step, 640 + 30 * step, 860 + 40 * step, 668 + 30 * step), fill=STEP)
    pen.rectangle((420, 380, 820, 640), outline=POST, width=14)
    for x, is_lit in LAMPS:
        pen.rectangle((x - 5, 300, x + 5, 720), fill=POST)
        pen.ellipse((x - 34, 240, x + 34, 308), fill=LIGHT if is_lit else OUT, outline=POST, width=4)
    sink = BytesIO()
    image.save(sink, "JPEG", quality=85)
    return sink.getvalue()


def _draw_glow(image: Image.Image) -> None:
    glow = Image.new("L", SIZE, 0)
    pen = ImageDraw.Draw(glow)
    for x, is_lit in LAMPS:
        if is_lit:
            pen.ellipse((x - 170, 100, x + 170, 450), fill=170)
    image.paste(GLOW, mask=glow.filter(ImageFilter.GaussianBlur(60)))


def draw_sheet() -> bytes:
    """Return a sheet of paper with ruled lines and three signatures that nobody can read, as JPEG."""
    image = Image.new("RGB", SIZE, POST)
    pen = ImageDraw.Draw(image)
    pen.rectangle((120, 40, 1080, 860), fill=(246, 242, 232))
    for line in range(9):
        pen.line((170, 160 + 78 * line, 1030, 160 + 78 * line), fill=GLOW, width=3)
    for column in (170, 520, 780, 1030):
        pen.line((column, 160, column, 784), fill=GLOW, width=3)
    for row in range(3):
        for column, width in ((210, 220), (560, 130), (820, 130)):
            points = [(column + 11 * n, 205 + 78 * row + (18 if n % 2 else -12)) for n in range(width // 11)]
            pen.line(points, fill=NIGHT, width=6, joint="curve")
    sink = BytesIO()
    image.save(sink, "JPEG", quality=85)
    return sink.getvalue()


def draw_visit(number: int) -> bytes:
    """Return some people around a table by a window, as JPEG: each number is another picture."""
    people = 3 + number % 4
    image = Image.new("RGB", SIZE, (226, 214, 190))
    pen = ImageDraw.Draw(image)
    pen.rectangle((760, 90, 1100, 420), fill=(178, 206, 220), outline=STEP, width=12)
    pen.line((930, 90, 930, 420), fill=STEP, width=10)
    for n in range(people):
        x, coat = 160 + n * 880 // (people - 1), 37 * n + 11 * number
        pen.ellipse((x - 60, 320, x + 60, 440), fill=(206, 164, 132))
        pen.rounded_rectangle((x - 96, 450, x + 96, 720), 60, fill=(60 + coat % 120, 96, 70 + 3 * coat % 130))
    pen.rectangle((60, 640, 1140, 690), fill=(140, 100, 66))
    sink = BytesIO()
    image.save(sink, "JPEG", quality=85)
    return sink.getvalue()
