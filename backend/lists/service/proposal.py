"""Proposing and editing entries."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.errors import ForbiddenError, InvalidError
from backend.infra import numbers
from backend.infra.uow import UnitOfWork
from backend.lists import rules
from backend.lists.errors import ComputedListError, MayNotProposeError
from backend.lists.models import Entry, EntryBeneficiary
from backend.lists.policy import POLICY, A
from backend.lists.service.building import build_entry, check_entry, give_number, number_name
from backend.lists.service.catalogue import require_categories
from backend.lists.service.entry import get_visible_row
from backend.lists.service.indexing import SEARCHED, index_entry
from backend.lists.service.store import get_kind, tell, to_ref
from backend.lists.service.view import view_entry
from backend.lists.types import EntryMove, EntryState, HistoryMove, KindDeclaration, NewEntry, OnBehalf

# Fields of an entry as the history names them.
FIELD_NAMES = {
    "title": "标题",
    "text": "内容",
    "category": "类别",
    "place": "地点",
    "starts_at": "开始时间",
    "ends_at": "结束时间",
    "quantity": "数量",
    "quantity_unit": "数量单位",
    "details": "专有内容",
    "private_details": "不公开的内容",
    "photos": "照片",
}


def propose_entry(uow: UnitOfWork, actor: Actor, community_id: int, new: NewEntry) -> dict[str, Any]:
    """Put an entry on a list as a proposal.

    Raises NotMemberError, ListNotLiveError, ComputedListError, MayNotProposeError, ForbiddenError (not the unit's
    contact), NotFoundError (no such unit here) and InvalidError.
    """
    POLICY.permit(actor, A.PROPOSE, unit_id=new.unit_id)
    kind = get_kind(new.kind)
    if new.on_behalf_of is not None:
        POLICY.permit(actor, A.PROPOSE_ON_BEHALF)
        if not kind.on_behalf or new.unit_id is not None:
            raise InvalidError({"on_behalf_of": ["这一项不能替人提出"]})
    require_proposer(uow, actor, community_id, kind, new.unit_id)
    row = store_entry(uow, actor, community_id, kind, new, state=EntryState.PROPOSED)
    if kind.check is not None:
        kind.check(uow, to_ref(row), row.quantity, row.details)
    if new.on_behalf_of is not None:
        _note_beneficiary(uow, actor, row, new.on_behalf_of)
    tell(uow, row, EntryMove.SUBMIT, from_state=EntryState.DRAFT, by_member_id=actor.member_id)
    return view_entry(uow, actor, row)


def store_entry(
    uow: UnitOfWork, actor: Actor, community_id: int, kind: KindDeclaration, new: NewEntry, *, state: EntryState
) -> Entry:
    """Check and store a new entry under the next number of its list; who may is decided before."""
    details = check_entry(kind, new)
    _require_categories(uow, kind, new.category, details)
    attachments.use_photos(uow, actor, community_id, new.photos)
    row = build_entry(uow, community_id, kind, new, details=details, state=state, by_member_id=actor.member_id)
    give_number(kind, row, numbers.next_number(uow, community_id, number_name(kind)))
    uow.session.add(row)
    uow.session.flush()
    return row


def _note_beneficiary(uow: UnitOfWork, actor: Actor, row: Entry, whom: OnBehalf) -> None:
    """Store for whom the desk writes: a consent is on record with who noted it and when."""
    uow.session.add(
        EntryBeneficiary(
            community_id=row.community_id,
            entry_id=row.id,
            name=whom.name,
            consent=whom.consent.value,
            noted_by_member_id=actor.member_id,
            noted_at=uow.now,
        )
    )
    uow.session.flush()


def require_proposer(
    uow: UnitOfWork, actor: Actor, community_id: int, kind: KindDeclaration, unit_id: UUID | None
) -> None:
    """Refuse who may not propose on this list, and who does not speak for the unit."""
    if kind.computed:
        raise ComputedListError()
    if unit_id is None:
        if actor.roles.isdisjoint(kind.proposers):
            raise MayNotProposeError()
        return
    communities.get_unit(uow, community_id, unit_id)
    if Role.UNIT_CONTACT not in actor.holds(unit_id=unit_id):
        raise ForbiddenError("只有单位联络员可以代表单位提出")
    if Role.UNIT_CONTACT not in kind.proposers:
        raise MayNotProposeError()


def _require_categories(uow: UnitOfWork, kind: KindDeclaration, category: str, details: Mapping[str, Any]) -> None:
    own = [(f"details.{name}", details[name]) for name in kind.category_details if name in details]
    require_categories(uow, [("category", category), *own])


def edit_entry(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    entry_id: UUID,
    changes: Mapping[str, Any],
    *,
    check_seen: Callable[[dict[str, Any]], None],
) -> dict[str, Any]:
    """Change fields of an entry; what is the same as before leaves no line.

    ``check_seen`` gets the locked entry as the caller sees it now and raises when they saw it otherwise.
    Raises NotFoundError, ForbiddenError, ComputedListError, EntryFrozenError and InvalidError.
    """
    row = get_visible_row(uow, actor, community_id, entry_id, lock=True)
    POLICY.permit(actor, A.EDIT, unit_id=row.proposer_unit_id, member_id=row.proposer_member_id)
    check_seen(view_entry(uow, actor, row))
    kind = get_kind(row.kind)
    if kind.computed:
        raise ComputedListError()
    rules.check_editable(kind, EntryState(row.state), any_state=POLICY.allows(actor, A.EDIT_ANY))
    changed = _changes(uow, kind, row, changes)
    # What the entry shows already, whoever took it in, it may go on showing.
    added = set(changed.get("photos", ())) - set(row.photos)
    attachments.use_photos(uow, actor, community_id, [UUID(id_) for id_ in added])
    if changed:
        _write(uow, actor, row, changed)
    return view_entry(uow, actor, row)


def _changes(uow: UnitOfWork, kind: KindDeclaration, row: Entry, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return the checked fields that differ from the row's."""
    changes = dict(wanted)
    if "details" in changes:
        changes["details"], changes["private_details"] = kind.part_details(kind.load_details(changes["details"]))
    if "photos" in changes:
        changes["photos"] = [str(id_) for id_ in changes["photos"]]
    if "quantity" in changes:
        changes["quantity"] = rules.decide_quantity(kind, changes["quantity"])
        if changes["quantity"] is not None and changes["quantity"] < row.claimed_quantity:
            raise InvalidError({"quantity": [f"不能少于已认领的{row.claimed_quantity}"]})
    after = {name: changes.get(name, getattr(row, name)) for name in FIELD_NAMES}
    rules.check_times(after["starts_at"], after["ends_at"])
    _require_categories(uow, kind, after["category"], after["details"])
    if kind.check is not None:
        kind.check(uow, to_ref(row), after["quantity"], after["details"])
    return {name: value for name, value in changes.items() if value != getattr(row, name)}


def _write(uow: UnitOfWork, actor: Actor, row: Entry, changed: Mapping[str, Any]) -> None:
    before = EntryState(row.state)
    for name, value in changed.items():
        setattr(row, name, value)
    if "quantity" in changed and row.quantity is not None and before in rules.CLAIMED_STATES:
        row.state = rules.claimed_state(row.claimed_quantity, row.quantity).value
    if not SEARCHED.isdisjoint(changed):
        index_entry(row)
    row.version += 1
    row.updated_at = uow.now
    note = "、".join(FIELD_NAMES[name] for name in changed)
    tell(uow, row, HistoryMove.EDIT, from_state=before, by_member_id=actor.member_id, note=note)
