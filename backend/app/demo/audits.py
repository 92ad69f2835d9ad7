"""An audit in the demo: committed a week ago, drawn from what was sealed, one of its cases found."""

from datetime import timedelta

from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.clock import local_date
from backend.infra.paging import PageRequest
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering
from backend.volunteering.types.audit import CaseFilter, NewAudit, NewFinding, Verdict, Way

# A day is over for good two hours after midnight at the latest.
AFTER_MIDNIGHT = timedelta(hours=2)
FOUND = NewFinding(
    Verdict.PASSED,
    (Way.CALL, Way.PAPERS),
    "电话问了带队人和5号楼两位住户，看了当天的签到表。",
    performer_word="那天从九点打扫到十一点。",
    beneficiary_word="楼道是他们打扫的，很干净。",
)


def commit_a_week_ago(week_ago: UnitOfWork, auditor: Actor, community_id: int) -> None:
    """Commit a round that ended yesterday; ``week_ago`` is the unit at that moment."""
    last = local_date(week_ago.now + timedelta(days=8) - AFTER_MIDNIGHT) - timedelta(days=1)
    volunteering.commit_audit(week_ago, auditor, community_id, NewAudit(last))


def draw_and_find(uow: UnitOfWork, community_id: int) -> None:
    """Seal what was told, draw the round and let the first auditor say what they found of their first case."""
    for name in ("books.seals", "volunteering.audit_draw"):
        while runtime().due_sources[name].work(uow, community_id):
            pass
    for person in communities.holders_of(uow, community_id, Role.SUPERVISOR):
        auditor = communities.load_actor(uow, person.person_id, community_id)
        wanted = CaseFilter(mine=True, unfound=True)
        cases = volunteering.list_audit_cases(uow, auditor, community_id, wanted, PageRequest(limit=1)).items
        if cases:
            volunteering.file_finding(uow, auditor, community_id, cases[0]["id"], FOUND)
            return
