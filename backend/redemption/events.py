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
# {unit_id, unit_name}: the desk checks and decides.
MERCHANT_APPLIED = "redemption.merchant_applied"
# {unit_id, unit_name, what, note}: what was done with a shop, to its contacts.
MERCHANT_MOVED = "redemption.merchant_moved"
# {request_id, redemption_id, unit_id, title, points}: the shop is to answer; OVERDUE when it has not.
REFUND_ASKED = "redemption.refund_asked"
REFUND_OVERDUE = "redemption.refund_overdue"
# Told to who asked, with the shop's {answer}.
REFUND_DECLINED = "redemption.refund_declined"
# Told to the holder, with {refund_id, quantity, points}.
REFUNDED = "redemption.refunded"
# Told to the shop: {statement_id, unit_id, number, day, closing}.
STATEMENT_MADE = "redemption.statement_made"
# {statement_id, unit_id, unit_name, number, day, text}: the desk answers.
STATEMENT_OBJECTED = "redemption.statement_objected"
# Told to the shop, with the desk's {text}.
STATEMENT_ANSWERED = "redemption.statement_answered"
