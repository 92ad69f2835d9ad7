"""Topics that alliances records. A message's sender is the community whose outbox it lies in, never what it says.

Messages to another community (``to``) are delivered by this feature's own jobs; the rest tells members.
"""

# Chair to a community: it is invited, or the alliance is over: {to, alliance_id, name, purpose, chair_name, stand}.
CALLED = "alliances.called"
# A community to the chair: {to, alliance_id, stand, version}.
STOOD = "alliances.stood"
# Chair to all who joined: {to, alliance_id, month, version, content}.
BOARD_SENT = "alliances.board_sent"
# A taker to the chair: {to, alliance_id, month, item_id, outcome, done_amount, word, version}.
ITEM_ANSWERED = "alliances.item_answered"
# A community to the chair: {to, alliance_id, month, figures}.
FIGURES_SENT = "alliances.figures_sent"

# To a unit's contacts: {statement_id, unit_id, number, quarter_name}.
STATEMENT_MADE = "alliances.statement_made"
# To the lead: {alliance_id, name, chair_name}.
INVITED = "alliances.invited"
# To the chair's desk: {alliance_id, name, other_name, stand}.
MEMBER_STOOD = "alliances.member_stood"
# To the desk: {alliance_id, name, month, items}; how many are this community's.
ISSUED = "alliances.issued"
# To the desk, three days before the figures go out: {alliance_id, name, month}.
FIGURES_SOON = "alliances.figures_soon"
# To the desk: {alliance_id, name, month}.
TOLD = "alliances.told"
# To the chair's lead: {alliance_id, name, month}.
REVIEW_DUE = "alliances.review_due"
# To the desk: {alliance_id, name, month}.
REVIEWED = "alliances.reviewed"
# To the desk: {alliance_id, name}.
ENDED = "alliances.ended"
