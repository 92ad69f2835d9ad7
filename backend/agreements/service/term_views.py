"""Terms as parties and desk see them, many at once in a number of statements that does not grow."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.agreements.models import AgreementVersion, Duty, DutyEvidence, DutyTerm, DutyTermMove
from backend.agreements.moves.duties import (
    EVIDENCE_MOVE_NAMES,
    EVIDENCE_NAMES,
    EVIDENCE_STATE_NAMES,
    TERM_MOVE_NAMES,
    TERM_MOVES,
    TERM_STATE_NAMES,
    EvidenceMove,
    TermMove,
)
from backend.agreements.rules.terms import last_day
from backend.agreements.service.evidence_sources import name_sources
from backend.agreements.service.parties import COMMUNITY_NAME, is_debtors, performs_for, speaks_for
from backend.agreements.service.terms import evidence_of, is_waiting, waiting_amount, waits_for
from backend.agreements.types.duties import EvidenceKind, EvidenceState, TermState
from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork


def view_terms(uow: UnitOfWork, actor: Actor, pairs: Sequence[tuple[DutyTerm, Duty]]) -> list[dict[str, Any]]:
    """Return terms of one community, each with its duty: in five statements at most."""
    if not pairs:
        return []
    community_id = pairs[0][0].community_id
    duties = list({duty.id: duty for _, duty in pairs}.values())
    names = names_of_sides(uow, community_id, duties)
    titles = _titles(uow, community_id, {duty.version_id for duty in duties})
    before = waits_for(uow, community_id, duties)
    return [
        {
            "id": term.id,
            "no": term.no,
            "due_on": term.due_on,
            "last_day": last_day(term.due_on),
            "amount": term.amount,
            "accepted_amount": term.accepted_amount,
            "state": term.state,
            "state_name": TERM_STATE_NAMES[TermState(term.state)],
            "waits_for": before[duty.id][0].text if is_waiting(term, before.get(duty.id)) else None,
            "excuse": term.excuse,
            "duty": view_duty(duty, names, titles),
            "acts": _acts(actor, term, duty),
        }
        for term, duty in pairs
    ]


def view_duty(duty: Duty, names: dict[UUID | None, str], titles: dict[UUID, str]) -> dict[str, Any]:
    """Return a duty; a side without an id is the community."""
    return {
        "id": duty.id,
        "agreement_id": duty.agreement_id,
        "agreement_title": titles[duty.version_id],
        "clause_no": duty.clause_no,
        "text": duty.text,
        "measure": duty.measure,
        "giver": _side(duty.giver_unit_id, names),
        "receiver": _side(duty.receiver_unit_id, names),
        "accepter": _side(duty.accepter_unit_id, names),
        "evidence": [{"code": kind, "name": EVIDENCE_NAMES[EvidenceKind(kind)]} for kind in duty.evidence],
    }


def _side(unit_id: UUID | None, names: dict[UUID | None, str]) -> dict[str, Any]:
    return {"id": unit_id, "name": names[unit_id]}


def names_of_sides(uow: UnitOfWork, community_id: int, duties: Collection[Duty]) -> dict[UUID | None, str]:
    """Return the names of the units that are a side of the duties, and of the community."""
    ids = {
        id_
        for duty in duties
        for id_ in (duty.giver_unit_id, duty.receiver_unit_id, duty.accepter_unit_id)
        if id_ is not None
    }
    units = communities.units_by_ids(uow, community_id, ids)
    return {None: COMMUNITY_NAME, **{id_: unit.name for id_, unit in units.items()}}


def titles_of(uow: UnitOfWork, community_id: int, duties: Collection[Duty]) -> dict[UUID, str]:
    """Return the titles of the texts that the duties are of, by version."""
    return _titles(uow, community_id, {duty.version_id for duty in duties})


def _titles(uow: UnitOfWork, community_id: int, version_ids: Collection[UUID]) -> dict[UUID, str]:
    rows = uow.session.execute(
        select(AgreementVersion.id, AgreementVersion.title).where(
            AgreementVersion.community_id == community_id, AgreementVersion.id.in_(version_ids)
        )
    )
    return {row.id: row.title for row in rows}


def _acts(actor: Actor, term: DutyTerm, duty: Duty) -> list[str]:
    """Return what the actor may do with the term now: moves of the term, and ``decide`` on what was handed in."""
    moves = set(TERM_MOVES.moves_from(TermState(term.state)))
    acts: list[str] = []
    if performs_for(actor, duty.giver_unit_id):
        if TermMove.SUBMIT in moves and term.state != TermState.SUBMITTED:
            acts.append(TermMove.SUBMIT)
        if TermMove.ASK_EXCUSE in moves and term.excuse is None:
            acts.append(TermMove.ASK_EXCUSE)
    if not is_debtors(actor, duty):
        if term.state == TermState.SUBMITTED and speaks_for(actor, duty.accepter_unit_id):
            acts.append("decide")
        if TermMove.GRANT_EXCUSE in moves and term.excuse and speaks_for(actor, duty.receiver_unit_id):
            acts += [TermMove.GRANT_EXCUSE, TermMove.DECLINE_EXCUSE]
    return acts


def view_term(uow: UnitOfWork, actor: Actor, term: DutyTerm, duty: Duty) -> dict[str, Any]:
    """Return one term with its evidence and history."""
    rows = evidence_of(uow, term)
    lines = uow.session.scalars(
        select(DutyTermMove)
        .where(DutyTermMove.community_id == term.community_id, DutyTermMove.term_id == term.id)
        .order_by(DutyTermMove.id)
    ).all()
    people = {line.by_member_id for line in lines if line.by_member_id}
    people |= {row.by_member_id for row in rows} | {row.decided_by for row in rows if row.decided_by}
    names = {id_: member.name for id_, member in communities.members_by_ids(uow, term.community_id, people).items()}
    return {
        **view_terms(uow, actor, [(term, duty)])[0],
        "waiting_amount": waiting_amount(rows),
        "handed_in": _view_evidence(uow, actor, duty, rows, names),
        "history": [
            {
                "name": TERM_MOVE_NAMES[TermMove(line.move)],
                "by": names.get(line.by_member_id) if line.by_member_id else None,
                "note": line.note,
                "at": line.at,
            }
            for line in lines
        ],
    }


def _view_evidence(
    uow: UnitOfWork, actor: Actor, duty: Duty, rows: Sequence[DutyEvidence], names: dict[UUID, str]
) -> list[dict[str, Any]]:
    sources = name_sources(uow, duty, rows)
    photos = attachments.photos_by_ids(uow, duty.community_id, {UUID(id_) for row in rows for id_ in row.photos})
    return [
        {
            "id": row.id,
            "kind": row.kind,
            "kind_name": EVIDENCE_NAMES[EvidenceKind(row.kind)],
            "source": sources[row.ref_id]._asdict() if row.ref_id in sources else None,
            "photos": [photos[UUID(id_)] for id_ in row.photos if UUID(id_) in photos],
            "amount": row.amount,
            "accepted_amount": row.accepted_amount,
            "note": row.note,
            "state": row.state,
            "state_name": EVIDENCE_STATE_NAMES[EvidenceState(row.state)],
            "by": names[row.by_member_id],
            "at": row.at,
            "decided_by": names.get(row.decided_by) if row.decided_by else None,
            "decided_at": row.decided_at,
            "reason": row.reason,
            "moves": _evidence_moves(actor, duty, row),
        }
        for row in rows
    ]


def _evidence_moves(actor: Actor, duty: Duty, row: DutyEvidence) -> list[dict[str, str]]:
    if row.state != EvidenceState.WAITING:
        return []
    moves: list[EvidenceMove] = []
    decides = not is_debtors(actor, duty) and row.by_member_id != actor.member_id
    if decides and speaks_for(actor, duty.accepter_unit_id):
        moves += [EvidenceMove.ACCEPT, EvidenceMove.REJECT]
    if performs_for(actor, duty.giver_unit_id):
        moves.append(EvidenceMove.WITHDRAW)
    return [{"move": move, "name": EVIDENCE_MOVE_NAMES[move]} for move in moves]
