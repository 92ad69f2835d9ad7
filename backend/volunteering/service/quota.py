"""How much one hand may still enter from paper on a day. The database settles what runs at once."""

from uuid import UUID

from sqlalchemy import and_
from sqlalchemy.dialects.postgresql import insert

from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import NotMemberError
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import PaperQuotaError
from backend.volunteering.models import PaperQuota
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.paper import MINUTES_A_DAY, RECORDS_A_DAY


def get_quota(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, int]:
    """Return what the caller may still enter today: records_left and minutes_left."""
    POLICY.permit(actor, A.ENTER_PAPER)
    if actor.member_id is None:
        raise NotMemberError
    return _left(uow, community_id, actor.member_id)


def _left(uow: UnitOfWork, community_id: int, member_id: UUID) -> dict[str, int]:
    row = uow.session.get(PaperQuota, (community_id, member_id, local_date(uow.now)), populate_existing=True)
    records, minutes = (row.records, row.minutes) if row is not None else (0, 0)
    return {"records_left": RECORDS_A_DAY - records, "minutes_left": MINUTES_A_DAY - minutes}


def use_quota(uow: UnitOfWork, community_id: int, member_id: UUID, *, records: int, minutes: int) -> None:
    """Count what is entered against the day's quota; raises PaperQuotaError (``records_left``, ``minutes_left``)."""
    new = {
        "community_id": community_id,
        "member_id": member_id,
        "day": local_date(uow.now),
        "records": records,
        "minutes": minutes,
    }
    more = {"records": PaperQuota.records + records, "minutes": PaperQuota.minutes + minutes}
    within = and_(more["records"] <= RECORDS_A_DAY, more["minutes"] <= MINUTES_A_DAY)
    counted = None
    if records <= RECORDS_A_DAY and minutes <= MINUTES_A_DAY:
        counted = uow.session.execute(
            insert(PaperQuota)
            .values(new)
            .on_conflict_do_update(index_elements=["community_id", "member_id", "day"], set_=more, where=within)
            .returning(PaperQuota.records)
        ).first()
    if counted is None:
        raise PaperQuotaError(**_left(uow, community_id, member_id))
