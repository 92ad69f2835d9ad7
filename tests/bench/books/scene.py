"""A community with members who have points and time, far enough in the past that a history fits in between."""

import secrets
from datetime import date, timedelta
from uuid import UUID

import psycopg

from backend.app.factory import create_app
from backend.books import service
from backend.books.types import PointAccount, ServiceEarning, Transfer, TransferType
from backend.core.amounts import Minutes, Points, TimeCredits
from backend.core.clock import FixedClock, SystemClock
from backend.core.ids import new_id
from backend.infra.settings import Settings
from backend.infra.uow import unit_of_work

MEMBERS, SHOPS = 2_000, 2_000
DAYS_BACK = 400
RICH = 10**9


def member(place: int) -> UUID:
    """Return a member's id; its digits are decimal, so that pgbench can make it."""
    return UUID(f"00000000-0000-0000-0000-1{place:011d}")


def shop(place: int) -> UUID:
    """Return a shop's id."""
    return UUID(f"00000000-0000-0000-0000-2{place:011d}")


def found(settings: Settings) -> int:
    """Let the members of a new community earn, long ago; return the community."""
    community_id = 10**11 + secrets.randbelow(9 * 10**11)
    past = create_app(settings, clock=FixedClock(SystemClock().now() - timedelta(days=DAYS_BACK)))
    with past.app_context():
        with unit_of_work() as uow:
            service.plan_seals(uow, community_id)
            points = Points(10**12)
            for _ in range(3):
                service.pledge_points(
                    uow, community_id, unit_id=shop(0), pledge_id=new_id(), points=points, title="商户承诺"
                )
        with unit_of_work() as uow:
            service.settle_service(uow, community_id, [_earning(place) for place in range(MEMBERS)])
    return community_id


def _earning(place: int) -> ServiceEarning:
    return ServiceEarning(
        new_id(), member(place), Minutes(60), TimeCredits(0), Points(RICH), date(2026, 1, 1), "社区服务"
    )


def move(community_id: int, giver: int, taker: int) -> None:
    """Move one point from a member to a shop by the books' service, in a unit of work of its own."""
    transfer = Transfer(
        PointAccount.member(member(giver)),
        PointAccount.merchant(shop(taker)),
        Points(1),
        TransferType.GIFT,
        f"gift:{new_id()}",
        "赠送",
    )
    with unit_of_work() as uow:
        service.post(uow, community_id, [transfer])


def fill(owner_url: str, community_id: int, rows: int) -> None:
    """Write ``rows`` transfers of one point, each member to the next round after round, as the ledger would have.

    A member's lines and balances follow from the round, so no row needs to know another. Indexes are made anew at the
    end. Only for a community in which members have the line they earned by and nothing else.
    """
    if rows % MEMBERS:
        raise ValueError("rows must be whole rounds")
    facts = {"cid": community_id, "members": MEMBERS, "rows": rows, "rounds": rows // MEMBERS, "rich": RICH}
    with psycopg.connect(owner_url, autocommit=True) as owner:
        indexes = owner.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'transfers' AND indexname <> 'pk_transfers'"
            " ORDER BY indexname"
        ).fetchall()
        with owner.transaction():
            for name, _ in indexes:
                owner.execute(f'DROP INDEX "{name}"'.encode())
            owner.execute("SET LOCAL maintenance_work_mem = '512MB'")
            owner.execute(_TRANSFERS, facts)
            owner.execute(_ACCOUNTS, facts)
            for _, definition in indexes:
                owner.execute(str(definition).encode())
        owner.execute("VACUUM ANALYZE accounts, transfers")


_MEMBER = "('00000000-0000-0000-0000-1' || lpad(({})::text, 11, '0'))::uuid"
_TRANSFERS = f"""
    WITH ids AS MATERIALIZED (
        SELECT n, a.id, a.last_at FROM generate_series(0, %(members)s - 1) AS n
        JOIN accounts a ON a.community_id = %(cid)s AND a.book = 'POINT' AND a.kind = 'member' AND a.stripe = 0
             AND a.owner_id = {_MEMBER.format("n")}
    )
    INSERT INTO transfers (
        community_id, id, debit_account_id, credit_account_id, amount, state, type, business_key,
        debit_line, credit_line, debit_balance, credit_balance, title, occurred_at)
    SELECT %(cid)s,
           (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || substr(md5(k::text), 1, 20))::uuid,
           d.id, c.id, 1, 'posted', 'gift', 'fill:' || k,
           1 + CASE WHEN d.n = 0 THEN 2 * r + 1 ELSE 2 * r + 2 END,
           1 + CASE WHEN c.n = 0 THEN 2 * r + 2 ELSE 2 * r + 1 END,
           CASE WHEN d.n = 0 THEN %(rich)s - 1 ELSE %(rich)s END,
           CASE WHEN c.n = 0 THEN %(rich)s ELSE %(rich)s + 1 END,
           '邻里互助', at
    FROM generate_series(0, %(rows)s - 1) AS k
    CROSS JOIN LATERAL (SELECT k / %(members)s AS r, k %% %(members)s AS i) AS place
    JOIN ids d ON d.n = i
    JOIN ids c ON c.n = (i + 1) %% %(members)s
    CROSS JOIN LATERAL (SELECT d.last_at + interval '399 days' * (k::float8 / %(rows)s) AS at) AS moment
"""  # made of the constant above
_ACCOUNTS = """
    UPDATE accounts
    SET debits_posted = debits_posted + %(rounds)s, credits_posted = credits_posted + %(rounds)s,
        lines = lines + 2 * %(rounds)s, last_at = last_at + interval '399 days'
    WHERE community_id = %(cid)s AND book = 'POINT' AND kind = 'member'
"""
