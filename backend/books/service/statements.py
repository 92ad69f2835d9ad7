"""What stands in the books: balances, and the coverage of all points. It only reads."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_

from backend.books.models import COMMUNITY_OWNER, Account
from backend.books.policy import POLICY, A
from backend.books.rules import coverage_percent
from backend.books.types import (
    AccountKind,
    AnyAccount,
    Balance,
    Book,
    Coverage,
    ServiceRecords,
)
from backend.core.actor import Actor
from backend.core.amounts import Points
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork

_POSTED = Account.credits_posted - Account.debits_posted


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The coverage as the home page shows it."""

    coverage: Coverage
    coverage_percent: int
    awaiting_backing_records: int


def balances(uow: UnitOfWork, community_id: int, accounts: Collection[AnyAccount]) -> dict[AnyAccount, Balance]:
    """Return what stands in each account, in its book's unit; 0 for one that nothing has touched yet."""
    names = {(each.book.value, each.kind.value, each.owner_id or COMMUNITY_OWNER): each for each in accounts}
    found = dict.fromkeys(accounts, Balance(0, 0))
    rows = uow.session.execute(
        select(
            Account.book,
            Account.kind,
            Account.owner_id,
            func.sum(_POSTED).label("balance"),
            func.sum(_POSTED - Account.debits_pending).label("available"),
        )
        .where(
            Account.community_id == community_id,
            tuple_(Account.book, Account.kind, Account.owner_id).in_(list(names)),
        )
        .group_by(Account.book, Account.kind, Account.owner_id)
    )
    for row in rows:
        found[names[row.book, row.kind, row.owner_id]] = Balance(int(row.balance), int(row.available))
    return found


def coverage(uow: UnitOfWork, community_id: int) -> Coverage:
    """Return where all points of the community are, from one statement and so of one moment."""
    rows = uow.session.execute(
        select(
            Account.kind,
            func.sum(Account.debits_posted).label("debits"),
            func.sum(Account.credits_posted).label("credits"),
        )
        .where(Account.community_id == community_id, Account.book == Book.POINT)
        .group_by(Account.kind)
    )
    sums = {AccountKind(row.kind): (int(row.debits), int(row.credits)) for row in rows}
    pledged, lapsed = sums.get(AccountKind.PLEDGE, (0, 0))

    def held(kind: AccountKind) -> Points:
        debited, credited = sums.get(kind, (0, 0))
        return Points(credited - debited)

    return Coverage(
        pledged=Points(pledged),
        lapsed=Points(lapsed),
        backing=held(AccountKind.BACKING),
        members=held(AccountKind.MEMBER),
        pool=held(AccountKind.POOL),
        vouchers=held(AccountKind.VOUCHER),
        merchants=held(AccountKind.MERCHANT),
        reserve=held(AccountKind.RESERVE),
        fulfilled=held(AccountKind.FULFILLED),
        clearing=held(AccountKind.CLEARING),
    )


def read_coverage(uow: UnitOfWork, actor: Actor, community_id: int) -> CoverageView:
    """Return the coverage for a member of the community."""
    POLICY.permit(actor, A.READ_COVERAGE)
    found = coverage(uow, community_id)
    records = port(ServiceRecords)
    return CoverageView(found, coverage_percent(found), records.count_awaiting_backing(uow, community_id))
