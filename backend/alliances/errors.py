"""Refusals of reciprocity and alliances."""

from backend.core.errors import Kind, SangongError


class StatementBrokenError(SangongError):
    """The stored statement is not what was sealed: nothing is shown of it."""

    code = "statement_broken"
    title = "这份对账单与印记不符，请联系社区核对"


class NotOnStreetError(SangongError):
    """An alliance is one of communities of one street (``other_id``)."""

    code = "not_on_street"
    kind = Kind.INVALID
    title = "只能邀请同一街道的其他社区"


class NotChairError(SangongError):
    """Only the community that convenes the alliance writes its list."""

    code = "not_chair"
    kind = Kind.FORBIDDEN
    title = "只有牵头社区可以办理"


class NotTakerError(SangongError):
    """Only the community that took the item says what became of it."""

    code = "not_taker"
    kind = Kind.FORBIDDEN
    title = "只有承接的社区可以填写结果"


class TakerNotInError(SangongError):
    """The community that is to take the item has not joined, or has left."""

    code = "taker_not_in"
    title = "承接的社区还没有加入联盟，请换一个社区"


class AlreadyInvitedError(SangongError):
    """The community is invited or in already."""

    code = "already_invited"
    title = "这个社区已经在联盟里，或者还在考虑邀请"


class RoundFullError(SangongError):
    """A month's list holds so many items and no more (``most``)."""

    code = "round_full"
    title = "这个月的清单已经满了，请放到下个月"


class ItemIssuedError(SangongError):
    """What was issued stands; it is answered, not taken back."""

    code = "item_issued"
    title = "已经下达的任务不能删除，请承接社区填写结果"


class MonthToldError(SangongError):
    """A month that was told stays as it was told: it is reviewed."""

    code = "month_told"
    title = "这个月已经汇总通报，结果不能再改，有出入请告诉牵头社区"


class AmountDoneError(SangongError):
    """What was done does not fit the outcome (``amount`` was asked)."""

    code = "amount_done"
    kind = Kind.INVALID
    title = "完成的数量与结果对不上，请核对"


class NotToReviewError(SangongError):
    """A review is of a quarter's last month, once that month has been told."""

    code = "not_to_review"
    title = "季度最后一个月汇总通报以后才能点评"


class AllianceOverError(SangongError):
    """This community is not (any more) in the alliance."""

    code = "alliance_over"
    title = "本社区现在不在这个联盟里"
