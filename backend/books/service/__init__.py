"""The doors of the books. Commands post transfers and return what moved; none commits, none knows who asked.

Who may pledge, earn or spend is decided by the features above; only what a person reads here asks the policy.
"""

from backend.books.service.origin import trace_transfers
from backend.books.service.passbook import read_passbook
from backend.books.service.points import (
    issue_voucher,
    lapse_pledge,
    pledge_points,
    return_voucher,
    use_voucher,
)
from backend.books.service.posting import post, reverse
from backend.books.service.self_check import self_check
from backend.books.service.settlement import earned_by_records, earnings_before, settle_service
from backend.books.service.statements import balances, coverage, merchant_lines, read_coverage
from backend.books.service.stop import transfer_stops

__all__ = [
    "balances",
    "coverage",
    "earned_by_records",
    "earnings_before",
    "issue_voucher",
    "lapse_pledge",
    "merchant_lines",
    "pledge_points",
    "post",
    "read_coverage",
    "read_passbook",
    "return_voucher",
    "reverse",
    "self_check",
    "settle_service",
    "trace_transfers",
    "transfer_stops",
    "use_voucher",
]
