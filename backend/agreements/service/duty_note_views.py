"""Supervision notes as parties and desk see them, and reading them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from backend.agreements.models import Duty, DutyNote, DutyNoteWord
from backend.agreements.moves.duties import NOTE_STATE_NAMES
from backend.agreements.policy import POLICY, A
from backend.agreements.service.parties import COMMUNITY_NAME, is_debtors, performs_for, speaks_for, units_of_agreement
from backend.agreements.service.term_reads import permit_reader
from backend.agreements.service.term_views import names_of_sides
from backend.agreements.types.duties import NoteState
from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork

# What lead and supervisors say of others' duties.
SUPERVISION_NAME = "社区监督"


def list_notes_of_duty(
    uow: UnitOfWork, actor: Actor, community_id: int, duty_id: UUID, page: PageRequest
) -> dict[str, Any]:
    """Return a page of a duty's notes to the agreement's parties and the desk, the newest first.

    With the duty, and whether a note may be put.

    Raises NotFoundError, ForbiddenError.
    """
    duty = row_by_id(uow, Duty, community_id, duty_id)
    permit_reader(uow, actor, community_id, duty.agreement_id)
    chosen = select(DutyNote).where(DutyNote.community_id == community_id, DutyNote.duty_id == duty_id)
    found = fetch_page(uow.session, chosen, page, keys=[DutyNote.id])
    units = units_of_agreement(uow, community_id, duty.agreement_id, with_left=False)
    is_party = any(speaks_for(actor, id_) for id_ in units)
    may_put = not is_debtors(actor, duty) and (is_party or POLICY.allows(actor, A.NOTE_DUTY))
    return {
        "items": view_notes(uow, actor, [(row, duty) for row in found.items]),
        "next_cursor": found.next_cursor,
        "duty": _duty(duty, names_of_sides(uow, community_id, [duty])),
        "may_put": may_put,
    }


def _duty(duty: Duty, names: Mapping[UUID | None, str]) -> dict[str, Any]:
    return {"id": duty.id, "text": duty.text, "giver": names[duty.giver_unit_id]}


def list_notes(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    *,
    unit_id: UUID | None,
    states: frozenset[NoteState],
    page: PageRequest,
) -> Page[dict[str, Any]]:
    """Return a page of notes, the newest first: of a unit those it put or is to answer, for the desk all.

    Raises ForbiddenError.
    """
    POLICY.permit(actor, A.READ_DUTIES, unit_id=unit_id)
    chosen = (
        select(DutyNote)
        .join(Duty, (Duty.community_id == DutyNote.community_id) & (Duty.id == DutyNote.duty_id))
        .where(DutyNote.community_id == community_id)
    )
    if unit_id is not None:
        chosen = chosen.where(or_(DutyNote.by_unit_id == unit_id, Duty.giver_unit_id == unit_id))
    if states:
        chosen = chosen.where(DutyNote.state.in_(states))
    found = fetch_page(uow.session, chosen, page, keys=[DutyNote.made_at, DutyNote.id])
    ids = {note.duty_id for note in found.items}
    rows = uow.session.scalars(select(Duty).where(Duty.community_id == community_id, Duty.id.in_(ids)))
    duties = {row.id: row for row in rows}
    return Page(view_notes(uow, actor, [(note, duties[note.duty_id]) for note in found.items]), found.next_cursor)


def view_notes(uow: UnitOfWork, actor: Actor, pairs: Sequence[tuple[DutyNote, Duty]]) -> list[dict[str, Any]]:
    """Return one community's notes with their threads, in a number of statements that does not grow."""
    if not pairs:
        return []
    community_id = pairs[0][0].community_id
    words = _words(uow, community_id, [note.id for note, _ in pairs])
    said = [word for thread in words.values() for word in thread]
    ids = {word.unit_id for word in said} | {duty.giver_unit_id for _, duty in pairs}
    units = communities.units_by_ids(uow, community_id, {id_ for id_ in ids if id_ is not None})
    names: dict[UUID | None, str] = {None: COMMUNITY_NAME, **{id_: unit.name for id_, unit in units.items()}}
    members = communities.members_by_ids(uow, community_id, {word.by_member_id for word in said})
    photos = attachments.photos_by_ids(uow, community_id, {UUID(id_) for word in said for id_ in word.photos})
    return [
        {
            "id": note.id,
            "duty": _duty(duty, names),
            "state": note.state,
            "state_name": NOTE_STATE_NAMES[NoteState(note.state)],
            "answer_by": note.answer_by,
            "made_at": note.made_at,
            "acts": _acts(actor, note, duty),
            "words": [
                {
                    "side": names[word.unit_id] if word.is_answer or word.unit_id else SUPERVISION_NAME,
                    "by": members[word.by_member_id].name,
                    "is_answer": word.is_answer,
                    "text": word.text,
                    "photos": [photos[UUID(id_)] for id_ in word.photos if UUID(id_) in photos],
                    "at": word.at,
                }
                for word in words[note.id]
            ],
        }
        for note, duty in pairs
    ]


def _words(uow: UnitOfWork, community_id: int, note_ids: Sequence[UUID]) -> dict[UUID, list[DutyNoteWord]]:
    rows = uow.session.scalars(
        select(DutyNoteWord)
        .where(DutyNoteWord.community_id == community_id, DutyNoteWord.note_id.in_(note_ids))
        .order_by(DutyNoteWord.note_id, DutyNoteWord.id)
    )
    found: dict[UUID, list[DutyNoteWord]] = {id_: [] for id_ in note_ids}
    for row in rows:
        found[row.note_id].append(row)
    return found


def _acts(actor: Actor, note: DutyNote, duty: Duty) -> list[str]:
    """Return what the actor may do: ``answer`` for the debtor, ``say`` for others, ``close`` for who put it."""
    if note.state == NoteState.CLOSED:
        return []
    if performs_for(actor, duty.giver_unit_id):
        return ["answer"]
    acts = ["say"] if may_say(actor, note) else []
    return [*acts, "close"] if may_close(actor, note, duty) else acts


def may_say(actor: Actor, note: DutyNote) -> bool:
    """Tell whether the actor is of the party that put the note, or looks after all of them."""
    return POLICY.allows(actor, A.NOTE_DUTY, unit_id=note.by_unit_id)


def may_close(actor: Actor, note: DutyNote, duty: Duty) -> bool:
    """Tell whether the actor is of the party that put the note, and not of the debtor's."""
    is_own = may_say(actor, note) if note.by_unit_id is None else speaks_for(actor, note.by_unit_id)
    return is_own and not is_debtors(actor, duty)
