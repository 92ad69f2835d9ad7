"""A statement on paper: A4 with both sides of the account, its lines, the seal's short hash, a QR code to the page."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from backend.alliances.rules.quarters import quarter_name
from backend.alliances.service.statement import read_sealed
from backend.core.actor import Actor
from backend.core.seal import short_seal
from backend.infra.documents import Document
from backend.infra.documents.pdf import Paper, write_pdf
from backend.infra.documents.qr import qr_png
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork

PAGE = "/#/alliance/statement/index"
SIDE_NAMES = {"gave": "付出", "got": "得到"}


def print_statement(uow: UnitOfWork, actor: Actor, community_id: int, statement_id: UUID) -> Document:
    """Return a statement as PDF; raises NotFoundError, StatementBrokenError."""
    row, held = read_sealed(uow, actor, community_id, statement_id)
    query = urlencode({"cid": community_id, "id": statement_id})
    paper = paper_of(held, short_seal(row.seal), qr_png(f"{runtime().settings.public_url}{PAGE}?{query}"))
    return Document(f"reciprocity-{row.number.removeprefix('互-')}.pdf", "application/pdf", write_pdf(paper))


def paper_of(held: dict[str, Any], seal: str, qr: bytes) -> Paper:
    """Return what is printed of a statement."""
    name = quarter_name(date.fromisoformat(held["quarter"]))
    sides = "；".join(f"付出 {each['gave_text']}、得到 {each['got_text']}" for each in held["sides"]) or "没有往来"
    rows = [
        [SIDE_NAMES[line["side"]], line["source_name"], line["text"], f"{line['times']}次", line["amount_text"]]
        for line in held["lines"]
    ]
    return Paper(
        title=f"{held['unit']} 互惠对账单",
        notes=[
            f"{name}　编号 {held['number']}　{held['community']}",
            f"合计：{sides}",
            f"本单位应履行 {_terms(held['own_terms'])}；对方应向本单位履行 {_terms(held['terms_owed_to'])}。",
            "只计本季度内已验收、已入账、已确认的事项；不含任何个人信息。供党建联席会使用。",
        ],
        headings=["方向", "来源", "事项", "次数", "数量"],
        rows=rows or [["—", "—", "本季度没有已验收的往来", "—", "—"]],
        widths=[10, 16, 46, 10, 18],
        seal=seal,
        qr=qr,
    )


def _terms(terms: dict[str, Any]) -> str:
    if not terms["due"]:
        return "0 项"
    return f"{terms['due']} 项，已履行 {terms['kept']} 项（{terms['percent']}%）"
