"""Refusals of budget rounds."""

from backend.core.errors import ForbiddenError, SangongError


class NotElectorError(ForbiddenError):
    """Only verified adults who live here vote: it is their money."""

    code = "not_elector"
    title = "住在本社区、满18岁并通过核实的居民才能投票"


class NotVotingError(SangongError):
    """Nobody votes before voting opens, nor after its end."""

    code = "voting_not_open"
    title = "现在不能投票：还没有开始，或者已经结束"


class NotProposingError(SangongError):
    """Proposals are taken while the round gathers them."""

    code = "proposing_over"
    title = "征集提案已经结束"


class NotCheckingError(SangongError):
    """What people vote on does not change any more."""

    code = "proposals_fixed"
    title = "投票开始后提案不能再改"


class AlreadyProposedError(SangongError):
    """The entry stands in this round already (``proposal_id``)."""

    code = "already_proposed"
    title = "这个项目已经在这一轮里了"


class UncheckedProposalsError(SangongError):
    """Some proposals wait for the desk (``left`` of them)."""

    code = "proposals_unchecked"
    title = "还有提案没有核对，请先逐个核对"


class NothingToVoteOnError(SangongError):
    """No proposal passed."""

    code = "nothing_to_vote_on"
    title = "没有可以投票的提案，请延长核对或取消这一轮"


class TextNotPassedError(SangongError):
    """The words wait for moderation, or did not pass it."""

    code = "text_not_passed"
    title = "这条提案的文字还没有通过审核，现在不能放上选票"


class OwnProposalError(ForbiddenError):
    """Nobody checks what they proposed themselves. Our rule."""

    code = "own_proposal"
    title = "自己提的提案请由其他工作人员核对"


class EntryNotFreeError(SangongError):
    """The entry of list 5 is decided on already, or is none."""

    code = "entry_not_free"
    title = "只有公益事业建设清单上还没有采纳的项目可以参加"
