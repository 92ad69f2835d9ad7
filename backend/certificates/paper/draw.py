"""Drawing a certificate. The same sheet gives the same bytes, so that it can be printed again at any time."""

import io
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from backend.certificates.paper import table
from backend.certificates.paper.sheet import Sheet, wrap
from backend.infra.documents.pdf import FONT, INK, LINE, SEAL, register_font

WIDTH, HEIGHT = A4
LEFT, RIGHT = 22 * mm, WIDTH - 22 * mm
SOFT = colors.HexColor("#565C66")
VALUE_X = LEFT + 30 * mm
ROW, NOTE_SIZE = 8.2 * mm, 7.5
# Where the parts begin, from the sheet's upper edge.
HOLDER_AT, SERVICE_AT, ISSUER_AT, FACTS_AT = 57 * mm, 93 * mm, 182 * mm, 228 * mm
# What is left for records, or their summary, on the first page.
SUMMARY_AT, SUMMARY_ROOM = SERVICE_AT + 26 * mm, 60 * mm
STAMP_SIDE, QR_SIDE, SEAL_SIDE = 40 * mm, 27 * mm, 15 * mm
APPENDIX_AT, APPENDIX_ROOM = 34 * mm, HEIGHT - 60 * mm
ORDINALS = "一二三四"


def write_paper(sheet: Sheet) -> bytes:
    """Return the PDF."""
    register_font()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1, lang="zh-CN")
    canvas.setTitle(f"{sheet.title} {sheet.number}")
    rows = table.lay_out(sheet.lines, RIGHT - LEFT)
    pages = table.pages_of(rows, first_room=SUMMARY_ROOM, room=APPENDIX_ROOM)
    count = 1 + len(pages)
    _first_page(canvas, sheet, rows if not pages else None, count)
    _foot(canvas, sheet, 1, count)
    for number, (first, past) in enumerate(pages, 2):
        canvas.showPage()
        _frame(canvas)
        _text(canvas, LEFT, 24 * mm, f"{sheet.title} · 服务明细", 13)
        _text(canvas, RIGHT, 24 * mm, f"第 {first + 1}–{past} 条，共 {len(rows)} 条", 9, SOFT, align="right")
        table.draw(canvas, rows[first:past], LEFT, APPENDIX_AT, RIGHT - LEFT, begin=first + 1)
        _foot(canvas, sheet, number, count)
    canvas.save()
    return out.getvalue()


def _first_page(canvas: Canvas, sheet: Sheet, rows: list[table.Row] | None, count: int) -> None:
    _frame(canvas)
    _seal(canvas, sheet.short_seal)
    canvas.setFillColor(INK)
    canvas.setFont(FONT, 26)
    canvas.drawCentredString(WIDTH / 2, HEIGHT - 38 * mm, sheet.title, charSpace=5)
    _text(canvas, WIDTH / 2, 46 * mm, f"编号 {sheet.number}", 10, SOFT, align="center")
    _heading(canvas, 0, "志愿者信息", HOLDER_AT)
    _rows(canvas, sheet.holder, HOLDER_AT + 9 * mm)
    _heading(canvas, 1, "志愿服务信息", SERVICE_AT)
    _service(canvas, sheet)
    if rows is not None:
        table.draw(canvas, rows, LEFT, SUMMARY_AT, RIGHT - LEFT, begin=1)
    else:
        end = table.draw_groups(canvas, sheet.groups, LEFT, SUMMARY_AT, RIGHT - LEFT)
        _text(canvas, LEFT, end + 5 * mm, f"逐条明细见后附的 {count - 1} 页。", 9, SOFT)
    _heading(canvas, 2, "出具单位信息", ISSUER_AT)
    _rows(canvas, sheet.issuer, ISSUER_AT + 9 * mm, right=RIGHT - STAMP_SIDE - 6 * mm)
    _stamp(canvas, sheet)
    _heading(canvas, 3, "证明信息", FACTS_AT)
    _rows(canvas, sheet.facts, FACTS_AT + 9 * mm, right=RIGHT - QR_SIDE - 6 * mm, step=6.4 * mm, size=9.5)
    qr = ImageReader(io.BytesIO(sheet.qr))
    canvas.drawImage(qr, RIGHT - QR_SIDE, HEIGHT - FACTS_AT - 5 * mm - QR_SIDE, QR_SIDE, QR_SIDE)
    notes = [line for note in sheet.notes for line in wrap(note, NOTE_SIZE, RIGHT - LEFT, table.measure, most=2)]
    for place, note in enumerate(notes):
        _text(canvas, LEFT, FACTS_AT + 41 * mm + place * 3.7 * mm, note, NOTE_SIZE, SOFT)


