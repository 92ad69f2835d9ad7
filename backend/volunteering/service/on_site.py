"""Who is here: the shift as its leader sees it on site, polled by the phone that shows the code. It changes nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import ServiceRecord, SignUp
from backend.volunteering.moves import RecordMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.service.grounds import grounds_on
from backend.volunteering.service.parts import show_member
from backend.volunteering.service.record_view import view_records
from backend.volunteering.service.shift import find_shift
from backend.volunteering.types import SIGN_UP_STATE_NAMES, RecordSource, RecordState, SignUpState

HAS_PLACE = (SignUpState.SIGNED_UP, SignUpState.CHECKED_IN, SignUpState.CHECKED_OUT, SignUpState.NO_SHOW)


def list_presence(uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID) -> dict[str, Any]:
    """Return everybody with a place on the shift, each with their record and what the leader may do with it.

    ``left`` counts what is still to come: who isn't here, who is to check out, to be witnessed, to be confirmed.
    """
    shift = find_shift(uow, community_id, shift_id)
    POLICY.permit(actor, A.READ_PRESENCE, also=grounds_on(actor, shift))
    sign_ups = uow.session.scalars(
        select(SignUp)
        .where(SignUp.community_id == community_id, SignUp.shift_id == shift_id, SignUp.state.in_(HAS_PLACE))
        .order_by(SignUp.queued_at, SignUp.id)
    ).all()
    rows = uow.session.scalars(
        select(ServiceRecord).where(
            ServiceRecord.community_id == community_id,
            ServiceRecord.shift_id == shift_id,
            ServiceRecord.source != RecordSource.CORRECTION,
        )
    ).all()
    members = communities.members_by_ids(uow, community_id, {row.member_id for row in sign_ups})
    records = dict(zip((row.sign_up_id for row in rows), view_records(uow, actor, rows), strict=True))
    return {
        "shift_id": shift_id,
        "left": _count_left(sign_ups, rows, records),
        "items": [
            {
                "sign_up_id": row.id,
                "member": show_member(members[row.member_id], masked=False),
                "state": row.state,
                "state_name": SIGN_UP_STATE_NAMES[SignUpState(row.state)],
                "record": records.get(row.id),
            }
            for row in sign_ups
        ],
    }


def _count_left(
    sign_ups: Sequence[SignUp], rows: Sequence[ServiceRecord], shown: dict[UUID, dict[str, Any]]
) -> dict[str, int]:
    states = [row.state for row in rows]
    mine = sum(RecordMove.CONFIRM in {move["move"] for move in view["moves"]} for view in shown.values())
    return {
        "to_come": sum(row.state == SignUpState.SIGNED_UP for row in sign_ups),
        "to_leave": states.count(RecordState.CHECKED_IN),
        "to_witness": states.count(RecordState.CHECKED_OUT),
        "to_confirm": states.count(RecordState.WITNESSED),
        "to_confirm_by_me": mine,
    }
