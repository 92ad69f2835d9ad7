"""Refusals of communities."""

from backend.core.errors import ForbiddenError, Kind, SangongError


class PrivacyOutdatedError(SangongError):
    """Another version of the privacy text is in force than the one agreed to."""

    code = "privacy_outdated"
    title = "隐私说明已更新，请重新阅读并同意"


class GuardianRequiredError(SangongError):
    """A person under 14 named no guardian (个人信息保护法 Art. 31)."""

    code = "guardian_required"
    kind = Kind.INVALID
    title = "未满14周岁，请填写监护人"


class GuardianUnfitError(SangongError):
    """The named guardian is no verified adult member of this community."""

    code = "guardian_unfit"
    kind = Kind.INVALID
    title = "监护人须是本社区已核实的成年成员"


class AlreadyMemberError(SangongError):
    """The person has joined before."""

    code = "already_member"
    title = "您已加入本社区"


class HomeElsewhereError(SangongError):
    """The person lives in another community; working here is another tie (双报到)."""

    code = "home_elsewhere"
    title = "您已在另一个社区登记居住，可以“在本社区工作”加入"


class NameTakenError(SangongError):
    """A unit of this name or credit code is there already."""

    code = "unit_exists"
    title = "已有同名或同一代码的单位"


class AlreadyEmployedError(SangongError):
    """The member has applied to this unit or belongs to it."""

    code = "already_employed"
    title = "已申请或已是这个单位的人"


class OwnEmploymentError(ForbiddenError):
    """Nobody decides for a unit that they themselves belong to it."""

    code = "own_employment"
    title = "自己的申请要由单位联系人或其他工作人员确认"


class NameTextOutdatedError(SangongError):
    """What was shown is not the text in force."""

    code = "name_text_outdated"
    title = "说明有更新，请重新阅读后再决定"


class NameUnderAgeError(ForbiddenError):
    """A minor's name is always masked on the public notice (our rule)."""

    code = "name_under_age"
    title = "未满18周岁，公示一律只显示姓和星号"
