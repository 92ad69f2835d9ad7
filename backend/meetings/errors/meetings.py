"""Refusals of meetings, rolls and minutes."""

from backend.core.errors import Kind, SangongError


class NoticeTooShortError(SangongError):
    """People would hear of it too late; ``earliest_on`` is the first day that will do."""

    code = "notice_too_short"
    kind = Kind.INVALID
    title = "通知时间太短，请把开会时间往后推"


class RegisterMissingError(SangongError):
    """Over half of whom: nobody has entered how many adults and households live here."""

    code = "register_missing"
    title = "请先登记本社区的成年居民数和户数，再召集居民会议"


class GroupsWithoutRepresentativesError(SangongError):
    """A resident group has not elected its two or three; ``groups`` names them (none: there is no group)."""

    code = "groups_without_representatives"
    title = "有居民小组还没有选出两到三名代表，请先登记"


class EmptyRollError(SangongError):
    """Nobody would have a seat."""

    code = "empty_roll"
    title = "这个范围里没有可以参加的人，请换一个范围"


class NotAdjournedError(SangongError):
    """A meeting follows one that was adjourned, once."""

    code = "not_adjourned"
    title = "只有改期的会议可以再次召集，而且只召集一次"


class MeetingTooEarlyError(SangongError):
    """It is opened around the time that people were told, not before."""

    code = "meeting_too_early"
    title = "还没有到开会时间，会前一小时可以开始签到"


class MeetingNotOpenError(SangongError):
    """People come and vote while the meeting is held."""

    code = "meeting_not_open"
    title = "会议现在没有在开，不能签到、表决"


class NoSeatError(SangongError):
    """The caller does not stand on the roll: not of age, not a resident, not invited or not elected."""

    code = "no_seat"
    title = "您不在这次会议的名册里，可以旁听"


class AlreadyPresentError(SangongError):
    """This seat, or this person, is present already; ``way`` says through which channel."""

    code = "already_present"
    title = "已经签到过了，不用再签"


class OutsideSeatsTakenError(SangongError):
    """As many who are not on a phone were written down as there are by the register."""

    code = "outside_seats_taken"
    title = "登记册里没有更多未注册的居民，请核对姓名"


class NameOnRollError(SangongError):
    """Somebody of this name has a seat of their own; ``seat_ids`` says which."""

    code = "name_on_roll"
    title = "名册里有同名的人，请从名册里选；确实是另一人，请在姓名后写上楼号门牌"


class OwnAttendanceError(SangongError):
    """Nobody writes down their own presence on paper."""

    code = "own_attendance"
    title = "自己请用会议码签到，或者请同事登记"


class MeetingCodeWrongError(SangongError):
    """A code that does not open. Answered, not raised through: the try must be kept."""

    code = "meeting_code_wrong"
    kind = Kind.INVALID
    title = "会议码不对，请看会场屏幕上的新码"


class MeetingCodeTriesError(SangongError):
    """Too many wrong codes in a short time."""

    code = "meeting_code_tries"
    kind = Kind.TOO_MANY
    title = "输错次数太多，请过几分钟再试"


class NoQuorumError(SangongError):
    """Without a quorum nothing is decided (``present`` are there, ``needed`` would be enough)."""

    code = "no_quorum"
    title = "到会的没有过半数，不能表决、作决定，请改期再开"


class QuorumThereError(SangongError):
    """It is not for want of people: a meeting with its quorum is held and closed."""

    code = "quorum_there"
    title = "到会人数已过半数，请按议程开会"


class MinutesMissingError(SangongError):
    """What is published has been written: the text, and words on every point of the agenda."""

    code = "minutes_missing"
    title = "请先写好会议纪要，每一项议程都要写"


class MeetingNotHeldError(SangongError):
    """Minutes are written after the meeting and before they are published."""

    code = "meeting_not_held"
    title = "散会以后、公布以前可以写纪要"


class GroupTakenError(SangongError):
    """A name, a building, a leader or a representative belongs to one group."""

    code = "group_taken"
    title = "小组名称、楼栋、组长和代表都只能属于一个居民小组，请核对"


class NotInSessionError(SangongError):
    """Motions and proxies are of a meeting before its end; votes are taken while it is held."""

    code = "not_in_session"
    title = "会议还没有开始，或者已经散会，不能办理"
