"""Where evidence comes from: photos, or a record, transfer or booking of the debtor's own within the agreement's time.

The doors of the features below tell what is the debtor's; nobody's name leaves them.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Text, func, select
from sqlalchemy.dialects.postgresql import array

from backend.agreements.errors import EvidenceElsewhereError, EvidenceServesAnotherError
from backend.agreements.models import Agreement, AgreementVersion, Duty, DutyEvidence
from backend.agreements.moves.duties import EVIDENCE_NAMES
from backend.agreements.policy import POLICY, A
from backend.agreements.rules.terms import amount_shown, hours_text
from backend.agreements.service.parties import permit_performer
from backend.agreements.service.terms import Held, get_term
from backend.agreements.types.agreements import AgreementState, VersionState
from backend.agreements.types.duties import EvidenceKind, EvidenceState, NewEvidence
from backend.attachments import service as attachments
from backend.books import service as books
from backend.core.actor import Actor
from backend.core.clock import local_date, local_day
from backend.core.errors import InvalidError
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.volunteering import service as volunteering

PHOTOS_MAX = 9
COUNTS = (EvidenceState.WAITING, EvidenceState.ACCEPTED)
TEXTS_IN_FORCE = (VersionState.AGREED, VersionState.SUPERSEDED)


class Source(NamedTuple):
    """A thing of the system that may be handed in; ``size`` is what it amounts to in its own words.

    ``minutes`` or ``points`` is the same as a number.
    """

    kind: EvidenceKind
    id: UUID
    title: str
    day: date
    size: str
    minutes: int | None = None
    points: int | None = None


def check_source(uow: UnitOfWork, actor: Actor, held: Held, new: NewEvidence) -> None:
    """Refuse evidence of a kind the clause does not name, of elsewhere, or counted before; take its photos into use.

    Raises InvalidError (``kind``, ``photos``, ``ref_id``), EvidenceElsewhereError and EvidenceServesAnotherError.
    """
    allowed = [EvidenceKind(kind) for kind in held.duty.evidence] or list(EvidenceKind)
    if new.kind not in allowed:
        names = "、".join(EVIDENCE_NAMES[kind] for kind in allowed)
        raise InvalidError({"kind": [f"这一条约定的凭证是：{names}"]})
    if new.kind is EvidenceKind.PHOTO and not new.photos:
        raise InvalidError({"photos": ["请至少选一张照片"]})
    if (new.kind is EvidenceKind.PHOTO) != (new.ref_id is None):
        raise InvalidError({"ref_id": ["请选择作为凭证的记录"] if new.ref_id is None else ["照片凭证不用选记录"]})
    if new.ref_id is not None:
        _check_thing(uow, held.duty, new, new.ref_id)
    if new.photos:
        attachments.use_photos(uow, actor, held.duty.community_id, new.photos)
        _refuse_shown(uow, held.duty.community_id, new.photos)


def _check_thing(uow: UnitOfWork, duty: Duty, new: NewEvidence, ref_id: UUID) -> None:
    """Refuse a thing of elsewhere, one that stands for another that counts, and more than it amounts to."""
    found = _sources(uow, duty, new.kind, [ref_id])
    if not found:
        raise EvidenceElsewhereError
    if _stand_for_counted(uow, duty.community_id, new.kind, [ref_id]):
        raise EvidenceServesAnotherError("这条记录更正前已经用作凭证，请选别的")
    most = amount_shown(duty.measure, minutes=found[0].minutes, points=found[0].points)
    if most is not None and new.amount > most:
        raise InvalidError({"amount": [f"选的这一项是 {found[0].size}，最多填 {most} {duty.measure}"]})


def _stand_for_counted(uow: UnitOfWork, community_id: int, kind: EvidenceKind, ids: Collection[UUID]) -> set[UUID]:
    """Return those of the things that correct one which is evidence already."""
    if kind is not EvidenceKind.RECORD:
        return set()
    before = volunteering.replaced_by(uow, community_id, ids)
    counted = _counted(uow, community_id, kind, {id_ for chain in before.values() for id_ in chain})
    return {id_ for id_, chain in before.items() if not counted.isdisjoint(chain)}


def _counted(uow: UnitOfWork, community_id: int, kind: EvidenceKind, ids: Collection[UUID]) -> set[UUID | None]:
    """Return those of the things that are evidence of something."""
    if not ids:
        return set()
    wanted = select(DutyEvidence.ref_id).where(
        DutyEvidence.community_id == community_id,
        DutyEvidence.kind == kind,
        DutyEvidence.ref_id.in_(ids),
        DutyEvidence.state.in_(COUNTS),
    )
    return set(uow.session.scalars(wanted))


def _refuse_shown(uow: UnitOfWork, community_id: int, photos: Collection[UUID]) -> None:
    """Raise EvidenceServesAnotherError for a picture, or a copy of it, that shows something already."""
    same = array([str(id_) for id_ in attachments.copies_of(uow, community_id, photos, lock=True)], type_=Text)
    shown = select(DutyEvidence.id).where(
        DutyEvidence.community_id == community_id,
        DutyEvidence.state.in_(COUNTS),
        DutyEvidence.photos.op("?|")(same),
    )
    if uow.session.scalars(shown.limit(1)).first() is not None:
        raise EvidenceServesAnotherError("这张照片已经用作凭证，请换一张")


def list_sources(
    uow: UnitOfWork, actor: Actor, community_id: int, term_id: UUID, kind: EvidenceKind
) -> list[dict[str, Any]]:
    """Return what the debtor may hand in for a term of one kind, the newest first, a hundred at most.

    What counts already is left out. Raises NotFoundError and NotDutyPartyError.
    """
    POLICY.permit(actor, A.ACT_ON_DUTY)
    duty = get_term(uow, community_id, term_id).duty
    permit_performer(actor, duty)
    found = _sources(uow, duty, kind, None)
    ids = [source.id for source in found]
    counted = _counted(uow, community_id, kind, ids) | _stand_for_counted(uow, community_id, kind, ids)
    return [source._asdict() for source in found if source.id not in counted]


def _sources(uow: UnitOfWork, duty: Duty, kind: EvidenceKind, ids: Collection[UUID] | None) -> Sequence[Source]:
    """Return the debtor's things of a kind within the agreement's time, all or those of ``ids``."""
    since, until = _time_of(uow, duty)
    until = min(until, local_date(uow.now))
    if kind is EvidenceKind.RECORD:
        return _records(uow, duty, since, until, ids)
    whose, start, end = (duty.community_id, duty.giver_unit_id), local_day(since)[0], local_day(until)[1]
    if kind is EvidenceKind.BOOKING:
        used = lists.bookings.used_bookings(uow, *whose, since=start, until=end, ids=ids)
        return [_booking(each) for each in used]
    if kind is EvidenceKind.TRANSFER:
        given = books.transfers_of_owner(uow, *whose, since=start, until=end, ids=ids)
        return [_transfer(each) for each in given]
    return []


def _records(uow: UnitOfWork, duty: Duty, since: date, until: date, ids: Collection[UUID] | None) -> Sequence[Source]:
    """Hours count for a unit where their volunteer said so; a resident's hours are nothing the community gave."""
    if duty.giver_unit_id is None:
        return []
    found = volunteering.records_of_unit(uow, duty.community_id, duty.giver_unit_id, since=since, until=until, ids=ids)
    others = _claims_agreed_elsewhere(uow, duty, {each.claim_id for each in found if each.claim_id is not None})
    return [
        Source(
            EvidenceKind.RECORD,
            each.id,
            f"{each.number} {each.title}",
            each.served_on,
            hours_text(each.minutes),
            each.minutes,
        )
        for each in found
        if each.claim_id not in others
    ]


