"""The doors of the books. Commands post transfers and return what moved; none commits, none knows who asked.

Who may pledge, earn or spend is decided by the features above; only what a person reads here asks the policy.
"""

from backend.books.service.archive_files import archived_until
from backend.books.service.archiving import Archived, archive_year
from backend.books.service.claims import receivable_stops, trace_receivables
from backend.books.service.clearing import ClearingRoom, booked_at, limit_clearing
from backend.books.service.expiry import (
    communities_to_expire,
    communities_to_warn,
    expire_points,
    expiring_of,
    list_expiry_rules,
    set_expiry,
    warn_of_expiry,
)
from backend.books.service.given import GivenTransfer, transfers_of_owner
from backend.books.service.holds import (
    communities_with_ended_holds,
    hold,
    post_hold,
    resolution,
    void_ended_holds,
    void_hold,
)
from backend.books.service.nightly import check_books, communities_to_check
from backend.books.service.origin import trace_transfers
from backend.books.service.own import own_time
from backend.books.service.packs import (
    adopt_pack,
    is_service_booked,
    notice_days_on,
    pack_on,
    packs_since,
    permit_goods,
    stars_of,
    view_adoption,
    view_packs,
)
from backend.books.service.passbook import read_passbook
from backend.books.service.period import flows_of, name_of, period_of, read_statement, unit_of, write_statement
from backend.books.service.points import (
    issue_voucher,
    lapse_pledge,
    pledge_points,
    return_voucher,
    use_voucher,
)
from backend.books.service.posting import post, reverse
from backend.books.service.proof import get_proof
from backend.books.service.receivables import taken_back_by
from backend.books.service.sealed_days import (
    hashes_of_seals,
    is_sealed_through,
    last_seal_number,
    sealed_at,
    sealed_days,
)
from backend.books.service.sealing import communities_to_seal, list_seals, plan_seals, seal_day, seal_soon
from backend.books.service.self_check import CHECK_NAMES, ask_checks, self_check
from backend.books.service.settlement import earned_by_records, earnings_before, settle_service, unlike_booked
from backend.books.service.statements import balances, coverage, read_coverage
from backend.books.service.stop import transfer_stops

__all__ = [
    "CHECK_NAMES",
    "Archived",
    "ClearingRoom",
    "GivenTransfer",
    "adopt_pack",
    "archive_year",
    "archived_until",
    "ask_checks",
    "balances",
    "booked_at",
    "check_books",
    "communities_to_check",
    "communities_to_expire",
    "communities_to_seal",
    "communities_to_warn",
    "communities_with_ended_holds",
    "coverage",
    "earned_by_records",
    "earnings_before",
    "expire_points",
    "expiring_of",
    "flows_of",
    "get_proof",
    "hashes_of_seals",
    "hold",
    "is_sealed_through",
    "is_service_booked",
    "issue_voucher",
    "lapse_pledge",
    "last_seal_number",
    "limit_clearing",
    "list_expiry_rules",
    "list_seals",
    "name_of",
    "notice_days_on",
    "own_time",
    "pack_on",
    "packs_since",
    "period_of",
    "permit_goods",
    "plan_seals",
    "pledge_points",
    "post",
    "post_hold",
    "read_coverage",
    "read_passbook",
    "read_statement",
    "receivable_stops",
    "resolution",
    "return_voucher",
    "reverse",
    "seal_day",
    "seal_soon",
    "sealed_at",
    "sealed_days",
    "self_check",
    "set_expiry",
    "settle_service",
    "stars_of",
    "taken_back_by",
    "trace_receivables",
    "trace_transfers",
    "transfer_stops",
    "transfers_of_owner",
    "unit_of",
    "unlike_booked",
    "use_voucher",
    "view_adoption",
    "view_packs",
    "void_ended_holds",
    "void_hold",
    "warn_of_expiry",
    "write_statement",
]
