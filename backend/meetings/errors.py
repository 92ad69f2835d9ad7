"""Refusals of meetings."""

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


class DemandNotReachedError(SangongError):
    """A meeting answers a demand that enough have signed, once."""

    code = "demand_not_reached"
    title = "这项提议人数还不够，或者已经召集过会议"


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


class DemandAdultsOnlyError(SangongError):
    """城市居民委员会组织法 Art. 10: adults demand the meeting."""

    code = "demand_adults_only"
    title = "年满18周岁的居民才能提议召集居民会议"


class DemandResidentsOnlyError(SangongError):
    """城市居民委员会组织法 Art. 9, 10: who only works here is no resident."""

    code = "demand_residents_only"
    title = "住在本社区的居民才能提议召集居民会议"


class DemandRunningError(SangongError):
    """One's first demand is still collecting."""

    code = "demand_running"
    title = "您还有一项提议正在征集签名，请等它结束"


class DemandOverError(SangongError):
    """Nobody signs what has ended."""

    code = "demand_over"
    title = "这项提议已经结束，不能再签名"


class AlreadySignedError(SangongError):
    """One name each."""

    code = "already_signed"
    title = "您已经签过名了"


class GroupTakenError(SangongError):
    """A name, a building, a leader or a representative belongs to one group."""

    code = "group_taken"
    title = "小组名称、楼栋、组长和代表都只能属于一个居民小组，请核对"


class ProxyNotHereError(SangongError):
    """Households send whom they like, and who was elected was elected themself: there a proxy has no place."""

    code = "proxy_not_here"
    title = "这次会议不能委托：每户可以派任何一位成年家人，居民小组的代表要本人参加"


class OwnProxyError(SangongError):
    """Giver and holder are one."""

    code = "own_proxy"
    title = "不能委托给自己，请选一位家人"


class ProxyGivenError(SangongError):
    """The giver's voice is given already."""

    code = "proxy_given"
    title = "已经委托过一次，想换人请先收回"


class OtherHouseholdError(SangongError):
    """Holder and giver are of different households (城市居民委员会组织法 Art. 9 lets a household be spoken for)."""

    code = "proxy_other_household"
    title = "只能委托给同一户、参加这次会议的家人"


class HolderHasNoSeatError(SangongError):
    """Who is to bring the voice does not stand on the roll."""

    code = "proxy_holder_no_seat"
    title = "这位家人不在这次会议的名册里，请另选一位"


class ProxyChainError(SangongError):
    """The giver holds another's proxy, which would travel on."""

    code = "proxy_chain"
    title = "接受了别人的委托，就不能再委托给别人"


class HolderIsGivenAwayError(SangongError):
    """The holder has given their own voice away."""

    code = "proxy_holder_given"
    title = "这位家人自己已经委托给别人，请另选一位"


class ProxiesFullError(SangongError):
    """The holder holds as many as one may (``most``)."""

    code = "proxies_full"
    title = "这位家人接受的委托已经满了，请另选一位"


class ProxyInUseError(SangongError):
    """The holder is at the meeting and speaks for the seat; only coming oneself ends that."""

    code = "proxy_in_use"
    title = "受托人已带着委托到会；您本人到会签到后，委托就结束"


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


class GiverIsPresentError(SangongError):
    """Who is there speaks for themself."""

    code = "proxy_giver_present"
    title = "您已经签到，请自己投票，不用委托"


class MotionRejectedError(SangongError):
    """The vote did not pass: no decision stands on it that does something."""

    code = "motion_rejected"
    title = "这件事表决没有通过，不能写成通过的结论"


class MotionStillOpenError(SangongError):
    """A vote on the topic is under way."""

    code = "motion_still_open"
    title = "这件事正在表决，请等结果出来再写结论"


class NotInSessionError(SangongError):
    """Motions and proxies are of a meeting before its end; votes are taken while it is held."""

    code = "not_in_session"
    title = "会议还没有开始，或者已经散会，不能办理"
