"""Whom the pool pays for now, and counting what it pays against the month's amount. Others enter here."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Case, case, select, update

from backend.core.actor import Actor
from backend.core.clock import month_of
from backend.giving.errors import EntitlementOverError, MonthSpentError
from backend.giving.models import EntitlementRow
from backend.giving.policy import POLICY, A
from backend.giving.service.entitlement import lock_entitlement
from backend.giving.types import GROUND_NAMES, Entitlement, EntitlementState, Ground
from backend.infra.uow import UnitOfWork


def get_own_entitlement(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    """Return the caller's own live entitlement as others see it, or none."""
    POLICY.permit(actor, A.READ_OWN_ENTITLEMENT)
    assert actor.member_id is not None, "the policy lets members read and nobody else"
    found = entitlement_of(uow, community_id, actor.member_id)
    if found is None:
        return {"entitlement": None}
    return {
        "entitlement": {
            "id": found.id,
            "ground_name": GROUND_NAMES[found.ground],
            "monthly_minutes": found.monthly_minutes,
            "left_minutes": found.left_minutes,
            "valid_to": found.valid_to,
        }
    }


def entitlement_of(uow: UnitOfWork, community_id: int, member_id: UUID) -> Entitlement | None:
    """Return a member's live entitlement (approved, not past its last day), or None.

    It takes no lock: whoever lets the pool pay calls ``draw_entitlement`` in the same unit of work.
    """
    row = uow.session.scalars(
        select(EntitlementRow)
        .where(
            EntitlementRow.community_id == community_id,
            EntitlementRow.member_id == member_id,
            EntitlementRow.state == EntitlementState.APPROVED,
            EntitlementRow.ends_at > uow.now,
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    given = row.given if row.month == month_of(uow.now) else 0
    left = row.monthly_minutes - given
    return Entitlement(row.id, row.member_id, Ground(row.ground), row.monthly_minutes, left, row.valid_to)


def draw_entitlement(uow: UnitOfWork, community_id: int, entitlement_id: UUID, minutes: int) -> None:
    """Count minutes that the pool pays or sets aside for somebody entitled against this month's amount.

    One conditional statement, so that two at once never pass the amount; the caller posts the transfer. What is not
    used after all is given back by ``return_drawn``. Raises EntitlementOverError, MonthSpentError (``left``).
    """
    month = month_of(uow.now)
    drawn = uow.session.execute(
        update(EntitlementRow)
        .where(
            EntitlementRow.community_id == community_id,
            EntitlementRow.id == entitlement_id,
            EntitlementRow.state == EntitlementState.APPROVED,
            EntitlementRow.ends_at > uow.now,
            _given_in(month) + minutes <= EntitlementRow.monthly_minutes,
        )
        .values(month=month, given=_given_in(month) + minutes)
        .returning(EntitlementRow.id)
        .execution_options(synchronize_session=False)
    ).first()
    if drawn is None:
        row = lock_entitlement(uow, community_id, entitlement_id)
        if row.state != EntitlementState.APPROVED or row.ends_at <= uow.now:
            raise EntitlementOverError
        given = row.given if row.month == month else 0
        raise MonthSpentError(left=row.monthly_minutes - given)


def return_drawn(uow: UnitOfWork, community_id: int, entitlement_id: UUID, minutes: int, *, drawn_at: datetime) -> None:
    """Give back what was drawn at a moment and not used; of a month that is over nothing is left to give back."""
    uow.session.execute(
        update(EntitlementRow)
        .where(
            EntitlementRow.community_id == community_id,
            EntitlementRow.id == entitlement_id,
            EntitlementRow.month == month_of(drawn_at),
        )
        .values(given=EntitlementRow.given - minutes)
        .execution_options(synchronize_session=False)
    )


def _given_in(month: date) -> Case[int]:
    return case((EntitlementRow.month == month, EntitlementRow.given), else_=0)
