"""Reading rounds and their results."""

from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.budgeting.models import Proposal, Result, Round
from backend.budgeting.policy import POLICY, A
from backend.budgeting.service.store import proposals_of, result_of, round_row
from backend.budgeting.service.view import view_round, view_rounds
from backend.budgeting.types import ENDS, ProposalState, RoundStage
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork


def list_rounds(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    page: PageRequest,
    *,
    live: bool = False,
    stage: RoundStage | None = None,
    topic_id: UUID | None = None,
) -> Page[dict[str, Any]]:
    """Return rounds, newest first; ``live`` leaves out what has ended."""
    POLICY.permit(actor, A.READ_ROUNDS)
    wanted = select(Round).where(Round.community_id == community_id)
    if live:
        wanted = wanted.where(Round.stage.not_in([each.value for each in ENDS]))
    if stage is not None:
        wanted = wanted.where(Round.stage == stage.value)
    if topic_id is not None:
        wanted = wanted.where(Round.topic_id == topic_id)
    found = fetch_page(uow.session, wanted, page, keys=[Round.created_at, Round.id])
    return Page(view_rounds(uow, actor, found.items), found.next_cursor)


def get_round(uow: UnitOfWork, actor: Actor, community_id: int, round_id: UUID) -> dict[str, Any]:
    """Return one round; raises NotFoundError."""
    POLICY.permit(actor, A.READ_ROUNDS)
    return view_round(uow, actor, round_row(uow, community_id, round_id))


def get_result(uow: UnitOfWork, actor: Actor, community_id: int, round_id: UUID) -> dict[str, Any]:
    """Return what the count found, to everybody; raises NotFoundError before it."""
    POLICY.permit(actor, A.READ_ROUNDS)
    row = round_row(uow, community_id, round_id)
    result = result_of(uow, row)
    if result is None:
        raise NotFoundError()
    return _view(row, result, {each.number: each for each in proposals_of(uow, row, ProposalState.PASSED)})


def _view(row: Round, result: Result, proposals: dict[int, Proposal]) -> dict[str, Any]:
    facts = result.facts
    chosen = {each["number"]: each for each in facts["chosen"]}
    shown = [
        {
            "id": proposals[each["number"]].id,
            "title": proposals[each["number"]].title,
            "entry_id": proposals[each["number"]].entry_id if each["number"] in chosen else None,
            **each,
            "by_equal_shares": each["number"] in chosen,
            "by_greedy": each["number"] in facts["greedy"],
            "how": chosen[each["number"]]["how"] if each["number"] in chosen else None,
            "price_fen": _fen(chosen[each["number"]]["price"]) if each["number"] in chosen else None,
        }
        for each in facts["proposals"]
    ]
    order = [*chosen, *(each["number"] for each in facts["proposals"] if each["number"] not in chosen)]
    spent_by_greedy = sum(each["cost_fen"] for each in shown if each["by_greedy"])
    return {
        "round_id": row.id,
        "title": row.title,
        "ballot_kind": row.ballot_kind,
        "budget_fen": result.budget_fen,
        "spent_fen": result.spent_fen,
        "greedy_spent_fen": spent_by_greedy,
        "electors": result.electors,
        "voters": result.voters,
        "share_fen": result.budget_fen // result.voters if result.voters else None,
        "raised_percent": facts["steps"],
        "proposals": sorted(shown, key=lambda each: order.index(each["number"])),
        "represented": facts["represented"],
        "buildings": facts["buildings"],
        "ballots_hash": result.ballots_hash,
        "counted_at": result.counted_at,
    }


def _fen(price: str | None) -> int | None:
    """Return whole fen for people to read; the exact price is in the facts."""
    return None if price is None else round(Fraction(price))
