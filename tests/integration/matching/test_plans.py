"""Candidates are found by the offers' indexes, and a run sends as many statements for many as for few."""

from typing import Any

import psycopg
from sqlalchemy import text

from backend.matching import service
from backend.matching.rules import weeks
from backend.matching.rules.project import Side
from backend.matching.service import candidates
from backend.matching.service.needs import read_needs
from backend.matching.service.standings import read_standings
from tests.factories.matching_runs import ask_for, run, state_all
from tests.factories.volunteering import Street
from tests.statements import counted_statements

# A community has thousands of offers, of which few are of one category and have time when a need has.
CROWD = """
    INSERT INTO match_offers (community_id, id, kind, help, categories, skills, minutes, reach, spread)
    SELECT %(cid)s, gen_random_uuid(), 'member', 'work', ARRAY['crowd' || n %% 50], '{}',
           int4multirange(int4range((n %% 160) * 60, (n %% 160) * 60 + 120)), 'community', n
    FROM generate_series(1, 5000) AS n"""


def plan_of(street: Street, owner_url: str) -> str:
    """Return how PostgreSQL finds the candidates of what is asked for."""
    with street.work() as uow:
        side = Side(weeks.monday_of(uow.now), uow.now)
        wanted = read_needs(uow, street.community_id, side, read_standings(uow, street.community_id, side))
        values: dict[str, Any] = {"community_id": street.community_id, **candidates.arrays_of(wanted, 60)}
        rows = uow.session.scalars(text("EXPLAIN " + candidates.PAIRS.format(also=candidates.NEAR)), values).all()
    return "\n".join(rows)


def test_candidates_are_found_by_an_index(street: Street, owner_url: str) -> None:
    street.shift()
    state_all(street, "volunteer")
    run(street)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute(CROWD.encode(), {"cid": street.community_id})
        owner.execute(b"ANALYZE match_offers")
    plan = plan_of(street, owner_url)
    assert "ix_match_offers" in plan
    assert "Seq Scan on match_offers" not in plan


def test_a_run_sends_as_many_statements_for_many_needs_as_for_one(street: Street) -> None:
    def statements() -> int:
        with street.app.app_context(), counted_statements() as seen:
            assert service.run_now(street.community_id)
        return len(seen)

    state_all(street, "volunteer", "peer", "neighbour", "leader")
    ask_for(street)
    street.shift()
    few = statements()
    for _ in range(5):
        ask_for(street)
        street.shift(places=1)
    many = statements()
    # The first had no unmet need to end; nothing grows with the needs.
    assert few <= 60
    assert many - few <= 2
