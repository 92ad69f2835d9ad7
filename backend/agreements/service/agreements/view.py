"""Agreements as the API shows them, to each as much as they may see."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from backend.agreements.models import AgreementSignature, AgreementVersion
from backend.agreements.moves.agreements import (
    AGREEMENT_MOVE_NAMES,
    AGREEMENT_MOVES,
    AGREEMENT_STATE_NAMES,
    ASKED,
    METHOD_NAMES,
    PURPOSE_NAMES,
    VERSION_MOVES,
    VERSION_STATE_NAMES,
    AgreementMove,
)
from backend.agreements.policy import POLICY, A
from backend.agreements.rules import clauses as rules
from backend.agreements.rules import wording
from backend.agreements.rules.signing import Signed, may_sign
from backend.agreements.service.agreements.store import (
    Held,
    highest_number,
    named_in,
    parties_in,
    show_number,
    signatures_of,
    texts_of,
)
from backend.agreements.types.agreements import (
    COMMUNITY_PARTY,
    AgreementState,
    AgreementText,
    Side,
    SigningMethod,
    VersionPurpose,
    VersionState,
)
from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists

SEEN_BY_ALL = (VersionState.AGREED, VersionState.SUPERSEDED)
FOLLOWING = (VersionPurpose.AMENDMENT, VersionPurpose.RENEWAL, VersionPurpose.ENDING)


def is_insider(actor: Actor, held: Held) -> bool:
    """Tell whether the actor may see what is not signed yet: people of a party still, desk and supervisor."""
    units = [None, *held.unit_ids]
    return any(POLICY.allows(actor, A.READ_OPEN_AGREEMENTS, unit_id=id_) for id_ in units)


def speaks_for(actor: Actor, side: Side) -> bool:
    """Tell whether the actor signs for the party."""
    if side.no == COMMUNITY_PARTY:
        return POLICY.allows(actor, A.SIGN_FOR_COMMUNITY)
    return POLICY.allows(actor, A.SIGN_FOR_UNIT, unit_id=side.unit_id)


def signed_by(actor: Actor, side: Side, member_id: UUID, method: SigningMethod) -> Signed:
    """Return a signature as the rules judge it; whose side somebody else is on does not matter to the actor's."""
    is_own = side.no == COMMUNITY_PARTY or side.unit_id in actor.units
    return Signed(side.no, member_id, method, is_own=is_own)


def hands_of(actor: Actor, held: Held, rows: Sequence[AgreementSignature]) -> list[Signed]:
    """Return the signatures under the text on offer as the rules judge them."""
    sides = {side.no: side for side in held.sides}
    return [signed_by(actor, sides[row.party_no], row.member_id, SigningMethod(row.method)) for row in rows]


def view_rows(uow: UnitOfWork, actor: Actor, held: Sequence[Held]) -> list[dict[str, Any]]:
    """Return agreements in short: two statements however many there are."""
    if not held:
        return []
    community_id = held[0].row.community_id
    opened = [each.open.id for each in held if each.open is not None and is_insider(actor, each)]
    signed = signatures_of(uow, community_id, opened) if opened else {}
    entries = lists.entries_by_ids(uow, community_id, {each.row.entry_id for each in held if each.row.entry_id})
    return [_view_row(actor, each, signed, entries) for each in held]


def _view_row(
    actor: Actor, held: Held, signed: Mapping[UUID, Sequence[AgreementSignature]], entries: Mapping[UUID, Any]
) -> dict[str, Any]:
    row, insider = held.row, is_insider(actor, held)
    shown = held.current or held.open or held.versions[-1]
    opened = held.open if insider else None
    hands = signed.get(opened.id, ()) if opened else ()
    return {
        "id": row.id,
        "number": show_number(row.number),
        "title": shown.title,
        "state": row.state,
        "state_name": AGREEMENT_STATE_NAMES[held.state],
        "starts_on": shown.starts_on,
        "ends_on": shown.ends_on,
        "entry": entries.get(row.entry_id) if row.entry_id else None,
        "claim_id": row.claim_id,
        "parties": [_party(held, side, tells_why=insider or speaks_for(actor, side)) for side in held.sides],
        "open_text": opened and {"version": opened.version, "purpose_name": PURPOSE_NAMES[_purpose(opened)]},
        "open_state": opened and opened.state,
        "unsigned": _unsigned(held, opened, hands),
        "is_my_turn": bool(_sign_as(actor, held, opened, hands)),
        "created_at": row.created_at,
        "ended_at": row.ended_at,
        "end_reason": row.end_reason if insider else _in_short(row.end_reason),
    }


