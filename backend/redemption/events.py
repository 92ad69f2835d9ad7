"""Topics that redemption records: {voucher_id, member_id, title, points}; VOUCHER_RETURNED adds why."""

VOUCHER_ISSUED = "redemption.voucher_issued"
VOUCHER_USED = "redemption.voucher_used"
VOUCHER_RETURNED = "redemption.voucher_returned"
