"""Entries as the API shows them, many at once with a bounded number of statements."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.names import mask_name
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.lists.models import Entry, EntryBeneficiary
from backend.lists.moves import CONSENT_NAMES, MOVE_NAMES, STATE_NAMES
from backend.lists.policy import POLICY, A, is_asker, may_make
from backend.lists.rules import NEEDS_NO_LIVE_CLAIMS, SUPPORTABLE_STATES, shorten
from backend.lists.service.addressees import addressees_of
from backend.lists.service.catalogue import category_names
from backend.lists.service.store import Supporters, count_supporters, get_kind, merged_writers, to_ref
from backend.lists.types import Consent, EntryRef, EntryState, KindDeclaration, LiveClaims

NOBODY = Supporters(0, is_mine=False)
_AS_STORED = (
    "id",
    "community_id",
    "number",
    "kind",
    "title",
    "category",
    "place",
    "quantity",
    "quantity_unit",
    "claimed_quantity",
    "starts_at",
    "ends_at",
    "due_at",
    "created_at",
    "updated_at",
    "version",
)


def view_entries(uow: UnitOfWork, actor: Actor, rows: Sequence[Entry], *, short: bool = False) -> list[dict[str, Any]]:
    """Return the rows as the actor may see them; ``short`` cuts the text for a list."""
    if not rows:
        return []
    community_id = rows[0].community_id
    names = proposer_names(uow, actor, community_id, rows)
    categories = category_names(uow)
    claimed = [row.id for row in rows if row.claimed_quantity > 0]
    busy = port(LiveClaims).entries_with_live_claims(uow, community_id, claimed) if claimed else ()
    own = wrote_merged(uow, actor, rows)
    whom = _beneficiaries(uow, actor, rows)
    support = _support(uow, actor, rows)
    addressed = _addressed(uow, rows)
    photos = attachments.photos_by_ids(uow, community_id, [UUID(id_) for row in rows for id_ in row.photos])
    return [
        {
            **_view(actor, row, names=names, categories=categories, busy=busy, own=own, short=short),
            "on_behalf_of": whom.get(row.id),
            "support": support.get(row.id),
            "addressed": addressed.get(row.id),
            "photos": [photos[UUID(id_)] for id_ in row.photos],
        }
        for row in rows
    ]


def _beneficiaries(uow: UnitOfWork, actor: Actor, rows: Sequence[Entry]) -> dict[UUID, dict[str, str | None]]:
    """Return for whom the desk wrote entries; others than those who read all learn only that it did."""
    ids = [row.id for row in rows if get_kind(row.kind).on_behalf]
    if not ids:
        return {}
    found = uow.session.scalars(
        select(EntryBeneficiary).where(
            EntryBeneficiary.community_id == rows[0].community_id, EntryBeneficiary.entry_id.in_(ids)
        )
    )
    if not POLICY.allows(actor, A.PROPOSE_ON_BEHALF):
        return {row.entry_id: {"name": None, "consent_name": None} for row in found}
    return {row.entry_id: {"name": row.name, "consent_name": CONSENT_NAMES[Consent(row.consent)]} for row in found}


def _addressed(uow: UnitOfWork, rows: Sequence[Entry]) -> dict[UUID, dict[str, Any]]:
    """Return which units have the first word on entries, and until when."""
    until = {row.id: row.addressed_until for row in rows if row.addressed_until is not None}
    if not until:
        return {}
    community_id = rows[0].community_id
    named = addressees_of(uow, community_id, until)
    units = communities.units_by_ids(uow, community_id, set().union(*named.values()))
    return {
        id_: {"until": until[id_], "units": sorted((units[u] for u in unit_ids), key=lambda unit: unit.name)}
        for id_, unit_ids in named.items()
    }


def _support(uow: UnitOfWork, actor: Actor, rows: Sequence[Entry]) -> dict[UUID, dict[str, Any]]:
    """Return how many supporters entries have, whether the actor is one, and whether they may become one now."""
    supportable = [row for row in rows if get_kind(row.kind).supportable]
    if not supportable:
        return {}
    found = count_supporters(uow, rows[0].community_id, [row.id for row in supportable], actor.member_id)
    may = POLICY.allows(actor, A.SUPPORT)
    return {
        row.id: {
            "count": found.get(row.id, NOBODY).number,
            "is_mine": found.get(row.id, NOBODY).is_mine,
            "is_open": may and EntryState(row.state) in SUPPORTABLE_STATES and not is_asker(actor, to_ref(row)),
        }
        for row in supportable
    }


def view_entry(uow: UnitOfWork, actor: Actor, row: Entry) -> dict[str, Any]:
    """Return one row as the actor may see it."""
    return view_entries(uow, actor, [row])[0]


def _view(
    actor: Actor,
    row: Entry,
    *,
    names: dict[UUID, str],
    categories: dict[str, str],
    busy: Collection[UUID],
    own: Collection[UUID],
    short: bool,
) -> dict[str, Any]:
    kind, entry = get_kind(row.kind), to_ref(row)
    proposer_id = entry.proposer_unit_id or entry.proposer_member_id
    return {
        **{name: getattr(row, name) for name in _AS_STORED},
        "details": _details(actor, row),
        "kind_name": kind.entry_name,
        "text": shorten(row.text) if short else row.text,
        "category_name": categories[row.category],
        "state": entry.state.value,
        "state_name": kind.state_names.get(entry.state, STATE_NAMES[entry.state]),
        "proposer": {
            "type": "unit" if entry.proposer_unit_id else "member",
            "id": proposer_id,
            "name": names[proposer_id] if proposer_id else "",
        },
        "moves": moves_now(actor, kind, entry, is_busy=entry.id in busy, wrote_merged=entry.id in own),
    }


def _details(actor: Actor, row: Entry) -> dict[str, Any]:
    """Return the own fields, with the private ones for whoever may read them."""
    if row.private_details is None:
        return row.details
    reads = POLICY.allows(actor, A.READ_PRIVATE, unit_id=row.proposer_unit_id, member_id=row.proposer_member_id)
    return row.details | row.private_details if reads else row.details


def wrote_merged(uow: UnitOfWork, actor: Actor, rows: Sequence[Entry]) -> Collection[UUID]:
    """Return those of the entries, delivered or accepted, into which the actor's own words were merged."""
    done = [row for row in rows if row.state in (EntryState.DELIVERED, EntryState.ACCEPTED)]
    ids = [row.id for row in done if get_kind(row.kind).mergeable]
    if not ids or actor.member_id is None:
        return ()
    writers = merged_writers(uow, rows[0].community_id, ids)
    return {id_ for id_, members in writers.items() if actor.member_id in members}


