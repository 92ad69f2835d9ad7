"""A table on paper: A4, heading, rows over pages, a foot with seal and QR code. The Chinese font is embedded."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Image, LongTable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

# WenQuanYi Micro Hei (Apache-2.0): TrueType outlines, of which only the characters used are embedded.
FONT = "WenQuanYiMicroHei"
INK, LINE, SEAL = colors.HexColor("#20242A"), colors.HexColor("#B8B0A0"), colors.HexColor("#B93A22")
MARGIN = 15 * mm
QR_SIDE = 24 * mm
SIGNER_HEIGHT = 34 * mm


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed; ``widths`` are the columns' parts of the page's width, ``notes`` stand beneath the heading.

    ``signers`` are boxes to sign in, (who, what stands there already), two in a row beneath the table.
    """

    title: str
    notes: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    seal: str | None = None
    qr: bytes | None = None
    signers: Sequence[tuple[str, str]] = ()


@cache
def register_font() -> None:
    """Make FONT known to reportlab; drawing by hand needs it too."""
    path = files("paperang_p2_fonts_cjk") / "fonts" / "wqy-microhei.ttc"
    pdfmetrics.registerFont(TTFont(FONT, str(path), subfontIndex=0))


@cache
def _style(name: str, size: float, *, bold: bool = False, color: colors.Color = INK) -> ParagraphStyle:
    style = ParagraphStyle(name, fontName=FONT, fontSize=size, leading=size * 1.45, textColor=color, wordWrap="CJK")
    if bold:
        style.spaceAfter = 2 * mm
    return style


def _text(text: str, style: ParagraphStyle) -> Paragraph:
    """Return the text as it is: what looks like markup was typed by somebody and stays visible."""
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def write_pdf(paper: Paper) -> bytes:
    """Return the document; the same paper gives the same bytes."""
    register_font()
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN + 5 * mm,
        title=paper.title,
        author="",
        invariant=1,
    )
    document.build(_story(paper, document.width), onFirstPage=_foot(paper), onLaterPages=_foot(paper))
    return out.getvalue()


def _story(paper: Paper, width: float) -> list[Any]:
    head = [_text(paper.title, _style("title", 18, bold=True))]
    head += [_text(note, _style("note", 9)) for note in paper.notes]
    total = sum(paper.widths)
    table = LongTable(
        [
            [_text(heading, _style("heading", 9)) for heading in paper.headings],
            *([_text(cell, _style("cell", 9)) for cell in row] for row in paper.rows),
        ],
        colWidths=[width * part / total for part in paper.widths],
        repeatRows=1,
    )
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, 0), 1, INK),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    parts = [_heading(paper, head, width), Spacer(1, 4 * mm), *([table] if paper.rows else [])]
    return [*parts, Spacer(1, 6 * mm), _signers(paper, width)] if paper.signers else parts


def _signers(paper: Paper, width: float) -> Table:
    """Return boxes with room for a hand and a stamp; a row of them is never torn apart."""
    boxes = [[_text(who, _style("signer", 10)), _text(said, _style("signed", 9))] for who, said in paper.signers]
    rows = [
        [*boxes[place : place + 2], *[""] * (2 - len(boxes[place : place + 2]))] for place in range(0, len(boxes), 2)
    ]
    table = Table(rows, colWidths=[width / 2, width / 2], rowHeights=SIGNER_HEIGHT)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("GRID", (0, 0), (-1, -1), 0.4, LINE)]))
    return table


def _heading(paper: Paper, head: list[Any], width: float) -> Table:
    """Return title and notes on the left, the QR code and the seal's short hash on the right."""
    side: list[Any] = []
    if paper.qr is not None:
        side.append(Image(io.BytesIO(paper.qr), QR_SIDE, QR_SIDE))
    if paper.seal is not None:
        side.append(_text(f"印 {paper.seal}", _style("seal", 10, color=SEAL)))
    table = Table([[head, side]], colWidths=[width - QR_SIDE - 8 * mm, QR_SIDE + 8 * mm])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, 0), 2)]))
    return table


def _foot(paper: Paper) -> Any:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont(FONT, 8)
        canvas.setFillColor(INK)
        left = f"{paper.title}  印 {paper.seal}" if paper.seal is not None else paper.title
        canvas.drawString(MARGIN, MARGIN - 2 * mm, left)
        canvas.drawRightString(A4[0] - MARGIN, MARGIN - 2 * mm, f"第 {document.page} 页")

    return draw
