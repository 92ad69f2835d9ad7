"""Codes that the leader's phone takes along, to show them in turn where there is no network.

They go to nobody whom the codes of the moment would not go to, and every fetch leaves a row that stays.
"""

from typing import Any
from uuid import UUID

from backend.core.actor import Actor
from backend.core.rotating_code import STEP_SECONDS, codes_between, step_at, step_begins
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import ShiftNotOpenError
from backend.volunteering.models import CodeFetch
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.code import QR_PREFIX
from backend.volunteering.rules.hours import codes_window
from backend.volunteering.service.grounds import grounds_on
from backend.volunteering.service.presence import NO_PHONE
from backend.volunteering.service.shift import find_shift_with_secret
from backend.volunteering.service.sighting import write_showing
from backend.volunteering.types import ShiftState
from backend.volunteering.types.presence import Phone


def fetch_codes(
    uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID, *, phone: Phone = NO_PHONE
) -> dict[str, Any]:
    """Return the codes from now to the end of the window, at most four hours of them, to the leader alone.

    Raises NotFoundError, ShiftNotOpenError, TooEarlyError, TooLateError.
    """
    shift = find_shift_with_secret(uow, community_id, shift_id)
    POLICY.permit(actor, A.SHOW_CODE, also=grounds_on(actor, shift))
    if shift.state == ShiftState.CANCELLED:
        raise ShiftNotOpenError
    first_at, last_at = codes_window(shift.starts_at, shift.ends_at, now=uow.now)
    write_showing(uow, shift, phone)
    uow.session.add(
        CodeFetch(
            community_id=community_id,
            id=uow.new_id(),
            shift_id=shift.id,
            member_id=actor.member_id,
            first_step=step_at(first_at),
            last_step=step_at(last_at),
            fetched_at=uow.now,
        )
    )
    return {
        "codes": codes_between(shift.code_secret, step_at(first_at), step_at(last_at)),
        "first_from": step_begins(first_at),
        "step_seconds": STEP_SECONDS,
        "qr_prefix": f"{QR_PREFIX}{shift.id}:",
    }
