"""Tables of opinions, by noun."""

from backend.opinions.models.maps import OpinionMapRow
from backend.opinions.models.statements import Statement, StatementMoveRow
from backend.opinions.models.topics import OpinionTopic
from backend.opinions.models.votes import StatementVote

__all__ = ["OpinionMapRow", "OpinionTopic", "Statement", "StatementMoveRow", "StatementVote"]
