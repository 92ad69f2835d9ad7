"""What budget rounds tell others of: one topic, whose ``what`` says which thing happened."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from backend.budgeting.models import Proposal, Round
from backend.infra import outbox
from backend.infra.uow import UnitOfWork

TOLD = "budgeting.told"


def tell_members(uow: UnitOfWork, row: Round, what: str, member_ids: Collection[UUID], **more: Any) -> None:
    """Tell members what happened in a round; nobody to tell: nothing is stored. ``more`` are JSON values."""
    if not member_ids:
        return
    payload = {
        "round_id": str(row.id),
        "round": row.title,
        "what": what,
        "member_ids": sorted(map(str, member_ids)),
        **more,
    }
    outbox.record(uow, row.community_id, TOLD, payload)


def tell_checked(uow: UnitOfWork, row: Round, proposal: Proposal) -> None:
    """Tell a proposer what the desk found."""
    said = {"proposal": proposal.title, "note": proposal.reason}
    tell_members(uow, row, proposal.state, [proposal.proposed_by], **said)
