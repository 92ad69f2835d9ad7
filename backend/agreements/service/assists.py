"""Joint claims: a claimant asks units to help, and each answers by its own contact."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.agreements.errors import AlreadyAssistsError
from backend.agreements.events import record_assists_moved
from backend.agreements.models import Claim, ClaimAssist
from backend.agreements.moves.claims import ASSIST_MOVE_NAMES, ASSIST_MOVES, ASSIST_STATE_NAMES, AssistMove, AssistTurn
from backend.agreements.policy import ACTION_OF_ASSIST_MOVE, POLICY, A
from backend.agreements.rules import claims as rules
from backend.agreements.service.claim_agreements import require_no_agreement
from backend.agreements.service.claim_lines import (
    assists_of,
    lock_claim,
    standing,
    to_assist,
    to_ref,
    write_line,
)
from backend.agreements.service.claim_views import INVITING_STATES, LEAVING_STATES, view_claim
from backend.agreements.types.claims import Assist, AssistState, ClaimState
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import InvalidError, MoveNotAllowedError, NotFoundError
from backend.core.working_days import end_of_notice
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.lists.types import EntryRef

INVITE = "invite"


def invite_assist(uow: UnitOfWork, actor: Actor, community_id: int, claim_id: UUID, new: Assist) -> dict[str, Any]:
    """Ask one more unit to help, before the desk has accepted the claim; the claimant's contact alone may.

    Raises NotFoundError, ForbiddenError, MoveNotAllowedError, OwnEntryError, AlreadyAssistsError and InvalidError.
    """
    POLICY.permit(actor, A.MOVE_CLAIM)
    claim, entry = lock_claim(uow, community_id, claim_id)
    POLICY.permit(actor, A.PERFORM_CLAIM, unit_id=claim.unit_id)
    if ClaimState(claim.state) not in INVITING_STATES:
        raise MoveNotAllowedError(state=claim.state, move=INVITE)
    invite_all(uow, actor, claim, entry, [new])
    return view_claim(uow, actor, claim)


def invite_all(uow: UnitOfWork, actor: Actor, claim: Claim, entry: EntryRef, new: Sequence[Assist]) -> None:
    """Ask units to help with a claim that nobody else changes now; raises as ``invite_assist`` does."""
    if claim.unit_id is None:
        raise InvalidError({"assists": ["个人认领不能邀请单位协助"]})
    there = [to_assist(row) for row in standing(assists_of(uow, claim.community_id, [claim.id]).get(claim.id, []))]
    rules.check_assists(claim.quantity, claim.unit_id, there, new)
    for assist in new:
        rules.check_claimant(entry, assist.unit_id)
    units = communities.units_by_ids(uow, claim.community_id, [assist.unit_id for assist in new])
    if len(units) < len(new):
        raise InvalidError({"assists": ["有的单位不在本社区"]})
    rows = [_invited(uow, claim, assist) for assist in new]
    add_or_refuse(uow, *rows, refusal=AlreadyAssistsError)
    _tell(uow, actor, claim, rows, entry, move=INVITE, words={id_: f"邀请协助：{units[id_].name}" for id_ in units})


def _invited(uow: UnitOfWork, claim: Claim, assist: Assist) -> ClaimAssist:
    return ClaimAssist(
        community_id=claim.community_id,
        id=uow.new_id(),
        claim_id=claim.id,
        unit_id=assist.unit_id,
        share=assist.share,
        part=assist.part or None,
        state=AssistState.INVITED.value,
        created_at=uow.now,
        answer_by=end_of_notice(uow.now, rules.ANSWER_WORKING_DAYS),
    )


def move_assist(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    claim_id: UUID,
    assist_id: UUID,
    move: AssistMove,
    note: str | None,
) -> dict[str, Any]:
    """Agree to help, decline or leave, as the assisting unit's contact; or take the invitation back as the claimant's.

    Who leaves says why. Raises NotFoundError, ForbiddenError, MoveNotAllowedError, ClaimHasAgreementError and
    InvalidError.
    """
    POLICY.permit(actor, A.MOVE_CLAIM)
    claim, entry = lock_claim(uow, community_id, claim_id)
    row = next(
        (row for row in assists_of(uow, community_id, [claim_id]).get(claim_id, []) if row.id == assist_id), None
    )
    if row is None:
        raise NotFoundError()
    action = ACTION_OF_ASSIST_MOVE[move]
    POLICY.permit(actor, action, unit_id=row.unit_id if action is A.ANSWER_ASSIST else claim.unit_id)
    after = ASSIST_MOVES.next(AssistState(row.state), move)
    if ClaimState(claim.state) not in LEAVING_STATES:
        raise MoveNotAllowedError(state=claim.state, move=move.value)
    if move is AssistMove.LEAVE:
        _check_leaving(uow, claim, note)
    row.state, row.answered_at, row.answer_by = after.value, uow.now, None
    name = communities.get_unit(uow, community_id, row.unit_id).name
    words = {row.unit_id: f"{ASSIST_MOVE_NAMES[move]}：{name}"}
    _tell(uow, actor, claim, [row], entry, move=move.value, words=words, note=note)
    return view_claim(uow, actor, claim)


def _check_leaving(uow: UnitOfWork, claim: Claim, note: str | None) -> None:
    if not note:
        raise InvalidError({"note": ["请写明退出的原因"]})
    require_no_agreement(uow, claim)


def communities_with_late_assists(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with invitations whose time to answer is over (lock-free)."""
    late = select(ClaimAssist.community_id).where(ClaimAssist.answer_by <= uow.now)
    return uow.session.scalars(late.distinct()).all()