def _in_short(end_reason: str | None) -> str | None:
    """Return how it ended without a party's own words, which are the parties'."""
    return end_reason and end_reason.partition("：")[0]


def _party(held: Held, side: Side, *, tells_why: bool) -> dict[str, Any]:
    party = next(each for each in held.parties if each.no == side.no)
    return {
        "no": side.no,
        "name": side.name,
        "role": side.role.value,
        "unit_id": side.unit_id,
        "left_at": party.left_at,
        "left_reason": party.left_reason if tells_why else None,
    }


def _purpose(version: AgreementVersion) -> VersionPurpose:
    return VersionPurpose(version.purpose)


def _unsigned(
    held: Held, opened: AgreementVersion | None, hands: Sequence[AgreementSignature]
) -> list[dict[str, Any]] | None:
    """Return the parties whose signature a text on offer waits for; None where none is on offer."""
    if opened is None or opened.state != VersionState.SIGNING:
        return None
    done = {each.party_no for each in hands}
    return [{"no": side.no, "name": side.name} for side in held.sides if not side.has_left and side.no not in done]


def _sign_as(
    actor: Actor, held: Held, opened: AgreementVersion | None, hands: Sequence[AgreementSignature]
) -> list[int]:
    """Return the parties the actor may sign for now."""
    if opened is None or opened.state != VersionState.SIGNING:
        return []
    return [
        side.no for side in held.sides if speaks_for(actor, side) and _may(actor, held, side, hands, SigningMethod.TAP)
    ]


def _may(actor: Actor, held: Held, side: Side, hands: Sequence[AgreementSignature], method: SigningMethod) -> bool:
    if side.has_left or actor.member_id is None:
        return False
    return may_sign(hands_of(actor, held, hands), signed_by(actor, side, actor.member_id, method))


def _hand_in_for(
    actor: Actor, held: Held, opened: AgreementVersion | None, hands: Sequence[AgreementSignature]
) -> list[int]:
    """Return the parties whose signed paper the actor may hand in now."""
    if opened is None or opened.state != VersionState.SIGNING:
        return []
    return [
        side.no
        for side in held.sides
        if ((side.unit_id and POLICY.allows(actor, A.HAND_IN_PAPER, unit_id=side.unit_id)) or speaks_for(actor, side))
        and _may(actor, held, side, hands, SigningMethod.PAPER)
    ]


def view_whole(uow: UnitOfWork, actor: Actor, held: Held) -> dict[str, Any]:
    """Return an agreement with the texts that count now, who signed them, and what the actor may do."""
    insider = is_insider(actor, held)
    opened = held.open if insider else None
    shown = [each for each in (held.current, held.waiting, opened) if each is not None]
    if not shown and held.versions:  # called off: the last that was written
        shown = [held.versions[-1]]
    texts = view_texts(uow, actor, held, shown)
    hands = signatures_of(uow, held.row.community_id, [opened.id])[opened.id] if opened else []
    by_id = {text["id"]: text for text in texts}
    return {
        **view_rows(uow, actor, [held])[0],
        "in_force": by_id.get(held.current.id) if held.current else None,
        "waiting": by_id.get(held.waiting.id) if held.waiting else None,
        "open": by_id.get(opened.id) if opened else None,
        "dropped": texts[0] if held.state is AgreementState.CANCELLED else None,
        "versions": [_brief(each) for each in held.versions if insider or each.state in SEEN_BY_ALL],
        "moves": _moves(actor, held),
        "speaks_for": [side.no for side in held.sides if not side.has_left and speaks_for(actor, side)],
        "sign_as": _sign_as(actor, held, opened, hands),
        "hand_in_for": _hand_in_for(actor, held, opened, hands),
        "may_draft": _may_draft(actor, held),
        "next_clause_no": highest_number(uow, held) + 1,
    }


