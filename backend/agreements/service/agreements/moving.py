"""Moves on an agreement: offered, taken back, declined, dropped, called off, left by a party."""

from typing import Any
from uuid import UUID

from backend.agreements.errors import PartyLeftError, TermOverError
from backend.agreements.models import AgreementVersion
from backend.agreements.moves.agreements import AGREEMENT_MOVES, VERSION_MOVES, AgreementMove
from backend.agreements.policy import POLICY, A
from backend.agreements.rules import clauses as rules
from backend.agreements.rules.signing import hash_of, text_of
from backend.agreements.service.agreements import store
from backend.agreements.service.agreements.drafting import check_against_standing
from backend.agreements.service.agreements.in_force import end, settle
from backend.agreements.service.agreements.store import Held
from backend.agreements.service.agreements.telling import tell
from backend.agreements.service.agreements.view import view_whole
from backend.agreements.service.claim_agreements import PIECES, require_taken
from backend.agreements.service.duties import end_duties
from backend.agreements.types.agreements import COMMUNITY_PARTY, Side, VersionPurpose, VersionState
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import InvalidError, MoveNotAllowedError, NotFoundError
from backend.infra.uow import UnitOfWork

M = AgreementMove
# These are a party's own word; the others are the desk's.
OF_PARTY = (M.DECLINE, M.LEAVE)
NEEDS_REASON = (M.DECLINE, M.LEAVE, M.CANCEL)
_SAID = {M.OFFER: "offered", M.TAKE_BACK: "taken_back", M.DECLINE: "declined"}


def move_agreement(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    agreement_id: UUID,
    move: AgreementMove,
    *,
    party_no: int | None,
    note: str | None,
) -> dict[str, Any]:
    """Make one of the moves people ask for; ``party_no`` says for whom one declines or leaves, with a reason.

    Raises NotFoundError, ForbiddenError, MoveNotAllowedError, PartyLeftError, InvalidError, CircularClausesError,
    IdlePartyError, AmountsDifferFromClaimError, TermOverError, NotTakenClaimError.
    """
    POLICY.permit(actor, A.MOVE_AGREEMENT)
    held = store.load(uow, community_id, agreement_id, lock=True)
    side = side_of(held, party_no) if move in OF_PARTY else None
    permit(actor, side)
    if move in NEEDS_REASON and not note:
        raise InvalidError({"note": ["请写明原因，各方都看得到"]})
    before = held.state
    held.row.state = AGREEMENT_MOVES.next(before, move).value
    if move is M.CANCEL:
        held.row.ended_at, held.row.end_reason = uow.now, note
    store.write_line(uow, held.row, move, before=before, by=actor.member_id, party_no=party_no, note=note)
    if move is M.LEAVE and side is not None:
        _leave(uow, held, side, note or "")
    else:
        _move_text(uow, actor, held, move, side, note)
    return view_whole(uow, actor, store.load(uow, community_id, agreement_id))


def side_of(held: Held, party_no: int | None) -> Side:
    """Return a party by its number; raises NotFoundError and PartyLeftError."""
    side = next((each for each in held.sides if each.no == party_no), None)
    if side is None:
        raise NotFoundError("协议里没有这一方")
    if side.has_left:
        raise PartyLeftError()
    return side


def permit(actor: Actor, side: Side | None) -> None:
    """Raise ForbiddenError unless the actor speaks for the party; without one, unless they are the desk's."""
    if side is None:
        POLICY.permit(actor, A.DRAFT_AGREEMENT)
    elif side.no == COMMUNITY_PARTY:
        POLICY.permit(actor, A.SIGN_FOR_COMMUNITY)
    else:
        POLICY.permit(actor, A.SIGN_FOR_UNIT, unit_id=side.unit_id)


def _move_text(
    uow: UnitOfWork, actor: Actor, held: Held, move: AgreementMove, side: Side | None, note: str | None
) -> None:
    version = held.open
    if version is None:
        raise MoveNotAllowedError(state=held.row.state, move=move.value)
    after = VERSION_MOVES.next(VersionState(version.state), move)
    if move is M.OFFER:
        _fix(uow, held, version)
    version.state = after.value
    uow.session.flush()
    if move in (M.TAKE_BACK, M.DECLINE):
        _copy(uow, actor, held, version)
    if move in _SAID:
        tell(uow, held, _SAID[move], version, side=side.name if side else None, note=note)


def _fix(uow: UnitOfWork, held: Held, version: AgreementVersion) -> None:
    """Fix the text: from now on its hash stands for it."""
    text, purpose = store.texts_of(uow, [version])[version.id], VersionPurpose(version.purpose)
    if text.ends_on < local_date(uow.now):
        raise TermOverError()
    taken = require_taken(uow, held.row)
    check_against_standing(uow, held, text, purpose)
    rules.check_offer(text, held.sides, purpose)
    if taken is not None:
        claim, entry = taken
        rules.check_amounts(text.clauses, claimed=claim.quantity, measure=entry.quantity_unit or PIECES)
    version.text = text_of(
        text,
        held.sides,
        community_id=held.row.community_id,
        number=store.show_number(held.row.number),
        version=version.version,
        purpose=purpose,
    )
    version.text_hash, version.offered_at = hash_of(version.text), uow.now


def _copy(uow: UnitOfWork, actor: Actor, held: Held, version: AgreementVersion) -> None:
    """Go on with a copy: what was offered stays as it was, with whatever signatures it had."""
    text = store.texts_of(uow, [version])[version.id]
    purpose = VersionPurpose(version.purpose)
    store.add_version(uow, actor, held.row, text, version=version.version + 1, purpose=purpose)


def _leave(uow: UnitOfWork, held: Held, side: Side, reason: str) -> None:
    """Let a party go: the clauses it gives or gets end, the others stay; without a unit or the community, all ends.

    A text that names it and is not in force yet is dropped; but an end that all had signed still comes.
    """
    current = held.current
    assert current is not None  # ck_agreements_version
    ends_now = side.no == COMMUNITY_PARTY or held.unit_ids == [side.unit_id]
    for version in (held.open, held.waiting):
        stands = version is held.waiting and not ends_now
        if version is not None and not (stands and version.purpose == VersionPurpose.ENDING):
            version.state = VERSION_MOVES.next(VersionState(version.state), M.LEAVE).value
    party = next(each for each in held.parties if each.no == side.no)
    party.left_at, party.left_reason = uow.now, reason
    uow.session.flush()
    told = held.unit_ids
    held = store.load(uow, held.row.community_id, held.row.id)
    tell(uow, held, "left", current, units=told, side=side.name, note=reason)
    if ends_now:
        end(uow, held, f"{side.name}退出：{reason}")
    else:
        end_duties(uow, held.row.community_id, held.row.id, reason=reason, unit_id=side.unit_id)
        settle(uow, held)