def lapse_late_assists(uow: UnitOfWork, community_id: int) -> int:
    """End the unanswered invitations of one claim and tell its claimant, who holds their shares again; return how many.

    0 when nothing is due. Invitations of a claim that is over end without a word.
    """
    due = select(ClaimAssist.claim_id).where(ClaimAssist.community_id == community_id, ClaimAssist.answer_by <= uow.now)
    claim_id = uow.session.scalars(due.order_by(ClaimAssist.answer_by).limit(1)).first()
    if claim_id is None:
        return 0
    claim, entry = lock_claim(uow, community_id, claim_id)
    assists = assists_of(uow, community_id, [claim_id])[claim_id]
    rows = [row for row in assists if row.answer_by is not None and row.answer_by <= uow.now]
    for row in rows:
        row.state, row.answer_by = AssistState.LAPSED.value, None
    uow.session.flush()
    if rows and ClaimState(claim.state) in LEAVING_STATES:
        units = communities.units_by_ids(uow, community_id, [row.unit_id for row in rows])
        words = {id_: f"{ASSIST_STATE_NAMES[AssistState.LAPSED]}：{unit.name}" for id_, unit in units.items()}
        _tell(uow, None, claim, rows, entry, move=AssistTurn.LAPSE, words=words)
    return max(len(rows), 1)


def _tell(
    uow: UnitOfWork,
    actor: Actor | None,
    claim: Claim,
    rows: Sequence[ClaimAssist],
    entry: EntryRef,
    *,
    move: str,
    words: Mapping[UUID, str],
    note: str | None = None,
) -> None:
    """Write the lines in the claim's history, which does not move by them, and the events."""
    state, by = ClaimState(claim.state), actor.member_id if actor else None
    for row in rows:
        said = words[row.unit_id] + (f"（{note}）" if note else "")
        write_line(uow, claim, move=move, from_state=state, by_member_id=by, note=said)
    uow.session.flush()
    record_assists_moved(
        uow,
        to_ref(claim),
        [row.unit_id for row in rows],
        to_state=AssistState(rows[0].state),
        entry_title=entry.title,
        note=note,
    )
