"""Sightings: what is kept of a code that opened; of phone and network only keyed hashes, in rows deleted later."""

from typing import cast
from uuid import UUID

from sqlalchemy import Table, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from backend.core.clock import local_date
from backend.core.rotating_code import Seen, step_at
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import CodeSighting, PhoneMark, ServiceRecord, Shift, SignUp
from backend.volunteering.rules.sharing import network_of
from backend.volunteering.types import Fence
from backend.volunteering.types.presence import Arrival, Given, Phone, Way

# Run by every check-in, past the ORM, which has nothing to add.
_SIGHTING = insert(cast(Table, CodeSighting.__table__))
_MARK = insert(cast(Table, PhoneMark.__table__))


def write_sighting(
    uow: UnitOfWork, record: ServiceRecord, way: Way, seen: Seen, *, held_by: UUID | None = None
) -> None:
    """Keep that the member of ``record`` saw a code, on the phone of the guardian ``held_by`` or their own.

    A second sighting for the same way breaks uq_code_sightings_way: the caller has locked the sign-up and looked.
    """
    row = {
        "community_id": record.community_id,
        "id": uow.new_id(),
        "shift_id": record.shift_id,
        "sign_up_id": record.sign_up_id,
        "record_id": record.id,
        "member_id": record.performed_by,
        "way": way.value,
        "step": seen.step,
        "arrival": Arrival.LATE.value if seen.is_late else Arrival.LIVE.value,
        "seen_at": seen.at,
        "arrived_at": uow.now,
        "held_by": held_by,
    }
    uow.session.execute(_SIGHTING, row)


def write_mark(
    uow: UnitOfWork,
    shift: Shift,
    sign_up: SignUp,
    record_id: UUID,
    way: Way,
    seen: Seen,
    given: Given,
    *,
    held_by: UUID | None = None,
) -> None:
    """Keep for a while what tells the phone and the network apart."""
    device_key, network_key = _keys(shift, given.phone)
    row = {
        "community_id": shift.community_id,
        "id": uow.new_id(),
        "shift_id": shift.id,
        "member_id": sign_up.member_id,
        "record_id": record_id,
        "way": way.value,
        "step": seen.step,
        "fence": given.fence.value,
        "device_key": device_key,
        # A phone that comes back later does so from wherever it is.
        "network_key": b"" if seen.is_late else network_key,
        "served_on": local_date(shift.starts_at),
        "made_at": uow.now,
        "held_by": held_by,
    }
    uow.session.execute(_MARK, row)


def write_showing(uow: UnitOfWork, shift: Shift, phone: Phone) -> None:
    """Keep for a while from which phone and network the leader looked at the code; once for each."""
    device_key, network_key = _keys(shift, phone)
    row = upsert(PhoneMark).values(
        community_id=shift.community_id,
        id=uow.new_id(),
        shift_id=shift.id,
        member_id=shift.leader_id,
        way=Way.SHOWN.value,
        step=step_at(uow.now),
        fence=Fence.NOT_GIVEN.value,
        device_key=device_key,
        network_key=network_key,
        served_on=local_date(shift.starts_at),
        made_at=uow.now,
        judged_at=uow.now,
    )
    uow.session.execute(row.on_conflict_do_nothing())


def _keys(shift: Shift, phone: Phone) -> tuple[bytes, bytes]:
    """Return keyed hashes: a phone can be told again within its community, a network within one shift."""
    cipher = runtime().cipher
    network = network_of(phone.address)
    device_key = cipher.lookup_hash("device", f"{shift.community_id} {phone.device}") if phone.device else b""
    network_key = cipher.lookup_hash("network", f"{shift.id} {network}") if network else b""
    return device_key, network_key


def has_left(uow: UnitOfWork, record: ServiceRecord) -> bool:
    """Tell whether the member checked out with a code, rather than by the end of time."""
    out = select(CodeSighting.id).where(
        CodeSighting.community_id == record.community_id,
        CodeSighting.sign_up_id == record.sign_up_id,
        CodeSighting.way == Way.OUT.value,
    )
    return uow.session.execute(out).first() is not None
