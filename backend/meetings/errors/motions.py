"""Refusals of motions, votes and papers."""

from backend.core.errors import Kind, SangongError


class NotYourSeatError(SangongError):
    """The seat is somebody else's."""

    code = "not_your_seat"
    kind = Kind.FORBIDDEN
    title = "这一席不由您表决"


class NotPresentError(SangongError):
    """Nobody is there for the seat; who is present decides (城市居民委员会组织法 Art. 9)."""

    code = "not_present"
    title = "请先在会场签到，再投票"


class SeatIsRepresentedError(SangongError):
    """Somebody else brought the seat's proxy."""

    code = "seat_represented"
    title = "这一席由受托人表决；您本人到会签到后可以自己投"


class AlreadyVotedError(SangongError):
    """The seat's ballot was cast, or its paper given out, on whatever channel (``channel``)."""

    code = "already_voted"
    title = "这一席已经投过票，投出的票不能改"


class MotionNotOpenError(SangongError):
    """It is not being voted on now (``state``)."""

    code = "motion_not_open"
    title = "现在不在表决：还没有开始，或者已经结束"


class TooFewForSecretError(SangongError):
    """Among so few a secret ballot hides nobody (``needed``)."""

    code = "too_few_for_secret"
    title = "在场的人太少，无记名保不住秘密，请用记名表决"


class MotionUnderWayError(SangongError):
    """Another motion of the meeting is being voted on: one at a time."""

    code = "motion_under_way"
    title = "上一项还在表决，请先结束它"


class PapersNotCountedError(SangongError):
    """Paper ballots were given out that two people have not read alike (``papers``)."""

    code = "papers_not_counted"
    title = "还有纸质票没有由两人核对一致，请先录入"


class PapersCountedError(SangongError):
    """The paper ballots are counted, or being read: none is given out or taken back any more."""

    code = "papers_counted"
    title = "纸质票已经开始清点，不能再发、再收"


class NoPapersError(SangongError):
    """No paper ballot was given out."""

    code = "no_papers"
    title = "没有发出纸质票，不用清点"


class EnteredAlreadyError(SangongError):
    """The same person does not read twice; the second hand is another's."""

    code = "papers_entered_already"
    title = "您已经录入过，请由另一位工作人员独立录入"


class NotSecretError(SangongError):
    """Who voted how is nowhere known of a secret ballot."""

    code = "ballot_is_secret"
    title = "无记名表决，没有人知道谁投了什么"


class NoResultError(SangongError):
    """There is no record before the vote is over."""

    code = "no_result_yet"
    title = "表决还没有结束，没有结果记录"


class ResultBrokenError(SangongError):
    """What is stored is not what was sealed."""

    code = "result_broken"
    title = "结果记录与封存时不一致，请联系平台核查"


class MotionRejectedError(SangongError):
    """The vote did not pass: no decision stands on it that does something."""

    code = "motion_rejected"
    title = "这件事表决没有通过，不能写成通过的结论"


class MotionStillOpenError(SangongError):
    """A vote on the topic is under way."""

    code = "motion_still_open"
    title = "这件事正在表决，请等结果出来再写结论"
