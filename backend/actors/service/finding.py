"""Finding actors nobody listed: units that take part or could, and whom members suggest, each with the reasons."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.actors.list_kind import ACTOR
from backend.actors.models import Referral, UnitDismissal
from backend.actors.policy import POLICY, A
from backend.actors.service.evidence import subject_of
from backend.actors.types import (
    ACTOR_KIND_NAMES,
    LISTED_STATES,
    SUGGESTION_MOVE_NAMES,
    ActorKind,
    ReferralState,
    SuggestionMove,
)
from backend.agreements import service as agreements
from backend.communities import service as communities
from backend.communities.types import UnitKind
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.redemption import service as redemption
from backend.volunteering import service as volunteering

SUGGESTIONS_MAX = 100
WITNESSED_DAYS = 365
OFFERED = (SuggestionMove.LIST, SuggestionMove.DISMISS)
_KINDS = {UnitKind.MERCHANT: ActorKind.SHOP, UnitKind.SOCIAL_GROUP: ActorKind.SOCIAL_GROUP}


def list_suggestions(uow: UnitOfWork, actor: Actor, community_id: int, *, dismissed: bool) -> Sequence[dict[str, Any]]:
    """Return whom the desk could list, those with most reasons first; or whom it dismissed, the newest first."""
    POLICY.permit(actor, A.READ_SUGGESTIONS)
    units = communities.units_with_employees(uow, community_id)
    if dismissed:
        return _dismissed(uow, community_id, {unit.ref.id: unit for unit in units})
    known = _listed(uow, community_id, [unit.ref.id for unit in units]) | _dismissed_ids(uow, community_id)
    left = [unit for unit in units if unit.ref.id not in known]
    reasons = reasons_for(uow, community_id, left)
    found = [_view_unit(unit, reasons[unit.ref.id], OFFERED) for unit in left if unit.ref.id in reasons]
    referred = _referred(uow, community_id, {unit.ref.name for unit in units})
    return sorted([*referred, *found], key=lambda each: -sum(reason["count"] for reason in each["reasons"]))[
        :SUGGESTIONS_MAX
    ]


def actor_kind_of(kind: UnitKind) -> ActorKind:
    """Return as what a unit stands on list 1."""
    return _KINDS.get(kind, ActorKind.UNIT)


def reasons_for(
    uow: UnitOfWork, community_id: int, units: Sequence[communities.UnitFacts]
) -> Mapping[UUID, list[dict[str, Any]]]:
    """Return by unit what speaks for listing it; units without a reason are left out."""
    witnessed = _witnessed(uow, community_id)
    told = (
        ("employer", "有{}位居民在这里上班", {unit.ref.id: unit.employees for unit in units}),
        ("merchant", "承诺过{}批可兑换的货品", redemption.count_pledges(uow, community_id)),
        ("claims", "认领过{}次", agreements.count_claims(uow, community_id)),
        ("witness", "这里的人一年里给{}次服务作过见证", witnessed),
    )
    wanted = {unit.ref.id for unit in units}
    reasons: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for source, words, counts in told:
        for unit_id, count in counts.items():
            if count and unit_id in wanted:
                reasons[unit_id].append({"source": source, "count": count, "words": words.format(count)})
    return reasons


def _witnessed(uow: UnitOfWork, community_id: int) -> dict[UUID, int]:
    counts = volunteering.count_witnessed(uow, community_id, uow.now - timedelta(days=WITNESSED_DAYS))
    by_unit: dict[UUID, int] = defaultdict(int)
    for member_id, unit_id in communities.employers_of(uow, community_id, list(counts)):
        by_unit[unit_id] += counts[member_id]
    return by_unit


def _listed(uow: UnitOfWork, community_id: int, unit_ids: Sequence[UUID]) -> set[UUID]:
    entries = lists.entries_about_units(uow, community_id, ACTOR.code, LISTED_STATES, unit_ids)
    return {unit_id for entry in entries if (unit_id := subject_of(entry).unit_id) is not None}


def _dismissed_ids(uow: UnitOfWork, community_id: int) -> set[UUID]:
    return set(uow.session.scalars(select(UnitDismissal.unit_id).where(UnitDismissal.community_id == community_id)))


def _dismissed(
    uow: UnitOfWork, community_id: int, units: Mapping[UUID, communities.UnitFacts]
) -> Sequence[dict[str, Any]]:
    rows = uow.session.scalars(
        select(UnitDismissal)
        .where(UnitDismissal.community_id == community_id)
        .order_by(UnitDismissal.dismissed_at.desc(), UnitDismissal.unit_id)
        .limit(SUGGESTIONS_MAX)
    )
    return [_view_unit(units[row.unit_id], [], (SuggestionMove.RESTORE,), note=row.note) for row in rows]


def _view_unit(
    unit: communities.UnitFacts,
    reasons: Sequence[dict[str, Any]],
    moves: Sequence[SuggestionMove],
    *,
    note: str | None = None,
) -> dict[str, Any]:
    kind = actor_kind_of(unit.ref.kind)
    return {**_view("unit", unit.ref.id, unit.ref.name, kind, reasons, moves), "note": note}


def _referred(uow: UnitOfWork, community_id: int, unit_names: set[str]) -> list[dict[str, Any]]:
    """Return the open referrals, those of one name as one."""
    rows = uow.session.scalars(
        select(Referral)
        .where(Referral.community_id == community_id, Referral.state == ReferralState.OPEN.value)
        .order_by(Referral.id)
    )
    by_name: dict[str, list[Referral]] = defaultdict(list)
    for row in rows:
        by_name[row.name].append(row)
    return [_view_referrals(same, is_unit=name in unit_names) for name, same in by_name.items()]


def _view_referrals(same: Sequence[Referral], *, is_unit: bool) -> dict[str, Any]:
    first = same[0]
    words = f"{len(same)}位居民推荐" + ("，就是已登记的同名单位" if is_unit else "")
    reasons = [{"source": "referral", "count": len(same), "words": words}]
    view = _view("referral", first.id, first.name, ActorKind(first.actor_kind), reasons, OFFERED)
    return view | {
        "said": [row.reason for row in same],
        "phone": next((row.phone for row in same if row.phone), None),
    }


def _view(
    type_: str,
    id_: UUID,
    name: str,
    kind: ActorKind,
    reasons: Sequence[dict[str, Any]],
    moves: Sequence[SuggestionMove],
) -> dict[str, Any]:
    return {
        "type": type_,
        "id": id_,
        "name": name,
        "actor_kind": kind.value,
        "actor_kind_name": ACTOR_KIND_NAMES[kind],
        "reasons": reasons,
        "said": [],
        "phone": None,
        "note": None,
        "moves": [{"move": move.value, "name": SUGGESTION_MOVE_NAMES[move]} for move in moves],
    }
