"""Refusals of volunteering."""

from backend.core.errors import ForbiddenError, Kind, SangongError


class EntryNotOpenError(SangongError):
    """The entry's kind has no shifts, or it is not open for work now."""

    code = "entry_not_open"
    title = "这一项现在不能安排活动"


class ClaimNotAcceptedError(SangongError):
    """The claim does not belong to the entry or is not accepted."""

    code = "claim_not_accepted"
    title = "这项认领还没有被接受"


class InsuranceMissingError(SangongError):
    """A dangerous activity has no insurance number (志愿服务条例 Art. 17)."""

    code = "insurance_missing"
    kind = Kind.INVALID
    title = "可能有人身危险的活动，请先填写保险单号"


class LeaderUnfitError(SangongError):
    """The leader named is no verified member."""

    code = "leader_unfit"
    kind = Kind.INVALID
    title = "带队人须是本社区已核实的成员"


class ShiftNotOpenError(SangongError):
    """The shift was cancelled."""

    code = "shift_not_open"
    title = "活动已取消"


class ShiftStartedError(SangongError):
    """The shift has begun: nobody signs up or cancels any more."""

    code = "shift_started"
    title = "活动已经开始，不能再报名或取消"


class AlreadySignedUpError(SangongError):
    """The member is on this shift or on its waiting list."""

    code = "already_signed_up"
    title = "您已经报过名"


class OwnClashError(SangongError):
    """The member is on another shift at that time; ``clash`` names it."""

    code = "own_clash"
    title = "与您报名的另一场活动时间冲突"


class OwnNeedError(ForbiddenError):
    """The shift serves this very member."""

    code = "own_need"
    title = "这场活动是为您服务的，您不用报名"


class TooYoungError(ForbiddenError):
    """Younger on the day than the shift asks (志愿服务条例 Art. 15)."""

    code = "too_young"
    title = "未达到这场活动的年龄要求"


class RisksNotAcceptedError(SangongError):
    """The risks were shown and not accepted (志愿服务条例 Art. 12)."""

    code = "risks_not_accepted"
    kind = Kind.INVALID
    title = "请先阅读并同意活动的风险说明"


class SeriesClashError(SangongError):
    """The leader leads another shift at the time of one of a series; ``day`` and ``clash`` name it."""

    code = "series_clash"
    title = "带队人那天已有别的活动，整个系列没有安排"


class RoleNeededError(SangongError):
    """The shift has roles and none, or none of its own, was chosen."""

    code = "role_needed"
    kind = Kind.INVALID
    title = "请选择一个岗位"


class QualificationNeededError(SangongError):
    """The role asks for a qualification (志愿服务条例 Art. 16) and no number was given."""

    code = "qualification_needed"
    kind = Kind.INVALID
    title = "这个岗位要求有职业资格，请填写证书号码"


class QualificationUnconfirmedError(SangongError):
    """Nobody has looked at the qualification yet; until then presence does not count (志愿服务条例 Art. 16)."""

    code = "qualification_unconfirmed"
    title = "证书还没有核对，请先请带队人或社区工作者确认"


class GuardianNeededError(SangongError):
    """A minor signs up and no guardian is known: name one, who is then asked."""

    code = "guardian_needed"
    kind = Kind.INVALID
    title = "未满18岁参加活动要监护人同意，请填写监护人的姓名和手机号"


class GuardianNotFoundError(SangongError):
    """No adult verified member has this name and this phone; which of the two is wrong is not told."""

    code = "guardian_not_found"
    kind = Kind.INVALID
    title = "没有找到这位监护人，请核对姓名和手机号，监护人须已加入本社区"


class NotYourWardError(ForbiddenError):
    """Somebody is signed up for whom the caller is no guardian."""

    code = "not_your_ward"
    title = "只能替自己监护的孩子报名"


class MinorDangerError(ForbiddenError):
    """Our rule on 志愿服务条例 Art. 15: nobody under 18 is sent where there may be danger."""

    code = "minor_danger"
    title = "可能有人身危险的活动，未满18岁不能参加"


class TooLateToAskError(SangongError):
    """Somebody's word is needed and there is no time left to wait for it."""

    code = "too_late_to_ask"
    title = "离开始不到2小时，来不及等对方答复，请由本人或监护人直接报名"


