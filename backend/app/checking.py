"""`sangong check`: runs every feature's self-check in every community."""

from dataclasses import dataclass

from backend.books.service import self_check
from backend.communities.service import list_communities
from backend.infra.paging import PageRequest
from backend.infra.uow import unit_of_work


@dataclass(frozen=True, slots=True)
class Findings:
    """What the check printed and whether all was well."""

    lines: list[str]
    clean: bool


def check_all() -> Findings:
    """Run the books' self-check in every community, a line each."""
    lines: list[str] = []
    clean = True
    cursor: str | None = None
    while True:
        with unit_of_work() as uow:
            page = list_communities(uow, PageRequest(cursor, 100))
            for community in page.items:
                findings = self_check(uow, community.community_id)
                clean = clean and not findings
                lines += [f"{community.community_id} {finding}" for finding in findings] or [
                    f"{community.community_id} ok"
                ]
        cursor = page.next_cursor
        if cursor is None:
            return Findings(lines, clean)
