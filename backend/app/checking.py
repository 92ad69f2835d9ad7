"""`sangong check` and `sangong recompute`: every feature's self-check, and settlement replayed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from backend.app.features import collect_mapping
from backend.books.service import CHECK_NAMES, ask_checks, self_check
from backend.books.types import Finding
from backend.clearing import service as clearing
from backend.communities.service import list_communities
from backend.infra import outbox
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.volunteering import service as volunteering

EXAMPLES_MAX = 5
# Returns what differs from what is stored, each thing in a few words.
Recount = Callable[[UnitOfWork, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the check printed and whether all was well."""

    lines: list[str]
    clean: bool


def check_all(only: int | None = None) -> Findings:
    """Run all self-checks in every community or one, a line an invariant; what waits or was given up is told beside."""
    checks, recounts = collect_mapping("SELF_CHECKS"), collect_mapping("SELF_RECOUNTS")
    lines: list[str] = []
    clean = True
    for uow, cid in communities_there(only):
        findings = [*self_check(uow, cid), *ask_checks(uow, cid, checks), *_recounted(uow, cid, recounts)]
        clean = clean and not findings
        broken = {finding.check: finding for finding in findings}
        known = dict.fromkeys([*CHECK_NAMES, *checks, *recounts, *broken])
        lines += [f"{cid} {broken.get(check, f'ok: {check}')}" for check in known]
        if given_up := outbox.count_given_up(uow, cid):
            lines.append(f"{cid} events given up: {given_up} (outbox_events.last_error)")
        if waiting := clearing.waiting_transfers(uow, cid):
            lines.append(f"{cid} transfers without an answer for an hour: {len(waiting)} ({', '.join(waiting[:5])})")
    return Findings(lines, clean)


def _recounted(uow: UnitOfWork, community_id: int, recounts: Mapping[str, Recount]) -> list[Finding]:
    found = {check: recount(uow, community_id) for check, recount in recounts.items()}
    return [Finding(check, len(what), tuple(what[:EXAMPLES_MAX])) for check, what in found.items() if what]


def recompute_all(since: date, only: int | None = None) -> Findings:
    """Replay settlement since a day in every community or one, a line for all that differs."""
    lines: list[str] = []
    clean = True
    for uow, cid in communities_there(only):
        found = volunteering.recompute(uow, cid, since)
        clean = clean and not found.differences
        lines += [f"{cid} DIFFERS: {line}" for line in found.differences]
        lines.append(f"{cid} {found.records} records replayed, {len(found.differences)} differences")
    return Findings(lines, clean)


def communities_there(only: int | None = None) -> Iterator[tuple[UnitOfWork, int]]:
    """Yield every community, or ``only`` that one, with a unit of work in which it may be read."""
    cursor: str | None = None
    while True:
        with unit_of_work() as uow:
            page = list_communities(uow, PageRequest(cursor, 100))
            ids = [community.community_id for community in page.items]
            yield from ((uow, community_id) for community_id in ids if only in (None, community_id))
        cursor = page.next_cursor
        if cursor is None:
            return
