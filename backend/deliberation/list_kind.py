"""List 9, topics: what is being talked about. Its entries are written by this feature alone, with each move."""

from backend.core.actor import Role
from backend.core.moves import MoveTable
from backend.infra.http import Schema, fields
from backend.lists.types import EntryMove, EntryState, ExportColumn, KindDeclaration


class TopicDetailsSchema(Schema):
    """Own fields of a topic's entry, as they stand after its last move."""

    topic_id = fields.Id(required=True)
    stage = fields.Line(required=True)
    stage_name = fields.Line(required=True)
    stage_ends_at = fields.Moment(allow_none=True)
    next_actor = fields.Line(allow_none=True)
    meeting_name = fields.Line(allow_none=True)
    decision = fields.Text(max_length=2000, allow_none=True)
    decided_at = fields.Moment(allow_none=True)


NO_MOVES: MoveTable[EntryState, EntryMove] = MoveTable({})

TOPIC = KindDeclaration(
    code="topic",
    number=9,
    name="协商民主动态清单",
    entry_name="议题",
    number_prefix="议",
    details=TopicDetailsSchema,
    proposers=frozenset({Role.STAFF, Role.LEAD}),
    adopters=frozenset({Role.STAFF, Role.LEAD}),
    moves=NO_MOVES,
    computed=True,
    state_names={
        EntryState.PROPOSED: "待受理",
        EntryState.OPEN: "征求意见",
        EntryState.IN_PROGRESS: "协商中",
        EntryState.ADOPTED: "已有结论",
        EntryState.DELIVERED: "落实中",
        EntryState.CLOSED: "已结束",
        EntryState.REJECTED: "未受理",
    },
    export_columns=(
        ExportColumn("阶段", "details.stage_name"),
        ExportColumn("本阶段截止", "details.stage_ends_at"),
        ExportColumn("下一步", "details.next_actor"),
        ExportColumn("协商形式", "details.meeting_name"),
        ExportColumn("结论", "details.decision"),
    ),
    figure_columns=(ExportColumn("剩余天数", "figures.days_left"),),
)
