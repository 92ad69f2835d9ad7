"""Duties as stops of the trace: to the parties and the desk."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select

from backend.agreements.models import AgreementParty, Duty
from backend.agreements.moves.duties import DUTY_STATE_NAMES
from backend.agreements.policy import POLICY, A
from backend.agreements.service.parties import speaks_for
from backend.agreements.service.term_views import names_of_sides
from backend.agreements.service.terms import terms_by_duty
from backend.agreements.types.duties import DutyState, TermState
from backend.core.actor import Actor
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork


def duty_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> Mapping[UUID, Stop | None]:
    """Return duties by id; None for who is of no party."""
    rows = uow.session.scalars(select(Duty).where(Duty.community_id == community_id, Duty.id.in_(ids))).all()
    seen = _seen(uow, actor, community_id, {row.agreement_id for row in rows})
    names = names_of_sides(uow, community_id, rows)
    terms = terms_by_duty(uow, rows)
    found: dict[UUID, Stop | None] = {}
    for duty in rows:
        asked = [term for term in terms.get(duty.id, ()) if term.state != TermState.CANCELLED]
        done = sum(term.state == TermState.ACCEPTED for term in asked)
        is_open = duty.state == DutyState.IN_FORCE
        found[duty.id] = (
            None
            if duty.agreement_id not in seen
            else Stop(
                duty.text,
                f"{DUTY_STATE_NAMES[DutyState(duty.state)]}，{len(asked)}期中完成{done}期",
                duty.made_at,
                StopStatus.NOW if is_open else StopStatus.DONE,
                names[duty.giver_unit_id],
                f"{names[duty.giver_unit_id]}：办理" if is_open else None,
            )
        )
    return found


def _seen(uow: UnitOfWork, actor: Actor, community_id: int, agreement_ids: Collection[UUID]) -> Collection[UUID]:
    """Return those of the agreements whose duties the actor may know of."""
    if POLICY.allows(actor, A.READ_DUTIES):
        return agreement_ids
    units = [id_ for id_ in actor.units if speaks_for(actor, id_)]
    return uow.session.scalars(
        select(AgreementParty.agreement_id).where(
            AgreementParty.community_id == community_id,
            AgreementParty.agreement_id.in_(agreement_ids),
            AgreementParty.unit_id.in_(units),
        )
    ).all()