def _claims_agreed_elsewhere(uow: UnitOfWork, duty: Duty, claim_ids: Collection[UUID]) -> Collection[UUID | None]:
    """Return those of the claims that another agreement is about: what was served for them is its evidence."""
    if not claim_ids:
        return ()
    return uow.session.scalars(
        select(Agreement.claim_id).where(
            Agreement.community_id == duty.community_id,
            Agreement.claim_id.in_(claim_ids),
            Agreement.id != duty.agreement_id,
            Agreement.state != AgreementState.CANCELLED,
        )
    ).all()


def _time_of(uow: UnitOfWork, duty: Duty) -> tuple[date, date]:
    """Return the first and the last day that any agreed text of the agreement was or is in force."""
    days = select(func.min(AgreementVersion.starts_on), func.max(AgreementVersion.ends_on)).where(
        AgreementVersion.community_id == duty.community_id,
        AgreementVersion.agreement_id == duty.agreement_id,
        AgreementVersion.state.in_(TEXTS_IN_FORCE),
    )
    row = uow.session.execute(days).one()
    return row[0], row[1]


def _booking(booking: lists.bookings.LentBooking) -> Source:
    minutes = int((booking.ends_at - booking.starts_at).total_seconds()) // 60
    day = local_date(booking.starts_at)
    return Source(EvidenceKind.BOOKING, booking.id, booking.title, day, hours_text(minutes), minutes)


def _transfer(transfer: books.GivenTransfer) -> Source:
    is_points, day = transfer.book == "POINT", local_date(transfer.occurred_at)
    fields = (EvidenceKind.TRANSFER, transfer.id, transfer.title, day)
    if is_points:
        return Source(*fields, f"{transfer.amount} 积分", points=transfer.amount)
    return Source(*fields, f"时间币 {hours_text(transfer.amount)}", minutes=transfer.amount)


def name_sources(uow: UnitOfWork, duty: Duty, rows: Sequence[DutyEvidence]) -> dict[UUID, Source]:
    """Return by id what evidence refers to, as far as it still stands, in a statement or two for each kind."""
    found: dict[UUID, Source] = {}
    for kind in (EvidenceKind.RECORD, EvidenceKind.BOOKING, EvidenceKind.TRANSFER):
        ids = [row.ref_id for row in rows if row.kind == kind and row.ref_id is not None]
        if ids:
            found |= {source.id: source for source in _sources(uow, duty, kind, ids)}
    return found
