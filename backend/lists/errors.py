"""Refusals of lists."""

from backend.core.errors import Kind, NotFoundError, SangongError


class ListNotLiveError(NotFoundError):
    """No such list, or it is one of the nine that is not live yet."""

    code = "list_not_live"
    title = "这张清单还没有开放"


class EntryNotClaimableError(SangongError):
    """The entry's kind or present state takes no claim."""

    code = "entry_not_claimable"
    title = "这一项现在不能认领"


class ClaimExceedsEntryError(SangongError):
    """More is claimed than is left; ``left`` tells how much is."""

    code = "claim_exceeds_entry"
    title = "认领的数量超过了剩余数量"


class EntryHasClaimsError(SangongError):
    """Claims on the entry are still under way; they must come to their end first."""

    code = "entry_has_claims"
    title = "还有认领没有办完，不能这样办理"


class EntryFrozenError(SangongError):
    """The entry can no longer be edited in its present state."""

    code = "entry_frozen"
    title = "现在的状态不能再修改"


class MayNotProposeError(SangongError):
    """This kind of list takes proposals from others."""

    code = "may_not_propose"
    kind = Kind.FORBIDDEN
    title = "您不能在这张清单上提出"


class NotAProjectError(SangongError):
    """The entry's kind or present state lets no project be made of it."""

    code = "entry_not_a_project"
    title = "这一项现在不能列为项目"


class ProjectExistsError(SangongError):
    """A project was made of the entry before (``project_id``)."""

    code = "project_exists"
    title = "这件事已经列为项目"


class ComputedListError(SangongError):
    """The list is written from what was done elsewhere; nobody proposes, edits or moves its entries by hand."""

    code = "list_computed"
    title = "这张清单按办理过程自动生成，不能直接填写或修改"


class TariffOverlapError(SangongError):
    """Another benefit entry in force already says what this category, measure and book earn in that time."""

    code = "tariff_overlap"
    title = "同一类别、计量和账本在这段时间已有激励标准"


class TariffNotInPackError(SangongError):
    """The rule pack in force on that day lets hours earn in another book alone (``pack``, ``book``)."""

    code = "tariff_not_in_pack"
    title = "本社区采用的规则不允许服务时长计入这个账本"


class TariffTooLateError(SangongError):
    """Service of that day or later is booked; what it earned stays as it was."""

    code = "tariff_too_late"
    title = "起始日期以来已有服务入账，请写一份起始日期更晚的标准"


class EditionUnderWayError(SangongError):
    """Another draft of this list is not published or withdrawn yet."""

    code = "edition_under_way"
    title = "这张清单已有一期草案在办，请先发布或撤回"


class NoticeNotOverError(SangongError):
    """The draft's notice still runs; ``notice_until`` tells how long."""

    code = "notice_not_over"
    title = "公示期还没有结束"


class ObjectionsOpenError(SangongError):
    """Objections wait for an answer; ``open`` tells how many."""

    code = "objections_open"
    title = "还有异议没有答复"


class NotOnNoticeError(SangongError):
    """The draft is talked about, and objected to, while it is on notice."""

    code = "not_on_notice"
    title = "草案现在不在公示期"


class OwnObjectionError(SangongError):
    """Somebody else answers an objection than whoever made it."""

    code = "own_objection"
    kind = Kind.FORBIDDEN
    title = "自己提的异议要由别人答复"


class ObjectionAnsweredError(SangongError):
    """An answer once given stays."""

    code = "objection_answered"
    title = "这条异议已经答复"


class TooManyForPaperError(SangongError):
    """A notice board takes so many entries; ``most`` tells how many."""

    code = "too_many_for_paper"
    title = "条目太多，打印版放不下，请改用表格导出"


class ImportHasErrorsError(SangongError):
    """Rows of the table are wrong, so nothing of it is taken over; ``count`` tells how many faults there are."""

    code = "import_has_errors"
    title = "表里还有错误，改好以后才能导入"


class NotBookableError(SangongError):
    """The entry is no resource that is booked, or not open now."""

    code = "not_bookable"
    title = "这一项现在不能预约"


class SlotNotOfferedError(SangongError):
    """No slot begins then, it is past, or it is too far ahead."""

    code = "slot_not_offered"
    title = "这个时段不开放预约，请另选时段"


class BookingTooSoonError(SangongError):
    """The slot begins too soon; ``lead_hours`` tells how long before it must be booked."""

    code = "booking_too_soon"
    title = "离开始太近，不能预约了"


class SlotTakenError(SangongError):
    """All units of the slot are taken."""

    code = "slot_taken"
    title = "这个时段刚被别人约走，请另选时段"


class BookingBannedError(SangongError):
    """The member did not come too often; ``until`` tells when they may book again."""

    code = "booking_banned"
    kind = Kind.FORBIDDEN
    title = "多次预约没有来，暂时不能预约"


class BookingLimitError(SangongError):
    """The member holds as many coming bookings of the resource as one may; ``member_max`` tells how many."""

    code = "booking_limit"
    title = "您在这里预约的次数已经到上限"


class NotThenError(SangongError):
    """The move has its time, and this is not it."""

    code = "not_then"
    title = "现在还不能这样办理"


class NotMergeableError(SangongError):
    """The entries are not of one list that merges, or one of them is in a state that takes no merge."""

    code = "entry_not_mergeable"
    title = "这些事项不能合并"


class NotSupportableError(SangongError):
    """On this list nobody supports entries, or the entry is over."""

    code = "entry_not_supportable"
    title = "这一项已经不收“我也遇到”了"


class OwnEntryError(SangongError):
    """Whoever wrote an entry is not counted beside themselves."""

    code = "own_entry"
    title = "这是您自己提的，不用再点"


class EntryAddressedError(SangongError):
    """Named units have the first word on the entry; ``until`` tells how long. Others may stand in line."""

    code = "entry_addressed"
    title = "这一项先由点名的单位认领，您可以先排队"


class NotAddressableError(SangongError):
    """On this list nothing is claimed, or the entry can no longer be claimed."""

    code = "entry_not_addressable"
    title = "这一项不能再点名单位"


class MergeUndoneError(SangongError):
    """The merge was undone before."""

    code = "merge_undone"
    title = "这次合并已经撤销"
