"""`sangong check`: runs every feature's self-check in every community."""

from dataclasses import dataclass

from backend.books.service import CHECK_NAMES, self_check
from backend.communities.service import list_communities
from backend.infra import outbox
from backend.infra.paging import PageRequest
from backend.infra.uow import unit_of_work
from backend.lists import service as lists


@dataclass(frozen=True, slots=True)
class Findings:
    """What the check printed and whether all was well."""

    lines: list[str]
    clean: bool


def check_all() -> Findings:
    """Run all self-checks in every community, a line an invariant; events given up are told, but break nothing."""
    lines: list[str] = []
    clean = True
    cursor: str | None = None
    while True:
        with unit_of_work() as uow:
            page = list_communities(uow, PageRequest(cursor, 100))
            for community in page.items:
                cid = community.community_id
                findings = [*self_check(uow, cid), *lists.bookings.check_bookings(uow, cid)]
                clean = clean and not findings
                broken = {finding.check: finding for finding in findings}
                checks = dict.fromkeys([*CHECK_NAMES, *lists.bookings.CHECKS, *broken])
                lines += [f"{cid} {broken.get(check, f'ok: {check}')}" for check in checks]
                if given_up := outbox.count_given_up(uow, community.community_id):
                    lines.append(f"{community.community_id} events given up: {given_up} (outbox_events.last_error)")
        cursor = page.next_cursor
        if cursor is None:
            return Findings(lines, clean)