def moves_now(
    actor: Actor, kind: KindDeclaration, entry: EntryRef, *, is_busy: bool, wrote_merged: bool = False
) -> list[dict[str, str]]:
    """Return the moves the actor may make now; ``is_busy`` when claims on the entry are under way."""
    if Role.MEMBER not in actor.roles:
        return []
    return [
        {"move": move.value, "name": kind.move_names.get(move, MOVE_NAMES[move])}
        for move in kind.moves.moves_from(entry.state)
        if may_make(actor, kind, entry, move, wrote_merged=wrote_merged)
        and not (is_busy and move in NEEDS_NO_LIVE_CLAIMS)
    ]


def proposer_names(uow: UnitOfWork, actor: Actor, community_id: int, rows: Sequence[Entry]) -> dict[UUID, str]:
    """Return names by id; strangers see a resident's name masked."""
    member_ids = {row.proposer_member_id for row in rows if row.proposer_member_id}
    unit_ids = {row.proposer_unit_id for row in rows if row.proposer_unit_id}
    names = member_names(uow, actor, community_id, member_ids)
    names.update((unit.id, unit.name) for unit in communities.units_by_ids(uow, community_id, unit_ids).values())
    return names


def member_names(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return members' names, masked for who is no member of the community."""
    found = communities.members_by_ids(uow, community_id, ids)
    is_stranger = Role.MEMBER not in actor.roles
    return {id_: mask_name(member.name) if is_stranger else member.name for id_, member in found.items()}
