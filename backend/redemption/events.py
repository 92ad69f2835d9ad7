"""Topics that redemption records: vouchers' with {voucher_id, member_id, title, points}, RETURNED adds why."""

VOUCHER_ISSUED = "redemption.voucher_issued"
VOUCHER_USED = "redemption.voucher_used"
VOUCHER_RETURNED = "redemption.voucher_returned"
# {pledge_id, unit_id, points}: what waits for backing may be tried again.
PLEDGED = "redemption.pledged"
# A use tells more: {…, unit_name, pieces, left}; ``points`` are that use's.
# {flag_id, voucher_id, member_id, title}: to the holder, and to the desk; the note says why it was lifted.
VOUCHER_FLAGGED = "redemption.voucher_flagged"
FLAG_RAISED = "redemption.flag_raised"
FLAG_LIFTED = "redemption.flag_lifted"
# {unit_id, number, title, points}: the reserve paid a shop; or did not, ``points`` short.
GUARANTEE_PAID = "redemption.guarantee_paid"
GUARANTEE_SHORT = "redemption.guarantee_short"
# {move_id, points}: points for the reserve wait for a second hand.
RESERVE_PROPOSED = "redemption.reserve_proposed"
