"""Who may do what with messages: everybody with their own, nobody with another's."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_INBOX = "read_inbox"
    MARK_READ = "mark_read"
    READ_SUBSCRIPTIONS = "read_subscriptions"
    SUBSCRIBE = "subscribe"


# An applicant who is not verified yet, too, is told what became of the application.
POLICY = Policy("notifications", {action: frozenset({R.SELF}) for action in A})