class GroupPlacesError(SangongError):
    """Fewer places are left than the group needs; ``places_left`` says how many."""

    code = "group_places"
    title = "名额不够这么多人一起报名"


class GroupMemberUnfitError(SangongError):
    """Some of the group can't be asked; ``positions`` (from 1) say which, not why: that is theirs to know."""

    code = "group_member_unfit"
    title = "有人不能参加这场活动"


class ReasonNeededError(SangongError):
    """What is given up late or excused has a reason."""

    code = "reason_needed"
    kind = Kind.INVALID
    title = "请写明原因"


class TooEarlyError(SangongError):
    """Before the time from which it can be done."""

    code = "too_early"
    title = "还没到时间"


class TooLateError(SangongError):
    """After the time until which it can be done."""

    code = "too_late"
    title = "已经过了时间"


class NotSignedUpError(SangongError):
    """The member has no place on this shift."""

    code = "not_signed_up"
    title = "您没有报名这场活动"


class AlreadyCheckedInError(SangongError):
    """The member has checked in before."""

    code = "already_checked_in"
    title = "您已经签到"


class NotCheckedInError(SangongError):
    """The member has not checked in."""

    code = "not_checked_in"
    title = "您还没有签到"


class CodeRefusedError(SangongError):
    """A code that does not open. Answered, not raised through: the try must be kept."""

    code = "code_wrong"
    kind = Kind.INVALID
    title = "签到码不对"


class CodeExpiredError(CodeRefusedError):
    """A code that this shift showed within the last hour."""

    code = "code_expired"
    title = "签到码已过期，请看带队人手机上的新码"


class TooManyTriesError(SangongError):
    """Too many wrong codes in a short time."""

    code = "too_many_tries"
    kind = Kind.TOO_MANY
    title = "输错次数太多，请过几分钟再试"


class ArrivedTooLateError(SangongError):
    """A code seen without a network that took more than a day to arrive."""

    code = "arrived_too_late"
    title = "没有网络时记下的签到超过24小时才送到，不能再算。请联系带队人按纸质签到表补登"


class AlreadyWitnessedError(SangongError):
    """The record was closed at the planned end and witnessed before the check-out arrived."""

    code = "already_witnessed"
    title = "这条记录已有人见证，晚到的签退不能再改它。时长不对请在公示时提出异议"


class OwnRecordError(ForbiddenError):
    """Nobody witnesses, confirms or rules on their own hours."""

    code = "own_record"
    title = "不能见证、确认或裁定自己的服务时长"


class SameHandsError(ForbiddenError):
    """Who witnessed a record does not also confirm it."""

    code = "same_hands"
    title = "见证和确认不能是同一个人"


class NotImpartialError(ForbiddenError):
    """Who witnessed, confirmed or disputed a record does not rule on it."""

    code = "not_impartial"
    title = "您参与过这条记录，请由其他人裁定"


class ObjectedBeforeError(SangongError):
    """The member has objected to this record before."""

    code = "objected_before"
    title = "您对这条记录已经提过异议"


class TooManyObjectionsError(SangongError):
    """As many of the member's objections as may wait at a time are waiting."""

    code = "too_many_objections"
    title = "您还有5条异议没有裁定，等有了结果再提"


class NotPartyError(ForbiddenError):
    """Only who objects, who served and who led speak in a dispute."""

    code = "not_party"
    title = "只有提出异议的人、服务的人和带队人可以陈述"


class StatementLateError(SangongError):
    """The days for both sides' words are over."""

    code = "statement_late"
    title = "陈述期已过，请等待裁定"


class AlreadySaidError(SangongError):
    """One has said one's word and replied once."""

    code = "already_said"
    title = "您已经陈述并回应过，请等待裁定"


class NoAnswerYetError(SangongError):
    """One replies to what the other side said; it has said nothing yet."""

    code = "no_answer_yet"
    title = "您已经陈述过，等对方说明以后可以再回应一次"


class HearBothSidesError(SangongError):
    """Hours are not taken or cut before the other side has spoken, or its days are over (``until``)."""

    code = "hear_both_sides"
    title = "服务的人和带队人还没有说明，请等他们说明或陈述期满后再裁定"


