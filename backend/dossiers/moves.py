"""Which moves an uploaded file allows."""

from backend.core.moves import MoveTable
from backend.dossiers.types import ImportMove, ImportState

IMPORT_MOVES = MoveTable(
    {
        (ImportState.CHECKED, ImportMove.APPLY): ImportState.APPLYING,
        (ImportState.UPLOADED, ImportMove.WITHDRAW): ImportState.WITHDRAWN,
        (ImportState.CHECKED, ImportMove.WITHDRAW): ImportState.WITHDRAWN,
        (ImportState.APPLIED, ImportMove.CONFIRM): ImportState.APPLIED,
        (ImportState.APPLIED, ImportMove.DECLINE): ImportState.APPLIED,
    }
)
IMPORT_STATE_NAMES = {
    ImportState.UPLOADED: "正在检查",
    ImportState.CHECKED: "已检查",
    ImportState.APPLYING: "正在导入",
    ImportState.APPLIED: "已导入",
    ImportState.WITHDRAWN: "已取消",
    ImportState.EXPIRED: "已过期",
}
IMPORT_MOVE_NAMES = {
    ImportMove.APPLY: "全部导入",
    ImportMove.WITHDRAW: "取消这次导入",
    ImportMove.CONFIRM: "核对无误",
    ImportMove.DECLINE: "不予认可",
}
