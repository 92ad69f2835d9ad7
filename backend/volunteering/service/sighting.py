"""Sightings: what is kept of a code that opened; of phone and network only keyed hashes, in rows deleted later."""

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from backend.core.clock import local_date
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import CodeSighting, PhoneMark, ServiceRecord, Shift
from backend.volunteering.rules.code import Seen, step_at
from backend.volunteering.rules.sharing import network_of
from backend.volunteering.types import Fence
from backend.volunteering.types.presence import Arrival, Phone, Way


def write_sighting(
    uow: UnitOfWork, shift: Shift, record: ServiceRecord, way: Way, seen: Seen, *, phone: Phone, fence: Fence
) -> None:
    """Keep that the member of ``record`` saw a code, and beside it, for a while, what tells their phone apart.

    A second sighting for the same way breaks uq_code_sightings_way: the caller has locked the sign-up and looked.
    """
    community_id, id_ = shift.community_id, uow.new_id()
    uow.session.execute(
        insert(CodeSighting).values(
            community_id=community_id,
            id=id_,
            shift_id=shift.id,
            sign_up_id=record.sign_up_id,
            record_id=record.id,
            member_id=record.performed_by,
            way=way.value,
            step=seen.step,
            arrival=Arrival.LATE.value if seen.is_late else Arrival.LIVE.value,
            seen_at=seen.at,
            arrived_at=uow.now,
        )
    )
    device_key, network_key = _keys(shift, phone)
    uow.session.execute(
        insert(PhoneMark).values(
            community_id=community_id,
            id=id_,
            shift_id=shift.id,
            member_id=record.performed_by,
            record_id=record.id,
            way=way.value,
            step=seen.step,
            fence=fence.value,
            device_key=device_key,
            # A phone that comes back later does so from wherever it is.
            network_key=b"" if seen.is_late else network_key,
            served_on=local_date(shift.starts_at),
            made_at=uow.now,
        )
    )


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
