"""Matching for tests: runs' suggestions and unmet needs as a run stores them; the rest through the service."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.infra.uow import UnitOfWork
from backend.matching import service
from backend.matching.models import Run, Suggestion, Unmet
from backend.matching.service.withdrawing import write_moves
from backend.matching.types import NeedKey, NeedKind, NewReview, OfferKey, OfferKind
from tests.factories.communities import Someone

PARTS = {
    "served": {"points": 1000, "figure": 1},
    "distance": {"points": 60, "figure": 0},
    "category": {"points": 30, "figure": 1},
    "kept": {"points": 60, "figure": 1000},
    "asker": {"points": 40, "figure": 2},
}


def make_run(uow: UnitOfWork, community_id: int, *, needs: int = 10, served: int = 7, **changes: Any) -> UUID:
    """Store a run that is done and return its id."""
    run = Run(
        **{
            "community_id": community_id,
            "id": uow.new_id(),
            "kind": "full",
            "state": "done",
            "begun_at": uow.now,
            "ended_at": uow.now,
            "model_version": 1,
            "input_hash": "0" * 64,
            "needs": needs,
            "offers": 20,
            "pairs": 40,
            "served": served,
            "places": served,
            "value": 990,
            "bound": 1000,
            "millis": 12,
            "stopped": "proven",
            "figures": {},
            **changes,
        }
    )
    uow.session.add(run)
    uow.session.flush()
    return run.id


def need_columns(need: NeedKey) -> dict[str, UUID | None]:
    """Return the columns of a need."""
    if need.kind is NeedKind.ENTRY:
        return {"entry_id": need.id, "shift_id": None, "role_id": None}
    return {"entry_id": None, "shift_id": need.id, "role_id": need.role_id}


def offer_columns(offer: OfferKey) -> dict[str, UUID | None]:
    """Return the columns of an offer."""
    return {f"{kind.value}_id": offer.id if kind is offer.kind else None for kind in OfferKind}


def suggest(
    uow: UnitOfWork, community_id: int, need: NeedKey, offer: OfferKey, *, run_id: UUID | None = None, **changes: Any
) -> UUID:
    """Store a suggestion as a run does and return its id."""
    row = Suggestion(
        **{
            "community_id": community_id,
            "id": uow.new_id(),
            "run_id": run_id or make_run(uow, community_id),
            **need_columns(need),
            **offer_columns(offer),
            "amount": 1,
            "weight": 1190,
            "parts": PARTS,
            "state": "offered",
            "next_at": uow.now + timedelta(days=3),
            "created_at": uow.now,
            **changes,
        }
    )
    uow.session.add(row)
    uow.session.flush()
    write_moves(uow, community_id, [row.id], from_state=None, to_state=row.state)
    return row.id


def miss(uow: UnitOfWork, community_id: int, need: NeedKey, *, run_id: UUID | None = None, **changes: Any) -> UUID:
    """Store an unmet need as a run does and return its id."""
    row = Unmet(
        **{
            "community_id": community_id,
            "id": uow.new_id(),
            "run_id": run_id or make_run(uow, community_id),
            **need_columns(need),
            "is_public": True,
            "state": "open",
            "missing": 1,
            "candidates": 5,
            "failed": {"window": 4, "skill": 1},
            "change": None,
            "since": uow.now,
            "becomes_at": uow.now + timedelta(days=14),
            **changes,
        }
    )
    uow.session.add(row)
    uow.session.flush()
    return row.id


def ask_review(uow: UnitOfWork, by: Someone, **about: Any) -> UUID:
    """Ask for a person's word and return the request's id."""
    new = NewReview("想请人看一看", **about)
    id_: UUID = service.ask_review(uow, by.actor, by.community_id, new)["id"]
    return id_
