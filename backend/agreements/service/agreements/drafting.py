"""Texts are written here: an agreement's first one, from a claim, an entry or nothing, and those that follow it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.agreements.errors import ClaimHasAgreementError, NoDraftError, NotTakenClaimError, OpenTextError
from backend.agreements.models import Agreement, AgreementVersion
from backend.agreements.moves.agreements import AGREEMENT_MOVES, AgreementMove
from backend.agreements.policy import POLICY, A
from backend.agreements.rules import clauses as rules
from backend.agreements.rules import following
from backend.agreements.service.agreements import store
from backend.agreements.service.agreements.view import view_whole
from backend.agreements.service.claim_agreements import PIECES
from backend.agreements.service.claims import get_claim
from backend.agreements.types.agreements import (
    UNITS_MAX,
    AgreementState,
    AgreementText,
    Clause,
    NewAgreement,
    Schedule,
    VersionPurpose,
    VersionState,
)
from backend.agreements.types.claims import Assist, ClaimRef, ClaimState
from backend.agreements.types.duties import EvidenceKind
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import InvalidError
from backend.infra import links
from backend.infra.numbers import next_number
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef

YEAR = timedelta(days=365)
TITLE, TITLE_LENGTH_MAX = "共建协议", 100


def draft_agreement(uow: UnitOfWork, actor: Actor, community_id: int, new: NewAgreement) -> dict[str, Any]:
    """Begin an agreement and return it; from a claim its units and, unless clauses are given, its first clause.

    Raises NotFoundError, NotTakenClaimError, ClaimHasAgreementError, InvalidError, CircularClausesError.
    """
    POLICY.permit(actor, A.DRAFT_AGREEMENT)
    # Locked: a claim is not withdrawn while its agreement begins.
    claim = get_claim(uow, community_id, new.claim_id, lock=True) if new.claim_id else None
    if claim is not None and (claim.state is not ClaimState.ACCEPTED or claim.unit_id is None):
        raise NotTakenClaimError()
    entry_id = claim.entry_id if claim else new.entry_id
    entry = lists.get_visible_entry(uow, actor, community_id, entry_id) if entry_id else None
    unit_ids = claim.unit_ids if claim else list(new.unit_ids)
    _check_units(uow, community_id, unit_ids)
    row = _store(uow, actor, community_id, claim, entry)
    store.write_parties(uow, row, unit_ids)
    text = _first_text(new.text, claim, entry)
    sides = store.load(uow, community_id, row.id).sides
    rules.check_text(text, sides, VersionPurpose.ORIGINAL)
    store.add_version(uow, actor, row, text, version=1, purpose=VersionPurpose.ORIGINAL)
    _link(uow, row)
    store.write_line(uow, row, AgreementMove.DRAFT, before=None, by=actor.member_id)
    return view_whole(uow, actor, store.load(uow, community_id, row.id))


def _check_units(uow: UnitOfWork, community_id: int, unit_ids: Sequence[UUID]) -> None:
    known = communities.units_by_ids(uow, community_id, unit_ids)
    if not 1 <= len(unit_ids) <= UNITS_MAX:
        raise InvalidError({"units": [f"请选择1到{UNITS_MAX}家单位"]})
    if len(set(unit_ids)) < len(unit_ids) or any(id_ not in known for id_ in unit_ids):
        raise InvalidError({"units": ["有的单位重复或没有找到"]})


def _store(
    uow: UnitOfWork, actor: Actor, community_id: int, claim: ClaimRef | None, entry: EntryRef | None
) -> Agreement:
    row = Agreement(
        community_id=community_id,
        id=uow.new_id(),
        number=next_number(uow, community_id, "agreement"),
        claim_id=claim.id if claim else None,
        entry_id=entry.id if entry else None,
        state=AgreementState.DRAFT.value,
        created_by=actor.member_id,
        created_at=uow.now,
        updated_at=uow.now,
    )
    add_or_refuse(uow, row, refusal=lambda: _has_one(uow, community_id, row.claim_id))
    return row


def _has_one(uow: UnitOfWork, community_id: int, claim_id: UUID | None) -> ClaimHasAgreementError:
    """Return the refusal that names the agreement which the claim has."""
    there = uow.session.scalar(
        select(Agreement.id).where(
            Agreement.community_id == community_id,
            Agreement.claim_id == claim_id,
            Agreement.state != AgreementState.CANCELLED.value,
        )
    )
    return ClaimHasAgreementError(agreement_id=str(there))


def _first_text(text: AgreementText, claim: ClaimRef | None, entry: EntryRef | None) -> AgreementText:
    if entry is not None and not text.title:
        text = replace(text, title=f"{TITLE}：{entry.title}"[:TITLE_LENGTH_MAX])
    if claim is None or entry is None or text.clauses:
        return replace(text, title=text.title or TITLE)
    parts = [Assist(claim.unit_ids[0], claim.own_share), *claim.assists]
    promises = [_promise(entry, giver, part, text.ends_on) for giver, part in enumerate(parts, start=1) if part.share]
    return replace(text, clauses=tuple(replace(promise, no=no) for no, promise in enumerate(promises, start=1)))


def _promise(entry: EntryRef, giver: int, part: Assist, due_on: date) -> Clause:
    return Clause(
        no=1,
        giver=giver,
        receiver=0,
        accepter=0,
        text=f"{entry.title}：{part.part}" if part.part else entry.title,
        amount=part.share,
        measure=entry.quantity_unit or PIECES,
        schedule=Schedule.ONCE,
        due_on=due_on,
        until_on=None,
        evidence=(EvidenceKind.PHOTO,),
        after_no=None,
    )


def _link(uow: UnitOfWork, row: Agreement) -> None:
    source = ("claim", row.claim_id) if row.claim_id else ("entry", row.entry_id) if row.entry_id else None
    if source is not None:
        links.record(uow, row.community_id, from_=source, to=("agreement", row.id), relation="agreement")


def edit_draft(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    agreement_id: UUID,
    text: AgreementText,
    unit_ids: Sequence[UUID] | None,
    *,
    check_seen: Callable[[dict[str, Any]], None],
) -> dict[str, Any]:
    """Put another text into the draft; units change while nothing was ever agreed. ``check_seen`` refuses the stale.

    Raises NotFoundError, NoDraftError, InvalidError, CircularClausesError, ClauseNumberSpentError and
    ClauseSidesChangedError.
    """
    POLICY.permit(actor, A.DRAFT_AGREEMENT)
    held = store.load(uow, community_id, agreement_id, lock=True)
    version = held.open
    if version is None or version.state != VersionState.DRAFT:
        raise NoDraftError()
    check_seen(view_whole(uow, actor, held))
    if unit_ids is not None and list(unit_ids) != [party.unit_id for party in held.parties[1:]]:
        if held.row.version is not None or held.row.claim_id is not None:
            raise InvalidError({"units": ["认领来的协议和已签过的协议不能换单位，请另起一份"]})
        _check_units(uow, community_id, unit_ids)
        store.write_parties(uow, held.row, unit_ids)
        held = store.load(uow, community_id, agreement_id)
    check_against_standing(uow, held, text, VersionPurpose(version.purpose))
    store.rewrite(uow, version, text)
    held.row.updated_at = uow.now
    uow.session.flush()
    return view_whole(uow, actor, store.load(uow, community_id, agreement_id))


def check_against_standing(uow: UnitOfWork, held: store.Held, text: AgreementText, purpose: VersionPurpose) -> None:
    """Hold a text to its parties and to what was agreed before; raises as ``edit_draft``."""
    agreed = [each for each in held.versions if each.agreed_at is not None]
    since = min((each.starts_on for each in agreed), default=None)
    rules.check_text(text, held.sides, purpose, since=since)
    if held.current is None:
        return
    texts = store.texts_of(uow, agreed)
    standing = texts[held.current.id]
    following.check_follows(text, purpose, standing)
    spent = {clause.no for each in texts.values() for clause in each.clauses}
    rules.check_numbers(text.clauses, standing.clauses, spent)


def draft_next(
    uow: UnitOfWork, actor: Actor, community_id: int, agreement_id: UUID, purpose: VersionPurpose
) -> dict[str, Any]:
    """Begin a text that changes, renews or ends the one in force, as a copy of that one to be edited.

    Raises NotFoundError, MoveNotAllowedError, OpenTextError and TermOverError.
    """
    POLICY.permit(actor, A.DRAFT_AGREEMENT)
    held = store.load(uow, community_id, agreement_id, lock=True)
    AGREEMENT_MOVES.next(held.state, AgreementMove.DRAFT)
    current = held.current
    if held.open is not None or held.waiting is not None or current is None:
        raise OpenTextError()
    standing = store.texts_of(uow, [current])[current.id]
    standing = replace(standing, clauses=rules.without(standing.clauses, held.left))
    text = following.next_text(standing, purpose, since=_term_began(held, current), today=local_date(uow.now))
    store.add_version(uow, actor, held.row, text, version=held.versions[-1].version + 1, purpose=purpose)
    store.write_line(uow, held.row, AgreementMove.DRAFT, before=held.state, by=actor.member_id)
    return view_whole(uow, actor, store.load(uow, community_id, agreement_id))


def _term_began(held: store.Held, current: AgreementVersion) -> date:
    """Return the first day of the present term: of its original or renewal, not of what amended it."""
    whole = (VersionPurpose.ORIGINAL, VersionPurpose.RENEWAL)
    begun = [each for each in held.versions if each.agreed_at and each.purpose in whole]
    return max(each.starts_on for each in begun if each.version <= current.version)