def _may_draft(actor: Actor, held: Held) -> list[dict[str, str]]:
    """Return what kinds of text the actor may begin."""
    may = POLICY.allows(actor, A.DRAFT_AGREEMENT) and held.open is None and held.waiting is None
    if not may or AgreementMove.DRAFT not in AGREEMENT_MOVES.moves_from(held.state):
        return []
    return [{"purpose": each.value, "name": f"起草{PURPOSE_NAMES[each]}"} for each in FOLLOWING]


def _moves(actor: Actor, held: Held) -> list[dict[str, str]]:
    """Return the moves the actor may make now, for themselves or a party they speak for."""
    possible = AGREEMENT_MOVES.moves_from(held.state)
    of_text = VERSION_MOVES.moves_from(VersionState(held.open.state)) if held.open else []
    desk = POLICY.allows(actor, A.DRAFT_AGREEMENT)
    party = any(not side.has_left and speaks_for(actor, side) for side in held.sides)
    return [
        {"move": move.value, "name": AGREEMENT_MOVE_NAMES[move]}
        for move in ASKED
        if move in possible
        and (move is AgreementMove.LEAVE or move in of_text)
        and (party if move in (AgreementMove.LEAVE, AgreementMove.DECLINE) else desk)
    ]


def _brief(version: AgreementVersion) -> dict[str, Any]:
    return {
        "version": version.version,
        "purpose": version.purpose,
        "purpose_name": PURPOSE_NAMES[_purpose(version)],
        "state": version.state,
        "state_name": VERSION_STATE_NAMES[VersionState(version.state)],
        "offered_at": version.offered_at,
        "agreed_at": version.agreed_at,
    }


def view_texts(uow: UnitOfWork, actor: Actor, held: Held, versions: Sequence[AgreementVersion]) -> list[dict[str, Any]]:
    """Return texts with clauses in words and signatures; who signed by name, and their paper, to insiders alone."""
    texts = texts_of(uow, versions)
    community_id = held.row.community_id
    signatures = signatures_of(uow, community_id, [version.id for version in versions])
    people: dict[UUID, Any] = {}
    photos: dict[UUID, Any] = {}
    if is_insider(actor, held):
        rows = [row for each in signatures.values() for row in each]
        people = communities.members_by_ids(uow, community_id, {row.member_id for row in rows})
        photos = attachments.photos_by_ids(uow, community_id, {row.photo_id for row in rows if row.photo_id})
    return [
        {
            "id": version.id,
            **_brief(version),
            **_shown_text(held, version, texts[version.id]),
            "text_hash": version.text_hash and version.text_hash.hex(),
            "signatures": [_signature(named_in(held, version), row, people, photos) for row in signatures[version.id]],
        }
        for version in versions
    ]


def _shown_text(held: Held, version: AgreementVersion, text: AgreementText) -> dict[str, Any]:
    parties = parties_in(held, version)
    names = {party["no"]: party["name"] for party in parties}
    lapsed = rules.lapsed(text.clauses, held.left)
    return {
        "title": text.title,
        "preamble": text.preamble,
        "starts_on": text.starts_on,
        "ends_on": text.ends_on,
        "parties": parties,
        "clauses": [
            {
                "no": clause.no,
                "giver": clause.giver,
                "receiver": clause.receiver,
                "accepter": clause.accepter,
                "text": clause.text,
                "amount": clause.amount,
                "measure": clause.measure,
                "schedule": clause.schedule.value,
                "due_on": clause.due_on,
                "until_on": clause.until_on,
                "evidence": [kind.value for kind in clause.evidence],
                "after_no": clause.after_no,
                "how_much": wording.how_much(clause),
                "when": wording.when(clause),
                "proof": wording.proof(clause, names),
                "has_lapsed": clause.no in lapsed,
            }
            for clause in text.clauses
        ],
    }


def _signature(
    names: Mapping[int, str], row: AgreementSignature, people: Mapping[UUID, Any], photos: Mapping[UUID, Any]
) -> dict[str, Any]:
    by = people.get(row.member_id)
    return {
        "party_no": row.party_no,
        "party_name": names[row.party_no],
        "by_name": by.name if by else None,
        "method": row.method,
        "method_name": METHOD_NAMES[SigningMethod(row.method)],
        "photo": photos.get(row.photo_id) if row.photo_id else None,
        "at": row.at,
    }
