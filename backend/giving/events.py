"""Topics that giving records; no payload holds a person's name."""

# {tie_id, member_id, relation}: member_id is asked to consent; answered: {tie_id, member_id, confirmed}.
TIE_PROPOSED = "giving.tie_proposed"
TIE_ANSWERED = "giving.tie_answered"
# {gift_id, member_id, minutes, message}: to the receiver.
GIFT_RECEIVED = "giving.gift_received"
# Payload {items: [{grant_id, member_id, minutes}]}.
GRANTED = "giving.granted"
# {entitlement_id}: somebody else is to decide.
ENTITLEMENT_PROPOSED = "giving.entitlement_proposed"
# Payload {entitlement_id, member_id, state, minutes, valid_to}: to the beneficiary.
ENTITLEMENT_DECIDED = "giving.entitlement_decided"
# {donation_id, fund, keeper_unit_id}: its keeper is to say whether it came.
DONATION_RECORDED = "giving.donation_recorded"
# {donation_id, member_id, fund, number}: the receipt is there.
DONATION_ACKNOWLEDGED = "giving.donation_acknowledged"
