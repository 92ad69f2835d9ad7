"""The receipt of an acknowledged donation, on paper."""

from uuid import UUID

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE
from backend.core.errors import NotFoundError
from backend.giving.service.donation import read_donation
from backend.giving.service.donation_view import view_donations
from backend.giving.service.fund import load_fund, view_funds
from backend.infra.documents import Document
from backend.infra.documents.pdf import Paper, write_pdf
from backend.infra.uow import UnitOfWork

NOTE = "本凭据记录捐赠与保管情况，不是税务票据；款物由保管方直接收取，本系统不代收。"


def write_receipt(uow: UnitOfWork, actor: Actor, community_id: int, donation_id: UUID) -> Document:
    """Return the receipt as PDF to donor, keeper and desk; raises NotFoundError before it is acknowledged."""
    row = read_donation(uow, actor, community_id, donation_id)
    if row.number is None or row.decided_at is None:
        raise NotFoundError("保管方确认收到以后才有凭据")
    shown = view_donations(uow, actor, [row])[0]
    fund = view_funds(uow, actor, [load_fund(uow, community_id, row.fund_id)])[0]
    goods = shown["goods"]
    given = f"{goods['what']} {row.amount} {goods['unit']}" if goods else f"人民币 {row.amount / 100:,.2f} 元"
    rows = [
        ("编号", row.number),
        ("捐赠人", str(shown["donor_name"])),
        ("捐赠内容", given),
        *([("估值", f"人民币 {row.estimated_fen / 100:,.2f} 元")] if row.estimated_fen else []),
        ("用于", f"{fund['name']}：{fund['purpose']}"),
        ("保管方", str(fund["keeper_name"])),
        ("收到日期", row.received_on.isoformat()),
        ("保管方凭证", row.evidence),
        ("确认日期", f"{row.decided_at.astimezone(LOCAL_ZONE):%Y-%m-%d}"),
    ]
    place = communities.get_community(uow, community_id)
    paper = Paper("捐赠凭据", [place.name, NOTE], ("项目", "内容"), rows, (20, 80))
    name = f"receipt-{row.number.removeprefix('捐-')}.pdf"
    return Document(name, "application/pdf", write_pdf(paper))