def _service(canvas: Canvas, sheet: Sheet) -> None:
    """Write how much was served, large, and over which days."""
    _text(canvas, LEFT, SERVICE_AT + 11 * mm, f"服务期间 {sheet.period}", 10, SOFT)
    _text(canvas, LEFT, SERVICE_AT + 21 * mm, sheet.total, 22)
    _text(canvas, RIGHT, SERVICE_AT + 21 * mm, sheet.times, 11, SOFT, align="right")


def _frame(canvas: Canvas) -> None:
    for inset, width, color in ((10 * mm, 0.9, INK), (11.6 * mm, 0.3, LINE)):
        canvas.setStrokeColor(color)
        canvas.setLineWidth(width)
        canvas.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)


def _seal(canvas: Canvas, short: str) -> None:
    """Draw the product's seal, the one thing in vermilion."""
    x, top = RIGHT - SEAL_SIDE, 19 * mm
    canvas.setFillColor(SEAL)
    canvas.roundRect(x, HEIGHT - top - SEAL_SIDE, SEAL_SIDE, SEAL_SIDE, 1.6 * mm, stroke=0, fill=1)
    canvas.setFillColor(colors.white)
    canvas.setFont(FONT, 25)
    canvas.drawCentredString(x + SEAL_SIDE / 2, HEIGHT - top - 11 * mm, "印")
    _text(canvas, x + SEAL_SIDE / 2, top + SEAL_SIDE + 4 * mm, short, 7.5, SEAL, align="center")


def _heading(canvas: Canvas, place: int, text: str, top: float) -> None:
    _text(canvas, LEFT, top, f"{ORDINALS[place]}、{text}", 11.5)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.8)
    canvas.line(LEFT, HEIGHT - top - 2.4 * mm, RIGHT, HEIGHT - top - 2.4 * mm)


def _rows(canvas: Canvas, rows: Any, top: float, *, right: float = RIGHT, step: float = ROW, size: float = 11) -> None:
    """Write label and text with a hairline beneath; what is too long goes on a second line, smaller."""
    canvas.setLineWidth(0.4)
    for label, text in rows:
        _text(canvas, LEFT, top, label, 9.5, SOFT)
        lines = wrap(text, size, right - VALUE_X, table.measure, most=2)
        if len(lines) == 1:
            _text(canvas, VALUE_X, top, lines[0], size)
        else:
            for place, line in enumerate(wrap(text, size - 2.5, right - VALUE_X, table.measure, most=2)):
                _text(canvas, VALUE_X, top + (place - 0.6) * 3.6 * mm, line, size - 2.5)
        canvas.setStrokeColor(LINE)
        canvas.line(LEFT, HEIGHT - top - 2.2 * mm, right, HEIGHT - top - 2.2 * mm)
        top += step


def _stamp(canvas: Canvas, sheet: Sheet) -> None:
    """Draw the unit's seal, or the place for one stamped by hand."""
    x, y = RIGHT - STAMP_SIDE, HEIGHT - ISSUER_AT - 4.5 * mm - STAMP_SIDE
    if sheet.stamp is not None:
        canvas.drawImage(ImageReader(io.BytesIO(sheet.stamp)), x, y, STAMP_SIDE, STAMP_SIDE, mask="auto")
        return
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.setDash(3, 3)
    canvas.circle(x + STAMP_SIDE / 2, y + STAMP_SIDE / 2, STAMP_SIDE / 2 - 3 * mm)
    canvas.setDash()
    _text(canvas, x + STAMP_SIDE / 2, HEIGHT - y - STAMP_SIDE / 2 + 1.2 * mm, "盖章处", 9, SOFT, align="center")


def _foot(canvas: Canvas, sheet: Sheet, page: int, count: int) -> None:
    _text(canvas, LEFT, HEIGHT - 15 * mm, f"{sheet.number}　印 {sheet.short_seal}", 7.5, SOFT)
    _text(canvas, RIGHT, HEIGHT - 15 * mm, f"第 {page} 页 共 {count} 页", 7.5, SOFT, align="right")


def _text(
    canvas: Canvas,
    x: float,
    top: float,
    text: str,
    size: float,
    color: colors.Color = INK,
    *,
    align: str = "left",
) -> None:
    """Write one line with its foot ``top`` below the sheet's upper edge."""
    canvas.setFillColor(color)
    canvas.setFont(FONT, size)
    write = {"left": canvas.drawString, "right": canvas.drawRightString, "center": canvas.drawCentredString}[align]
    write(x, HEIGHT - top, text)
