"""Donations as the API shows them: to the public the donor as they chose, and how much of it is used."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.names import mask_name
from backend.giving.models import Fund, FundDonation
from backend.giving.moves import DONATION_MOVE_NAMES, DONATION_MOVES
from backend.giving.policy import POLICY, A
from backend.giving.rules import used_part
from backend.giving.service.fund import goods_by_ids, keeps
from backend.giving.types import DONATION_STATE_NAMES, DonationState
from backend.infra.uow import UnitOfWork

ANONYMOUS = "匿名"


def view_donations(uow: UnitOfWork, actor: Actor, rows: Sequence[FundDonation]) -> list[dict[str, Any]]:
    """Return donations; evidence, photos and full names go to the donor, the keeper and the desk alone."""
    if not rows:
        return []
    community_id = rows[0].community_id
    of_funds = Fund.community_id == community_id, Fund.id.in_({row.fund_id for row in rows})
    funds = {
        f.id: f for f in uow.session.scalars(select(Fund).where(*of_funds).execution_options(populate_existing=True))
    }
    goods = goods_by_ids(uow, community_id, [row.goods_id for row in rows])
    names = _names(uow, community_id, rows)
    whole = {row.id for row in rows if _may_see_all(actor, row, funds[row.fund_id])}
    photos = attachments.photos_by_ids(uow, community_id, [UUID(p) for r in rows if r.id in whole for p in r.photos])
    return [
        {
            "id": row.id,
            "number": row.number,
            "fund": {"id": row.fund_id, "name": funds[row.fund_id].name},
            "goods": _goods(goods.get(row.goods_id)),
            "amount": row.amount,
            "used": _used(row, goods[row.goods_id].used if row.goods_id else funds[row.fund_id].used),
            "estimated_fen": row.estimated_fen,
            "donor_name": names[row.id] if row.id in whole else _shown(row, names[row.id]),
            "anonymous": row.anonymous,
            "mine": row.donor_member_id is not None and row.donor_member_id == actor.member_id,
            "received_on": row.received_on,
            "evidence": row.evidence if row.id in whole else None,
            "photos": [photos[UUID(photo)] for photo in row.photos if UUID(photo) in photos],
            "state": DonationState(row.state),
            "state_name": DONATION_STATE_NAMES[DonationState(row.state)],
            "decision_note": row.decision_note if row.id in whole else "",
            "acknowledged_at": row.decided_at if row.state == DonationState.ACKNOWLEDGED else None,
            "moves": _moves(actor, row, funds[row.fund_id]),
        }
        for row in rows
    ]


def _names(uow: UnitOfWork, community_id: int, rows: Sequence[FundDonation]) -> Mapping[UUID, str]:
    """Return donors' full names by donation."""
    members = communities.members_by_ids(uow, community_id, {r.donor_member_id for r in rows if r.donor_member_id})
    units = communities.units_by_ids(uow, community_id, {r.donor_unit_id for r in rows if r.donor_unit_id})
    return {row.id: _name(row, members, units) for row in rows}


def _name(row: FundDonation, members: Mapping[UUID, Any], units: Mapping[UUID, Any]) -> str:
    if row.donor_member_id is not None:
        return str(members[row.donor_member_id].name)
    return str(units[row.donor_unit_id].name) if row.donor_unit_id is not None else row.donor_name or ""


def _shown(row: FundDonation, name: str) -> str:
    """Return the donor as the public sees them: a unit by its name, anybody else by the first character."""
    if row.anonymous:
        return ANONYMOUS
    return name if row.donor_unit_id is not None else mask_name(name)


def _may_see_all(actor: Actor, row: FundDonation, fund: Fund) -> bool:
    units = [fund.keeper_unit_id, *([row.donor_unit_id] if row.donor_unit_id else [])]
    return any(POLICY.allows(actor, A.READ_DONATION, unit_id=unit, member_id=row.donor_member_id) for unit in units)


def _goods(row: Any) -> dict[str, Any] | None:
    return None if row is None else {"id": row.id, "what": row.what, "unit": row.unit}


def _used(row: FundDonation, used: int) -> int:
    return 0 if row.place is None else used_part(amount=row.amount, place=row.place, used=used)


def _moves(actor: Actor, row: FundDonation, fund: Fund) -> list[dict[str, str]]:
    if not keeps(actor, fund) or actor.member_id == row.recorded_by:
        return []
    return [
        {"move": move.value, "name": DONATION_MOVE_NAMES[move]}
        for move in DONATION_MOVES.moves_from(DonationState(row.state))
    ]
