"""Topics that clearing records. A message's sender is the community whose outbox it lies in, never what it says.

Messages to the other community (``to``) are delivered by this feature's own jobs; the rest tells members and leads.
"""

# How the sender stands to the pair: {to, name, version, stand, ceiling}.
TERMS_SET = "clearing.terms_set"
# Points are held for a person who is to have them there: {to, name, transfer_id, person_id, points}.
SENT = "clearing.sent"
# Taken or not: {to, transfer_id, points, accepted, reason, booked_at}.
ANSWERED = "clearing.answered"
# What stood at a day's end: {to, day, closing, on_way, unanswered}.
DAY_CLOSED = "clearing.day_closed"

# To the member: {transfer_id, member_id, points, other_name}; REFUSED adds why.
ARRIVED = "clearing.arrived"
REFUSED = "clearing.refused"
# To the desk, what the other side has said: {other_id, other_name, stand, ceiling, waits_for_us}.
PAIR_CHANGED = "clearing.pair_changed"
# To the desk: {other_id, other_name, day}.
DAYS_DIFFER = "clearing.days_differ"
