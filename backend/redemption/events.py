"""Topics that redemption records: vouchers' with {voucher_id, member_id, title, points}, RETURNED adds why."""

VOUCHER_ISSUED = "redemption.voucher_issued"
VOUCHER_USED = "redemption.voucher_used"
VOUCHER_RETURNED = "redemption.voucher_returned"
# {pledge_id, unit_id, points}: what waits for backing may be tried again.
PLEDGED = "redemption.pledged"
