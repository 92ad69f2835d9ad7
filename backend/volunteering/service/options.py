"""What somebody can choose when signing up: for whom, for which unit; where they stand; who has answered them."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import NotFoundError
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import SignUp
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.promises import STRIKES, STRIKES_WITHIN
from backend.volunteering.service.fitness import standing_of
from backend.volunteering.service.grounds import shifts_seen
from backend.volunteering.service.shift import find_shift
from backend.volunteering.service.sign_up_view import view_sign_ups
from backend.volunteering.types import SignUpState


def sign_up_options(uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID) -> dict[str, Any]:
    """Return the caller's choices on a shift, and the sign-ups of others that are theirs to answer or to look after.

    Raises NotFoundError.
    """
    POLICY.permit(actor, A.SIGN_UP)
    shift = find_shift(uow, community_id, shift_id)
    if shift.id not in shifts_seen(uow, actor, [shift]):
        raise NotFoundError
    assert actor.member_id is not None  # policy: a verified member
    facts = communities.member_facts(uow, community_id, [actor.member_id])[actor.member_id]
    wards = communities.wards_of(uow, community_id, actor.member_id)
    units = communities.units_by_ids(uow, community_id, actor.units)
    stand = standing_of(uow, community_id, actor.member_id)
    is_minor = not communities.is_adult(facts.birth_date, local_date(shift.starts_at))
    return {
        "is_minor": is_minor,
        "needs_guardian_named": is_minor and facts.guardian_id is None,
        "wards": [{"id": ward.id, "name": ward.name} for ward in wards],
        "units": [{"id": unit.id, "name": unit.name} for unit in units.values()],
        "standing": {
            "strikes": stand.strikes,
            "strikes_max": STRIKES,
            "days": STRIKES_WITHIN.days,
            "asked_until": None if is_minor else stand.asked_until,
        },
        "others": view_sign_ups(uow, actor, _others(uow, actor, community_id, shift_id)),
    }


def _others(uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID) -> list[SignUp]:
    """Return the sign-ups of others whom the caller invited or whose word is the caller's."""
    rows = uow.session.scalars(
        select(SignUp)
        .where(
            SignUp.community_id == community_id,
            SignUp.shift_id == shift_id,
            SignUp.member_id != actor.member_id,
            or_(
                SignUp.invited_by == actor.member_id,
                (SignUp.asked_id == actor.member_id) & (SignUp.state != SignUpState.CANCELLED),
            ),
        )
        .order_by(SignUp.queued_at, SignUp.id)
    )
    return list(rows)
