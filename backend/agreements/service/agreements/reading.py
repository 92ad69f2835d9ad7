"""Agreements read: a page of them, one, one of its texts with what it changes, its history."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, or_, select

from backend.agreements.models import Agreement, AgreementMoveRow, AgreementParty, AgreementVersion
from backend.agreements.moves.agreements import AGREEMENT_MOVE_NAMES, AgreementMove
from backend.agreements.policy import POLICY, A
from backend.agreements.rules import wording
from backend.agreements.service.agreements import store
from backend.agreements.service.agreements.store import Held
from backend.agreements.service.agreements.view import (
    SEEN_BY_ALL,
    is_insider,
    view_rows,
    view_texts,
    view_whole,
)
from backend.agreements.types.agreements import PUBLIC, AgreementFilter
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork

TOLD_TO_ALL = (AgreementMove.AGREE, AgreementMove.START, AgreementMove.LEAVE, AgreementMove.END)


def list_agreements(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: AgreementFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of the agreements the actor may see, newest first."""
    POLICY.permit(actor, A.READ_AGREEMENTS)
    chosen = _chosen(select(Agreement).where(Agreement.community_id == community_id), wanted, community_id)
    if not POLICY.allows(actor, A.READ_OPEN_AGREEMENTS):
        chosen = chosen.where(or_(Agreement.state.in_([state.value for state in PUBLIC]), _is_own(actor, community_id)))
    found = fetch_page(uow.session, chosen, page, keys=[Agreement.created_at, Agreement.id])
    return Page(view_rows(uow, actor, store.load_many(uow, community_id, found.items, whole=False)), found.next_cursor)


def _chosen(chosen: Select[Any], wanted: AgreementFilter, community_id: int) -> Select[Any]:
    if wanted.state is not None:
        chosen = chosen.where(Agreement.state == wanted.state.value)
    if wanted.entry_id is not None:
        chosen = chosen.where(Agreement.entry_id == wanted.entry_id)
    if wanted.claim_id is not None:
        chosen = chosen.where(Agreement.claim_id == wanted.claim_id)
    if wanted.unit_id is not None:
        chosen = chosen.where(_has_party(community_id, [wanted.unit_id]))
    return chosen


def _has_party(community_id: int, unit_ids: list[UUID]) -> ColumnElement[bool]:
    return exists().where(
        AgreementParty.community_id == community_id,
        AgreementParty.agreement_id == Agreement.id,
        AgreementParty.unit_id.in_(unit_ids),
    )


def _is_own(actor: Actor, community_id: int) -> ColumnElement[bool]:
    units = [id_ for id_ in actor.units if POLICY.allows(actor, A.READ_OPEN_AGREEMENTS, unit_id=id_)]
    return _has_party(community_id, units)


def load_visible(uow: UnitOfWork, actor: Actor, community_id: int, agreement_id: UUID) -> Held:
    """Return an agreement the actor may know of; raises NotFoundError."""
    POLICY.permit(actor, A.READ_AGREEMENTS)
    held = store.load(uow, community_id, agreement_id)
    if held.state not in PUBLIC and not is_insider(actor, held):
        raise NotFoundError()
    return held


def find_text(actor: Actor, held: Held, number: int) -> AgreementVersion:
    """Return a text the actor may read; raises NotFoundError."""
    insider = is_insider(actor, held)
    for version in held.versions:
        if version.version == number and (insider or version.state in SEEN_BY_ALL):
            return version
    raise NotFoundError()


def show_agreement(uow: UnitOfWork, actor: Actor, community_id: int, agreement_id: UUID) -> dict[str, Any]:
    """Return one agreement; raises NotFoundError."""
    return view_whole(uow, actor, load_visible(uow, actor, community_id, agreement_id))


def show_text(
    uow: UnitOfWork, actor: Actor, community_id: int, agreement_id: UUID, number: int, *, against: int | None
) -> dict[str, Any]:
    """Return one text and what it changes against another (None: the one that was agreed before it).

    Raises NotFoundError.
    """
    held = load_visible(uow, actor, community_id, agreement_id)
    version = find_text(actor, held, number)
    other = find_text(actor, held, against) if against is not None else _agreed_before(held, version)
    texts = store.texts_of(uow, [version, *([other] if other else [])])
    shown = view_texts(uow, actor, held, [version])[0]
    old = (texts[other.id], store.named_in(held, other)) if other else None
    changes = wording.changes(old, (texts[version.id], store.named_in(held, version))) if old else []
    return {
        **shown,
        "against": other.version if other else None,
        "changes": [change._asdict() for change in changes],
    }


def _agreed_before(held: Held, version: AgreementVersion) -> AgreementVersion | None:
    before = [each for each in held.versions if each.version < version.version and each.state in SEEN_BY_ALL]
    return before[-1] if before else None


def list_agreement_moves(
    uow: UnitOfWork, actor: Actor, community_id: int, agreement_id: UUID, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of an agreement's history, newest first; raises NotFoundError.

    Who is no party reads what came of it, not how it was negotiated nor why.
    """
    held = load_visible(uow, actor, community_id, agreement_id)
    insider = is_insider(actor, held)
    chosen = select(AgreementMoveRow).where(
        AgreementMoveRow.community_id == community_id, AgreementMoveRow.agreement_id == agreement_id
    )
    if not insider:
        chosen = chosen.where(AgreementMoveRow.move.in_([move.value for move in TOLD_TO_ALL]))
    found = fetch_page(uow.session, chosen, page, keys=[AgreementMoveRow.id])
    names = {side.no: side.name for side in held.sides}
    return Page([_line(row, names, insider=insider) for row in found.items], found.next_cursor)


def _line(row: AgreementMoveRow, names: dict[int, str], *, insider: bool) -> dict[str, Any]:
    return {
        "move": row.move,
        "name": AGREEMENT_MOVE_NAMES[AgreementMove(row.move)],
        "to_state": row.to_state,
        "party_name": names.get(row.party_no) if row.party_no is not None else None,
        "note": row.note if insider else None,
        "at": row.at,
    }
