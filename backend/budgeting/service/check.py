"""The self-check of budget rounds: what SQL can prove, and the count done again."""

from collections.abc import Sequence

from sqlalchemy import select

from backend.budgeting.models import Result, Round
from backend.budgeting.rules.results import RULE_VERSION, count_round, read_ballot
from backend.budgeting.service.counting import ballots_of, projects_of
from backend.infra.uow import UnitOfWork

CHECKS = {
    "a budget round that is counted has one result, and no other has any": """
        SELECT 'round ' || r.id AS what
        FROM budget_rounds r
        LEFT JOIN budget_results x ON x.community_id = :community_id AND x.round_id = r.id
        WHERE r.community_id = :community_id
          AND (x.round_id IS NOT NULL) IS DISTINCT FROM (r.stage IN ('closed', 'decided'))
    """,
    "what a decided budget round chose is on the list, and nothing else of it was put there": """
        SELECT 'proposal ' || p.id AS what
        FROM budget_proposals p
        JOIN budget_rounds r ON r.community_id = :community_id AND r.id = p.round_id AND r.stage = 'decided'
        JOIN budget_results x ON x.community_id = :community_id AND x.round_id = r.id
        LEFT JOIN links l ON l.community_id = :community_id AND l.from_type = 'budget_round' AND l.from_id = r.id
            AND l.relation = 'funded' AND l.to_type = 'entry' AND l.to_id = p.entry_id
        WHERE p.community_id = :community_id
          AND (l.to_id IS NOT NULL) IS DISTINCT FROM
              (x.facts -> 'chosen' @> jsonb_build_array(jsonb_build_object('number', p.number)))
    """,
    "a budget round's last line is its stage": """
        SELECT 'round ' || r.id AS what
        FROM budget_rounds r
        LEFT JOIN LATERAL (
            SELECT m.to_stage FROM budget_round_moves m
            WHERE m.community_id = :community_id AND m.round_id = r.id
            ORDER BY m.at DESC, m.id DESC LIMIT 1
        ) m ON true
        WHERE r.community_id = :community_id AND m.to_stage IS DISTINCT FROM r.stage
    """,
}
RECOUNTED = "the ballots of every budget round give its result again"
# Of the facts, what needs to know in which building somebody lives: nobody knows that of a ballot any more.
NOT_AGAIN = "buildings"


def recount(uow: UnitOfWork, community_id: int) -> Sequence[str]:
    """Count every round of the present rule again and return which come out otherwise."""
    rows = uow.session.execute(
        select(Round, Result)
        .join(Result, (Result.community_id == Round.community_id) & (Result.round_id == Round.id))
        .where(Round.community_id == community_id, Result.rule_version == RULE_VERSION)
        .order_by(Round.id)
    ).all()
    return [f"round {row.id}" for row, result in rows if not _comes_out_again(uow, row, result)]


def _comes_out_again(uow: UnitOfWork, row: Round, result: Result) -> bool:
    ballots = [read_ballot(points) for points in ballots_of(uow, row.community_id, row.id).values()]
    again = count_round(projects_of(uow, row), ballots, row.budget_fen, [None] * len(ballots))
    stored = (result.ballots_hash, result.voters, result.spent_fen, _same(result.facts))
    return (again.ballots_hash, again.voters, again.spent_fen, _same(again.facts)) == stored


def _same(facts: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name != NOT_AGAIN}
