"""Refusals of dossiers."""

from backend.core.errors import ForbiddenError, Kind, SangongError


class OwnEntryError(ForbiddenError):
    """Nobody of the desk keeps their own file."""

    code = "own_dossier_entry"
    title = "自己的培训和表彰，请另一位同志登记或作废"


class EntryVoidError(SangongError):
    """The line was voided before."""

    code = "dossier_entry_void"
    title = "这一条已经作废"


class EntryDayError(SangongError):
    """What has not happened can't be kept."""

    code = "dossier_entry_day"
    kind = Kind.INVALID
    title = "日期不能晚于今天"


class NotEnteredError(SangongError):
    """Only what was entered is evaluated."""

    code = "record_not_entered"
    title = "服务记录正式记入以后才能评价"


class AlreadyEvaluatedError(SangongError):
    """Once each."""

    code = "already_evaluated"
    title = "您已经评价过这次服务"


class OwnEvaluationError(ForbiddenError):
    """Nobody evaluates their own service."""

    code = "own_evaluation"
    title = "不能评价自己的服务"


class AlreadyAnsweredError(SangongError):
    """The volunteer has answered."""

    code = "evaluation_answered"
    title = "您已经回应过这条评价"


class PeriodError(SangongError):
    """The period is none, or longer than ``most`` days."""

    code = "export_period"
    kind = Kind.INVALID
    title = "起止日期不对，一次最多导出三年"


class ExportNotReadyError(SangongError):
    """The file is still being made."""

    code = "export_not_ready"
    title = "文件还在生成，请稍等"


class ExportGoneError(SangongError):
    """The file was kept for a day."""

    code = "export_gone"
    title = "文件只保留一天，请重新导出"


class NotYourExportError(ForbiddenError):
    """Whoever gave the purpose takes the file."""

    code = "not_your_export"
    title = "只有发起导出的人可以下载"


class NoPartError(SangongError):
    """No sheet of the file is a part of a dossier."""

    code = "no_known_sheet"
    kind = Kind.INVALID
    title = "文件里没有认得的表，表名应为身份信息、服务技能、志愿服务情况等，请用模板填写"


class TooManyImportRowsError(SangongError):
    """More rows than one file may hold."""

    code = "too_many_import_rows"
    kind = Kind.INVALID
    title = "一个文件最多一万行，请拆成几个文件"


class DossierImportErrorsError(SangongError):
    """``count`` things are wrong; nothing is taken over."""

    code = "dossier_import_errors"
    title = "文件里还有错误，改好后重新上传，现在没有导入任何内容"


class SecondHandError(ForbiddenError):
    """Whoever imported does not confirm."""

    code = "second_hand"
    title = "须由另一位同志核对，导入人自己不能核对"


class NothingToConfirmError(SangongError):
    """No record from elsewhere of this file waits for this person."""

    code = "nothing_to_confirm"
    title = "没有等您核对的他处服务记录"
