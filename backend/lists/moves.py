"""The state table all kinds share, cut down by each kind, and the Chinese names of states and moves."""

from collections.abc import Collection

from backend.core.moves import MoveTable
from backend.lists.types import Consent, DraftMove, DraftState, HistoryMove, ImportMove, ImportState
from backend.lists.types import EntryMove as M
from backend.lists.types import EntryState as S

# Claims move entries too (open, partly_claimed, claimed, and delivered at their end); see rules.py.
ENTRY_MOVES = MoveTable(
    {
        (S.DRAFT, M.SUBMIT): S.PROPOSED,
        (S.DRAFT, M.WITHDRAW): S.WITHDRAWN,
        (S.PROPOSED, M.ADOPT): S.OPEN,
        (S.PROPOSED, M.PUT_ON_NOTICE): S.ON_NOTICE,
        (S.PROPOSED, M.REJECT): S.REJECTED,
        (S.PROPOSED, M.WITHDRAW): S.WITHDRAWN,
        (S.ON_NOTICE, M.ADOPT): S.OPEN,
        (S.ON_NOTICE, M.REJECT): S.REJECTED,
        (S.ON_NOTICE, M.WITHDRAW): S.WITHDRAWN,
        (S.ADOPTED, M.PUBLISH): S.OPEN,
        (S.ADOPTED, M.WITHDRAW): S.WITHDRAWN,
        (S.REJECTED, M.SUBMIT): S.PROPOSED,
        (S.OPEN, M.START): S.IN_PROGRESS,
        (S.PARTLY_CLAIMED, M.START): S.IN_PROGRESS,
        (S.CLAIMED, M.START): S.IN_PROGRESS,
        (S.OPEN, M.DELIVER): S.DELIVERED,
        (S.PARTLY_CLAIMED, M.DELIVER): S.DELIVERED,
        (S.CLAIMED, M.DELIVER): S.DELIVERED,
        (S.IN_PROGRESS, M.DELIVER): S.DELIVERED,
        (S.DELIVERED, M.ACCEPT): S.ACCEPTED,
        (S.DELIVERED, M.REOPEN): S.REOPENED,
        (S.ACCEPTED, M.REOPEN): S.REOPENED,
        (S.REOPENED, M.PUBLISH): S.OPEN,
        (S.REOPENED, M.START): S.IN_PROGRESS,
        (S.OPEN, M.WITHDRAW): S.WITHDRAWN,
        (S.OPEN, M.CLOSE): S.CLOSED,
        (S.PARTLY_CLAIMED, M.CLOSE): S.CLOSED,
        (S.CLAIMED, M.CLOSE): S.CLOSED,
        (S.IN_PROGRESS, M.CLOSE): S.CLOSED,
        (S.ACCEPTED, M.CLOSE): S.CLOSED,
        (S.REOPENED, M.CLOSE): S.CLOSED,
    }
)


def with_separate_publication(table: MoveTable[S, M]) -> MoveTable[S, M]:
    """Return the table of a kind whose entries wait as adopted until they are published."""
    return MoveTable({key: S.ADOPTED if key[1] is M.ADOPT else to for key, to in table.table.items()})


def all_moves_but(*left_out: M) -> MoveTable[S, M]:
    """Return the common table without some moves."""
    return ENTRY_MOVES.only([move for move in M if move not in left_out])


def reachable(table: MoveTable[S, M], start: S = S.PROPOSED) -> Collection[S]:
    """Return the states that people's moves lead to from ``start``."""
    seen, left = {start}, [start]
    while left:
        state = left.pop()
        new = {to for (origin, _), to in table.table.items() if origin is state} - seen
        seen |= new
        left.extend(new)
    return seen


DRAFT_MOVES = MoveTable(
    {
        (DraftState.DRAFT, DraftMove.PUT_ON_NOTICE): DraftState.ON_NOTICE,
        (DraftState.DRAFT, DraftMove.WITHDRAW): DraftState.WITHDRAWN,
        (DraftState.ON_NOTICE, DraftMove.PUBLISH): DraftState.PUBLISHED,
        (DraftState.ON_NOTICE, DraftMove.WITHDRAW): DraftState.WITHDRAWN,
    }
)
DRAFT_STATE_NAMES = {
    DraftState.DRAFT: "草案",
    DraftState.ON_NOTICE: "公示中",
    DraftState.PUBLISHED: "已发布",
    DraftState.WITHDRAWN: "已撤回",
}
DRAFT_MOVE_NAMES = {
    DraftMove.PUT_ON_NOTICE: "开始公示",
    DraftMove.PUBLISH: "盖章发布",
    DraftMove.WITHDRAW: "撤回草案",
}

IMPORT_MOVES = MoveTable(
    {
        (ImportState.UPLOADED, ImportMove.MAP): ImportState.UPLOADED,
        (ImportState.CHECKED, ImportMove.MAP): ImportState.UPLOADED,
        (ImportState.CHECKED, ImportMove.APPLY): ImportState.APPLIED,
        (ImportState.UPLOADED, ImportMove.WITHDRAW): ImportState.WITHDRAWN,
        (ImportState.CHECKED, ImportMove.WITHDRAW): ImportState.WITHDRAWN,
    }
)
IMPORT_STATE_NAMES = {
    ImportState.UPLOADED: "正在检查",
    ImportState.CHECKED: "已检查",
    ImportState.APPLIED: "已导入",
    ImportState.WITHDRAWN: "已取消",
    ImportState.EXPIRED: "已过期",
}
IMPORT_MOVE_NAMES = {ImportMove.MAP: "改对应关系", ImportMove.APPLY: "全部导入", ImportMove.WITHDRAW: "取消这次导入"}

STATE_NAMES = {
    S.DRAFT: "草稿",
    S.PROPOSED: "待采纳",
    S.ON_NOTICE: "公示中",
    S.ADOPTED: "已采纳",
    S.OPEN: "待认领",
    S.PARTLY_CLAIMED: "部分认领",
    S.CLAIMED: "已认领",
    S.IN_PROGRESS: "进行中",
    S.DELIVERED: "已交付",
    S.ACCEPTED: "已解决",
    S.CLOSED: "已办结",
    S.REJECTED: "已退回",
    S.MERGED: "已合并",
    S.WITHDRAWN: "已撤回",
    S.EXPIRED: "已过期",
    S.REOPENED: "重新办理",
}
CONSENT_NAMES = {Consent.SPOKEN: "本人口头同意", Consent.WRITTEN: "本人书面同意"}
MOVE_NAMES: dict[str, str] = {
    M.SUBMIT: "提交",
    M.PUT_ON_NOTICE: "公示",
    M.ADOPT: "采纳",
    M.PUBLISH: "发布",
    M.REJECT: "退回",
    M.WITHDRAW: "撤回",
    M.START: "开始",
    M.DELIVER: "完成交付",
    M.ACCEPT: "确认解决",
    M.REOPEN: "还没解决",
    M.CLOSE: "办结",
    HistoryMove.EDIT: "修改",
    HistoryMove.ADVANCE: "办理进展",
    HistoryMove.CLAIM: "认领",
    HistoryMove.RELEASE: "释放认领",
    HistoryMove.MERGE: "合并",
    HistoryMove.TAKE_IN: "并入相近事项",
    HistoryMove.SPLIT: "撤销合并",
    HistoryMove.LIST_PROJECT: "列为项目",
    HistoryMove.EXPIRE: "到期",
    HistoryMove.ADDRESS: "点名邀请",
    HistoryMove.OPEN_TO_ALL: "向所有单位开放",
}