class TooManyNoticesError(SangongError):
    """More is on notice than is printed at once; ``most`` is how much."""

    code = "too_many_notices"
    title = "公示的记录太多，不能一次打印，请导出表格"


class NothingServedError(SangongError):
    """Less than a whole minute of the planned time was served."""

    code = "nothing_served"
    title = "没有可计的服务时长"


class NotEnteredError(SangongError):
    """What is not entered yet is disputed or turned down, not corrected."""

    code = "not_entered"
    title = "这条记录还没有入账，不需要更正；公示期内可以提出异议"


class AlreadyCorrectedError(SangongError):
    """A later record stands in the stead of this one; ``record_id`` names it."""

    code = "already_corrected"
    title = "这条记录已被更正，请在更正后的那条记录上办理"


class CorrectionPendingError(SangongError):
    """Another correction of the record is on its way; ``record_id`` names it."""

    code = "correction_pending"
    title = "这条记录已有一条更正在办理，请等它办完"


class RequestPendingError(SangongError):
    """The member has asked before and has no answer yet."""

    code = "correction_request_pending"
    title = "您已经申请过更正，工作人员答复后才能再申请"


class NothingToCorrectError(SangongError):
    """The minutes are what the record says already."""

    code = "nothing_to_correct"
    kind = Kind.INVALID
    title = "更正后的时长和原来一样，不需要更正"


class TooManyMinutesError(SangongError):
    """More minutes than the shift is long; ``minutes_max``."""

    code = "too_many_minutes"
    kind = Kind.INVALID
    title = "更正后的时长不能超过活动的计划时长"


class EvidenceMissingError(SangongError):
    """More minutes need evidence."""

    code = "evidence_missing"
    kind = Kind.INVALID
    title = "增加时长须有凭证，请附上签到表等照片"


class OwnCorrectionError(ForbiddenError):
    """Nobody corrects their own hours; they ask for it."""

    code = "own_correction"
    title = "不能自己更正自己的时长，请在记录页申请更正"


class EarlierHandsError(ForbiddenError):
    """Who had a part in the record, or filed the correction, does not confirm it."""

    code = "earlier_hands"
    title = "您参与过原来的记录或提出了这次更正，请由其他人确认"


class SheetRefusedError(SangongError):
    """Some lines of a sheet can't be entered, so none is; ``lines`` names each: line (from 0), field, text."""

    code = "sheet_refused"
    kind = Kind.INVALID
    title = "有几行需要改正，整张表都还没有保存"


class PaperQuotaError(SangongError):
    """More than one hand may enter from paper on a day; ``records_left`` and ``minutes_left``."""

    code = "paper_quota"
    title = "超过了您今天可以补录的数量，请明天再录或请同事录"


class ShiftNotOverError(SangongError):
    """The shift's codes still open: whoever was there checks in and out with them."""

    code = "shift_not_over"
    title = "活动结束满1小时后才能补录"


class EvidenceUsedError(SangongError):
    """One picture is the evidence of one shift."""

    code = "evidence_used"
    title = "这张照片已经用作另一场活动的凭证，请拍这场活动的签到表"


class PaperWitnessError(ForbiddenError):
    """Who was on site or was served bears witness to what comes from paper, not the desk by telephone."""

    code = "paper_witness"
    title = "补录的记录须由受助人、同行的人见证，或附受助人签字单"


class AuditAheadError(SangongError):
    """The coming round is committed already: one at a time, so that nobody gathers seeds to choose from."""

    code = "audit_ahead"
    title = "下一轮抽查已经定好，等它开始以后再定新的一轮"


class AuditorHandsError(ForbiddenError):
    """Who had a hand in a record does not audit it."""

    code = "auditor_hands"
    title = "您参与过这条记录，请由其他监督员核查"


class AuditorOtherError(ForbiddenError):
    """The case is another supervisor's, and not overdue."""

    code = "auditor_other"
    title = "这一件由另一位监督员核查，过期未办才能接手"


class NotDrawnYetError(SangongError):
    """The period is not over and sealed, so the seed stays closed; ``due_at`` is when it will be opened."""

    code = "not_drawn_yet"
    title = "这一轮还没有抽取，期满封存以后才公开"
